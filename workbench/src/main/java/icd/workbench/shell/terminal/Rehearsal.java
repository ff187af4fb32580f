package icd.workbench.shell.terminal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A session that nobody sees, so that the launcher learns which classes one needs and archives them: every later start has
 * its prompt in less than half the time.
 */
public final class Rehearsal {

    private static final String SHIFT_TAB = "\u001b[Z";

    /** Typed as a person would: declarations, an error, completion, documentation, commands. */
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

    /** Of the terminal that a person has, unlike this one. */
    private static final List<String> OTHERS = List.of(
            "org.jline.terminal.impl.jni.JniUnixSysTerminal",
            "org.jline.terminal.impl.SignalInterceptingInputStream",
            "org.jline.terminal.impl.NativeSignalHandler");

    private Rehearsal() {}

    /** Runs the session; what goes wrong in it costs only speed later. */
    public static void run() {
        try {
            Path folder = Files.createTempDirectory("workbench-rehearsal");
            try {
                session(folder);
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
                "TERM", "xterm-256color",
                "INPUTRC", folder.resolve("inputrc").toString(),
                "XDG_CONFIG_HOME", folder.toString(),
                "XDG_STATE_HOME", folder.toString());
        InputStream keys = new ByteArrayInputStream(KEYS.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
        try (Terminal terminal = TerminalBuilder.builder()
                .streams(keys, OutputStream.nullOutputStream())
                .type("xterm-256color")
                .provider(TerminalBuilder.PROP_PROVIDER_JNI)
                .encoding(StandardCharsets.UTF_8)
                .size(Size.of(100, 40))
                .graphemeCluster(false)
                .build()) {
            Shell.open(terminal, new ShellOptions(List.of(), Folders.of(environment, folder), folder, environment));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
