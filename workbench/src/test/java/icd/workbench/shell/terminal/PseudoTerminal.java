package icd.workbench.shell.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.utils.ScreenTerminal;

/**
 * A process on a real pseudo-terminal, with a screen to look at: what a person would see.
 *
 * <p>Needs {@code setsid} (util-linux), which makes the terminal the one whose Ctrl-C the process gets.
 */
final class PseudoTerminal implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String TAB = "\t";
    static final String UP = "\u001b[A";
    static final String SHIFT_TAB = "\u001b[Z";

    private final JniNativePty pty;
    private final ScreenTerminal screen;
    private final OutputStream keys;
    private final StringBuilder all = new StringBuilder();
    private final Process process;
    private final Object news = new Object();
    private int rows;
    private int columns;

    private PseudoTerminal(JniNativePty pty, int columns, int rows, Process process) throws IOException {
        this.pty = pty;
        this.columns = columns;
        this.rows = rows;
        this.screen = new ScreenTerminal(columns, rows);
        this.process = process;
        keys = pty.getMasterOutput();
        InputStream output = pty.getMasterInput();
        Thread.ofPlatform().daemon().start(() -> pump(output));
    }

    static PseudoTerminal start(
            int columns, int rows, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        JniNativePty pty = (JniNativePty) new JniTerminalProvider().open(null, Size.of(columns, rows));
        List<String> whole = new ArrayList<>(List.of("setsid", "--ctty"));
        whole.addAll(command);
        File tty = new File(pty.getName());
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(folder.toFile())
                .redirectInput(tty)
                .redirectOutput(tty)
                .redirectError(tty);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("NO_COLOR|COLORTERM|COLORFGBG|JDK_JAVA_OPTIONS|INPUTRC"));
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().putAll(environment);
        return new PseudoTerminal(pty, columns, rows, builder.start());
    }

    private void pump(InputStream output) {
        char[] buffer = new char[8192];
        try (Reader characters = new InputStreamReader(output, UTF_8)) {
            for (int count = characters.read(buffer); count >= 0; count = characters.read(buffer)) {
                String answer;
                synchronized (news) {
                    String piece = new String(buffer, 0, count);
                    all.append(piece);
                    screen.write(piece);
                    answer = screen.read(); // to a question about the cursor
                    news.notifyAll();
                }
                if (!answer.isEmpty()) {
                    type(answer);
                }
            }
        } catch (IOException e) {
            // the process has ended: a pseudo-terminal says so with an error
        }
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(UTF_8));
        keys.flush();
    }

    void enter(String line) throws IOException {
        type(line + "\r");
    }

    /** Returns the text on the screen, lines without trailing blanks, no empty lines at the end. */
    String screen() {
        synchronized (news) {
            return screen.toString().replaceAll("(?m)[ \u0000]+$", "").stripTrailing();
        }
    }

    /** Returns everything that was written since the start, including escapes. */
    String everything() {
        synchronized (news) {
            return all.toString();
        }
    }

    /** The screen as the emulator draws it, in HTML. */
    String html() {
        return screen.dump();
    }

    /**
     * Waits until the screen satisfies a condition.
     *
     * @return milliseconds since {@code since}, a {@link System#nanoTime}
     */
    double await(long since, String what, Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (news) {
            while (!wanted.test(screen())) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("no " + what + " within 30 s on\n" + screen());
                }
                news.wait(Math.max(1, Math.min(100, left / 1_000_000)));
            }
            return (System.nanoTime() - since) / 1e6;
        }
    }

    /**
     * Waits until a text was written, without looking at the screen, which takes time of its own.
     *
     * @return milliseconds since {@code since}, a {@link System#nanoTime}
     */
    double awaitWritten(long since, String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (news) {
            int from = 0;
            while (all.indexOf(text, from) < 0) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("'" + text + "' was not written within 30 s, but\n" + all);
                }
                from = Math.max(0, all.length() - text.length());
                news.wait(100);
            }
            return (System.nanoTime() - since) / 1e6;
        }
    }

    /** Waits until a text stands on the screen. */
    double await(String text) throws InterruptedException {
        return await(System.nanoTime(), "'" + text + "'", screen -> screen.contains(text));
    }

    /** Waits until the last line is this one. */
    double awaitLast(String line) throws InterruptedException {
        return await(
                System.nanoTime(),
                "last line '" + line + "'",
                screen -> lastLine(screen).equals(line));
    }

    static String lastLine(String screen) {
        return screen.substring(screen.lastIndexOf('\n') + 1);
    }

    void resize(int newColumns, int newRows) throws IOException {
        columns = newColumns;
        rows = newRows;
        screen.setSize(newColumns, newRows);
        pty.setSize(Size.of(newColumns, newRows));
    }

    Process process() {
        return process;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end; on its screen is\n" + screen());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        pty.close();
    }

    @Override
    public String toString() {
        return columns + " x " + rows + " terminal of "
                + process.info().command().orElse("?");
    }
}
