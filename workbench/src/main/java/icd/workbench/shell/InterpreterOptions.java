package icd.workbench.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The options of an interpreter.
 *
 * @param out receives what snippets print with {@code System.out}
 * @param err receives what they print with {@code System.err}
 * @param progress shows the progress of work, which is no part of a snippet's output; null to show none
 * @param style the style in which values are printed; asked for each value
 * @param preamble imports and declarations known from the start
 * @param heapLimit part of the heap, 0 to 1, that may still be in use after a collection before a snippet is stopped
 */
public record InterpreterOptions(
        PrintStream out,
        PrintStream err,
        ProgressDisplay progress,
        Supplier<PrintStyle> style,
        List<String> preamble,
        double heapLimit) {

    public InterpreterOptions {
        preamble = List.copyOf(preamble);
        if (!(heapLimit > 0 && heapLimit <= 1)) {
            throw new IllegalArgumentException("InterpreterOptions: heapLimit must be in (0, 1], got " + heapLimit);
        }
    }

    /** Returns options with the domain preloaded, plain printing, and no progress shown. */
    public static InterpreterOptions of(PrintStream out, PrintStream err) {
        return new InterpreterOptions(out, err, null, () -> PrintStyle.PLAIN, Preamble.SNIPPETS, 0.8);
    }

    public InterpreterOptions progress(ProgressDisplay other) {
        return new InterpreterOptions(out, err, other, style, preamble, heapLimit);
    }

    public InterpreterOptions streams(PrintStream otherOut, PrintStream otherErr) {
        return new InterpreterOptions(otherOut, otherErr, progress, style, preamble, heapLimit);
    }

    /** Returns these options with progress shown on a terminal, in a line that redraws itself. */
    public InterpreterOptions progress(PrintStream terminal) {
        return progress(new LineDisplay(terminal, style));
    }

    public InterpreterOptions style(Supplier<PrintStyle> other) {
        return new InterpreterOptions(out, err, progress, other, preamble, heapLimit);
    }

    public InterpreterOptions preamble(List<String> other) {
        return new InterpreterOptions(out, err, progress, style, other, heapLimit);
    }

    public InterpreterOptions heapLimit(double other) {
        return new InterpreterOptions(out, err, progress, style, preamble, other);
    }
}
