package icd.workbench.shell.terminal;

import icd.io.Visible;
import icd.workbench.shell.LineDisplay;
import icd.workbench.shell.terminal.Theme.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The terminal as the rest of the shell writes to it: lines in the theme's colours, pages, and the output of snippets.
 *
 * <p>Any thread may write to it. While a line is being typed, whole lines go above it.
 */
final class Console {

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    /** The columns below which a line is left to the terminal. */
    private static final int NARROWEST = 20;

    private final Terminal terminal;
    private final Settings settings;
    private final PrintStream stream = new PrintStream(new Stream(), true, StandardCharsets.UTF_8);
    private final Attributes original;
    private final Attributes quiet;
    private final boolean piped;
    private volatile LineReader reader;
    private volatile Process child;
    private boolean lineStart = true;

    Console(Terminal terminal, Settings settings) {
        this(terminal, settings, false);
    }

    private Console(Terminal terminal, Settings settings, boolean piped) {
        this.terminal = terminal;
        this.settings = settings;
        this.piped = piped;
        original = terminal.getAttributes();
        quiet = new Attributes(original);
        quiet.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO), false);
        quiet.setControlChar(ControlChar.VMIN, 1);
        quiet.setControlChar(ControlChar.VTIME, 0);
    }

    /**
     * Returns a console where there is no terminal: everything goes to a stream, in lines of {@code columns} columns.
     */
    static Console piped(OutputStream to, int columns, Settings settings) {
        try {
            Terminal none = new DumbTerminal(
                    "none", Terminal.TYPE_DUMB, InputStream.nullInputStream(), to, StandardCharsets.UTF_8);
            none.setSize(Size.of(columns, ROWS));
            return new Console(none, settings, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether nobody can type here. */
    boolean isPiped() {
        return piped;
    }

    /**
     * Stops echoing keys and gathering them into lines while something runs: keys that are typed ahead, arrows and
     * Ctrl-D too, wait for the next prompt.
     */
    void quiet() {
        terminal.setAttributes(quiet);
    }

    /** Restores the terminal's original mode, for another program or at the end. */
    void handBack() {
        terminal.setAttributes(original);
    }

    /** Takes the reader of lines: while it reads, text that is written goes above its line. */
    void reader(LineReader newReader) {
        reader = newReader;
    }

    Terminal terminal() {
        return terminal;
    }

    Theme theme() {
        return settings.theme();
    }

    AttributedStyle style(Role role) {
        return settings.theme().style(role);
    }

    /**
     * Gives a terminal that does not report its size, as on a serial line or in a container, the size that {@code
     * COLUMNS} and {@code LINES} give, or 80 x 24: without columns the reader of lines shows nothing.
     */
    void measure(Map<String, String> environment) {
        Size size = terminal.getSize();
        if (size.getColumns() > 0 && size.getRows() > 0) {
            return;
        }
        int columns = size.getColumns() > 0 ? size.getColumns() : number(environment.get("COLUMNS"), COLUMNS);
        int rows = size.getRows() > 0 ? size.getRows() : number(environment.get("LINES"), ROWS);
        terminal.setSize(Size.of(columns, rows));
    }

    private static int number(String text, int byDefault) {
        return text != null && text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : byDefault;
    }

    /** Returns the columns; 80 where the terminal does not report them. */
    int width() {
        int columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : COLUMNS;
    }

    /** Returns the lines; 24 where the terminal does not report them. */
    int height() {
        int rows = terminal.getSize().getRows();
        return rows > 0 ? rows : ROWS;
    }

    /** Returns the stream that takes the output of snippets. */
    PrintStream stream() {
        return stream;
    }

    /** Writes a line as it is. It may hold ANSI escapes of our own printers. */
    void line(String text) {
        write(text + "\n");
    }

    /** Writes a line, broken at blanks where the terminal's edge would break it within a word. */
    void line(AttributedString text) {
        int columns = terminal.getSize().getColumns();
        List<AttributedString> lines = piped || columns < NARROWEST ? List.of(text) : Columns.wrapped(text, columns);
        StringBuilder all = new StringBuilder();
        lines.forEach(line -> all.append(BoxLines.ansi(line, terminal)).append('\n'));
        write(all.toString());
    }

    /** Writes a styled line; characters that would control the terminal are escaped. */
    void line(Role role, String text) {
        line(new AttributedString(Visible.lines(text), style(role)));
    }

    /** Writes a line whose first part is styled; control characters are escaped. */
    void line(Role role, String head, String rest) {
        line(new AttributedStringBuilder()
                .styled(style(role), Visible.lines(head))
                .append(Visible.lines(rest))
                .toAttributedString());
    }

    /**
     * Asks the terminal itself.
     *
     * @param end the pattern of the last answer
     * @return everything that came until then, or until the time was over
     */
    String ask(String question, Pattern end, long millis) {
        freshLine();
        Attributes before = terminal.enterRawMode();
        StringBuilder said = new StringBuilder();
        try {
            terminal.writer().write(question);
            terminal.writer().flush();
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (!end.matcher(said).find()) {
                int key = terminal.reader().read(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
                if (key < 0 || System.nanoTime() > until) {
                    break;
                }
                said.append((char) key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal is gone", e);
        } finally {
            terminal.setAttributes(before);
        }
        return said.toString();
    }

    /** Keeps keys that came while the terminal was asked, for the next line. */
    void typedAhead(String keys) {
        if (!keys.isEmpty() && reader != null) {
            reader.runMacro(keys);
        }
    }

    /** Shows many lines, a screen at a time. Only the session's own thread may page. */
    void page(List<AttributedString> lines) {
        freshLine();
        new Pager(terminal, settings.theme()).show(lines);
    }

    /**
     * Runs another program on this terminal.
     *
     * @return its exit code
     */
    int run(List<String> command) throws IOException {
        if (piped) {
            return runPiped(command);
        }
        Attributes now = terminal.getAttributes();
        handBack();
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } finally {
            terminal.setAttributes(now);
        }
    }

    private int runPiped(List<String> command) throws IOException {
        child = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            child.getOutputStream().close(); // nobody types here
            child.getInputStream().transferTo(stream);
            return child.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } finally {
            child = null;
        }
    }

    /** Ends another program that runs without a terminal, where no Ctrl-C can end it. May be called from any thread. */
    void interrupt() {
        Process running = child;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroy);
            running.destroy();
        }
    }

    /** Ends a line that a snippet left open, so that the prompt begins at the margin. */
    void freshLine() {
        boolean open;
        synchronized (this) {
            open = !lineStart;
        }
        if (open) {
            write("\n");
        }
    }

    /**
     * Writes text. It never holds our lock while it takes the reader's, as the reader holds its own when it calls us.
     */
    private void write(String text) {
        LineReader current = reader;
        if (current != null && current.isReading()) {
            current.printAbove(text);
            return;
        }
        synchronized (this) {
            terminal.writer().write(text);
            terminal.writer().flush();
            if (!text.isEmpty()) {
                lineStart = text.endsWith("\n");
            }
        }
    }

    /** Takes bytes of snippets on their way to the terminal; while a prompt is open it passes only whole lines on. */
    private final class Stream extends OutputStream {

        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            LineReader current = reader;
            if (current != null && current.isReading()) {
                String lines = wholeLines(bytes, offset, length);
                if (!lines.isEmpty()) {
                    current.printAbove(lines);
                }
                return;
            }
            synchronized (Console.this) {
                terminal.writer().flush();
                try {
                    pending.writeTo(terminal.output());
                    pending.reset();
                    terminal.output().write(bytes, offset, length);
                    terminal.output().flush();
                } catch (IOException e) {
                    throw new UncheckedIOException("the terminal is gone", e);
                }
                if (length > 0) {
                    String end = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
                    lineStart = end.endsWith("\n") || end.endsWith(LineDisplay.ERASED);
                }
            }
        }

        private String wholeLines(byte[] bytes, int offset, int length) {
            synchronized (Console.this) {
                pending.write(bytes, offset, length);
                byte[] all = pending.toByteArray();
                int end = all.length;
                while (end > 0 && all[end - 1] != '\n') {
                    end--;
                }
                pending.reset();
                pending.write(all, end, all.length - end);
                return new String(all, 0, end, StandardCharsets.UTF_8);
            }
        }
    }
}
