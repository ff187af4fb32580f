package icd.workbench.shell.transcript;

import icd.workbench.shell.PrintStyle;

/**
 * An input of a transcript.
 *
 * @param kind what is expected of it
 * @param code what was typed
 * @param line where it begins, from 1
 * @param output what it gave when it was recorded; null where nothing is recorded
 * @param outputFrom line of the document, from 0, where the output begins
 * @param outputTo line after the output
 * @param style how values are printed
 */
record Block(Kind kind, String code, int line, String output, int outputFrom, int outputTo, PrintStyle style) {

    /** Whether a check holds its output against what is recorded. */
    boolean isCompared() {
        return output != null && kind != Kind.SKIP;
    }

    /** The second word after the fence. */
    enum Kind {
        /** Must succeed. */
        RUN,
        /** Must not: {@code java fails}. */
        FAILS,
        /** Is not executed: {@code java skip}. */
        SKIP
    }
}
