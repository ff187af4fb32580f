package icd.workbench.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * How an interpreter is set up.
 *
 * @param out what snippets print with {@code System.out}
 * @param err what they print with {@code System.err}
 * @param progress shows how long work gets on, which is no part of what a snippet prints; null for nowhere
 * @param style how values are printed; asked for each
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

    /** The domain preloaded, plain printing, no progress shown. */
    public static InterpreterOptions of(PrintStream out, PrintStream err) {
        return new InterpreterOptions(out, err, null, () -> PrintStyle.PLAIN, Preamble.SNIPPETS, 0.8);
    }

    public InterpreterOptions progress(ProgressDisplay other) {
        return new InterpreterOptions(out, err, other, style, preamble, heapLimit);
    }

    public InterpreterOptions streams(PrintStream otherOut, PrintStream otherErr) {
        return new InterpreterOptions(otherOut, otherErr, progress, style, preamble, heapLimit);
    }

    /** Shows progress on a terminal, in a line that redraws itself. */
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
