package icd.workbench.shell.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Runs a session that nobody sees, so that the launcher learns which classes a session needs and archives them: every
 * later start reaches its prompt in less than half the time.
 */
public final class Rehearsal {

    private static final String TYPE = "xterm-256color";
    private static final String SHIFT_TAB = "\u001b[Z";

    /**
     * The keys of the session, as a person would type them: declarations, an error, completion, documentation,
     * commands.
     */
    private static final String KEYS = """
            var x = 1 + 1
            double f(double y) { return x * y; }
            f(2.5)
            record Point(double a, double b) {}
            new Point(1, 2)
            new double[] {1, 2, 3}
            f("")
            IntStream.range(0, 3).mapToObj(i -> new Point(i, i)).toList()
            new Subspaces(16, 8, 1, 1).pro\t\u0015new Subspaces(%s\u0015/vars
            /help drop
            /lis
            "a string".code\t\u0015/exit
            """.formatted(SHIFT_TAB);

    /** Classes for the terminal that a person has, which this session does not use. */
    private static final List<String> OTHERS = List.of(
            "org.jline.terminal.impl.jni.JniUnixSysTerminal",
            "org.jline.terminal.impl.SignalInterceptingInputStream",
            "org.jline.terminal.impl.NativeSignalHandler");

    private Rehearsal() {}

    /** Runs the session; a failure in it only makes later starts slower. */
    public static void run() {
        try {
            Path folder = Files.createTempDirectory("workbench-rehearsal");
            try {
                session(folder);
                terminal();
            } finally {
                remove(folder);
            }
            for (String each : OTHERS) {
                Class.forName(each);
            }
        } catch (IOException | ReflectiveOperationException e) {
            return;
        }
    }

    private static void session(Path folder) throws IOException {
        Map<String, String> environment = Map.of(
                "TERM", TYPE,
                "INPUTRC", folder.resolve("inputrc").toString(),
                "XDG_CONFIG_HOME", folder.toString(),
                "XDG_STATE_HOME", folder.toString());
        Semaphore prompts = new Semaphore(0);
        PipedInputStream keys = new PipedInputStream();
        PipedOutputStream fingers = new PipedOutputStream(keys);
        try (Terminal terminal = TerminalBuilder.builder()
                .streams(keys, new Screen(prompts))
                .type(TYPE)
                .provider(TerminalBuilder.PROP_PROVIDER_JNI)
                .encoding(StandardCharsets.UTF_8)
                .size(Size.of(100, 40))
                .graphemeCluster(false)
                .build()) {
            Thread.ofPlatform().daemon().start(() -> type(fingers, prompts));
            Shell.open(terminal, new ShellOptions(List.of(), Folders.of(environment, folder), folder, environment));
        }
    }

    /** Types each line once its prompt is there. */
    private static void type(OutputStream fingers, Semaphore prompts) {
        try (fingers) {
            for (String line : KEYS.split("\n")) {
                if (!prompts.tryAcquire(20, TimeUnit.SECONDS)) {
                    return;
                }
                fingers.write((line + "\r").getBytes(StandardCharsets.UTF_8));
                fingers.flush();
            }
            prompts.tryAcquire(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            return; // the session is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notices prompts: at each, the editor asks for bracketed paste. */
    private static final class Screen extends OutputStream {

        private static final String MARK = LineReaderImpl.BRACKETED_PASTE_ON;

        private final Semaphore prompts;
        private int matched;

        Screen(Semaphore prompts) {
            this.prompts = prompts;
        }

        @Override
        public void write(int b) {
            matched = b == MARK.charAt(matched) ? matched + 1 : b == MARK.charAt(0) ? 1 : 0;
            if (matched == MARK.length()) {
                matched = 0;
                prompts.release();
            }
        }
    }

    /** Opens a terminal as far as that is possible without one. */
    private static void terminal() throws IOException {
        SystemTerminal.guard(new AtomicReference<>());
        SystemTerminal.describe(TYPE, false);
        TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_JNI)
                .dumb(true)
                .graphemeCluster(false)
                .build()
                .close();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
