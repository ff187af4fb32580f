package icd.workbench.shell;

import java.io.PrintStream;
import java.util.function.Supplier;

/** Shows progress in a line of a terminal that redraws itself. */
final class LineDisplay implements ProgressDisplay {

    private static final String ERASE = "\r\033[K";

    private final PrintStream terminal;
    private final Supplier<PrintStyle> style;
    private boolean shown;

    LineDisplay(PrintStream terminal, Supplier<PrintStyle> style) {
        this.terminal = terminal;
        this.style = style;
    }

    @Override
    public synchronized void show(String line) {
        terminal.print(
                ERASE + line.substring(0, Math.min(line.length(), style.get().width() - 1)));
        terminal.flush();
        shown = true;
    }

    @Override
    public synchronized void clear() {
        if (shown) {
            terminal.print(ERASE);
            terminal.flush();
            shown = false;
        }
    }
}
