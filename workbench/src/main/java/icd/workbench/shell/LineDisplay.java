package icd.workbench.shell;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Shows progress in a line of a terminal that redraws itself. The terminal does not break it over lines, however narrow it is or becomes:
 * that would leave a line behind at each redraw.
 */
public final class LineDisplay implements ProgressDisplay {

    private static final String BEGIN = "\r\033[?7l"; // whatever follows beyond the end of the line is lost
    private static final String END = "\033[K\033[?7h";

    /** The text that erases the line. */
    public static final String ERASED = "\r" + END;

    private final PrintWriter terminal;
    private final Supplier<PrintStyle> style;
    private boolean shown;

    /** Shows progress on a terminal whose width is not known. */
    public LineDisplay(PrintWriter terminal) {
        this(terminal, () -> PrintStyle.PLAIN.width(200));
    }

    LineDisplay(PrintStream terminal, Supplier<PrintStyle> style) {
        this(new PrintWriter(terminal), style);
    }

    private LineDisplay(PrintWriter terminal, Supplier<PrintStyle> style) {
        this.terminal = terminal;
        this.style = style;
    }

    @Override
    public synchronized void show(String line) {
        terminal.print(
                BEGIN + line.substring(0, Math.min(line.length(), style.get().width() - 1)) + END);
        terminal.flush();
        shown = true;
    }

    @Override
    public synchronized void clear() {
        if (shown) {
            terminal.print(ERASED);
            terminal.flush();
            shown = false;
        }
    }
}
