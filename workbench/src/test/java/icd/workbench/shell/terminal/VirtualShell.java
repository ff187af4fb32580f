package icd.workbench.shell.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.ScreenTerminal.VirtualTerminal;

/** A session in this JVM, on a terminal in memory: typed at, and looked at. */
final class VirtualShell implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String CTRL_L = "\f";
    static final String CTRL_R = "\u0012";
    static final String TAB = "\t";
    static final String UP = "\u001b[A";
    static final String SHIFT_TAB = "\u001b[Z";

    private final VirtualTerminal virtual;
    private final CompletableFuture<Integer> ended;

    private VirtualShell(VirtualTerminal virtual, CompletableFuture<Integer> ended) {
        this.virtual = virtual;
        this.ended = ended;
    }

    static VirtualShell open(Path home, List<Path> startup, Map<String, String> more) throws IOException {
        return open(home, startup, more, Size.of(100, 30));
    }

    /** @param said the size that the terminal says it has, while its screen has 100 x 30 */
    static VirtualShell open(Path home, List<Path> startup, Map<String, String> more, Size said) throws IOException {
        VirtualTerminal virtual = ScreenTerminal.withTerminal("test", "xterm-256color", 100, 30);
        virtual.terminal().setSize(said);
        Map<String, String> environment = new HashMap<>(Map.of(
                "TERM",
                "xterm-256color",
                "INPUTRC",
                home.resolve("none").toString(),
                "XDG_CONFIG_HOME",
                home.resolve("config").toString(),
                "XDG_STATE_HOME",
                home.resolve("state").toString()));
        environment.putAll(more);
        ShellOptions options =
                new ShellOptions(startup, Folders.of(environment, home), home.resolve("sessions"), environment);
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("session").start(() -> {
            try {
                ended.complete(Shell.open(virtual.terminal(), options));
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        });
        VirtualShell shell = new VirtualShell(virtual, ended);
        shell.awaitPrompt();
        return shell;
    }

    Size size() {
        return virtual.terminal().getSize();
    }

    void type(String keys) throws IOException {
        virtual.terminal().processInputBytes(keys.getBytes(UTF_8));
    }

    /** Types on a clean screen and returns what stands below the line once the prompt is back. */
    String answer(String line) throws Exception {
        clear();
        type(line + "\r");
        await("a prompt", screen -> screen.lines().count() > 1 && screen.endsWith("\nicd>"));
        String screen = screen();
        int end = screen.length() - "\nicd>".length();
        return screen.substring(Math.min(end, screen.indexOf('\n') + 1), end);
    }

    /** An empty line on an empty screen. */
    void clear() throws Exception {
        type(CTRL_C); // with what a test before this one may have left there
        awaitPrompt();
        type(CTRL_L);
        await("an empty screen", screen -> screen.equals("icd>"));
    }

    void awaitPrompt() throws IOException {
        await("a prompt", screen -> screen.endsWith("icd>"));
    }

    void await(String text) throws IOException {
        await("'" + text + "'", screen -> screen.contains(text));
    }

    void await(String what, Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!wanted.test(screen())) {
            if (System.nanoTime() > end || ended.isCompletedExceptionally()) {
                throw new AssertionError("no " + what + " on\n" + screen() + "\n" + ended);
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    String screen() {
        return virtual.screen().toString().replaceAll("(?m)[ \u0000]+$", "").stripTrailing();
    }

    /** Whether the letter at a place of the screen, counted from 0, has a colour. */
    boolean coloured(int row, int column) {
        long[] cells = new long[100 * 30];
        virtual.screen().dump(cells, new int[2]);
        return ScreenTerminal.cellHasForeground(cells[row * 100 + column]);
    }

    void resize(int columns, int rows) {
        virtual.screen().setSize(columns, rows);
        virtual.terminal().setSize(org.jline.terminal.Size.of(columns, rows));
        virtual.terminal().raise(org.jline.terminal.Terminal.Signal.WINCH);
    }

    int exitCode() throws Exception {
        return ended.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        virtual.terminal().close();
    }
}
