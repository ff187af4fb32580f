package icd.workbench.shell.transcript;

import icd.workbench.shell.PrintStyle;

/**
 * An input of a transcript.
 *
 * @param kind the expected outcome
 * @param code what was typed
 * @param line the line where it begins, from 1
 * @param output the recorded output; null where nothing is recorded
 * @param outputFrom line of the document, from 0, where the output begins
 * @param outputTo the line after the output
 * @param style the style in which values are printed
 */
record Block(Kind kind, String code, int line, String output, int outputFrom, int outputTo, PrintStyle style) {

    /** Returns whether a check compares its output with the recorded one. */
    boolean isCompared() {
        return output != null && kind != Kind.SKIP;
    }

    /** The second word after the fence. */
    enum Kind {
        /** The input must succeed. */
        RUN,
        /** The input must fail: {@code java fails}. */
        FAILS,
        /** The input is not executed: {@code java skip}. */
        SKIP
    }
}
