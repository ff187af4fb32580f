package icd.workbench.shell.terminal;

import icd.workbench.shell.PrintStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;

/** The terminal that the process was started on. */
public final class SystemTerminal {

    private static final String PROVIDER = TerminalBuilder.PROP_PROVIDER_JNI;

    private SystemTerminal() {}

    /** Opens the terminal; empty where standard input or output is a file or a pipe. The caller closes it. */
    public static Optional<Terminal> open() {
        try {
            TerminalProvider provider = TerminalProvider.load(PROVIDER);
            if (!provider.isSystemStream(SystemStream.Input) || !provider.isSystemStream(SystemStream.Output)) {
                return Optional.empty();
            }
            return Optional.of(build());
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Terminal build() throws IOException {
        AtomicReference<Terminal> opened = new AtomicReference<>();
        guard(opened);
        describe(System.getenv().getOrDefault("TERM", ""), PrintStyle.hasTrueColour(System.getenv()));
        opened.set(TerminalBuilder.builder()
                .system(true)
                .provider(PROVIDER)
                .encoding(StandardCharsets.UTF_8)
                .graphemeCluster(false) // asking waits 200 ms on a terminal that does not answer
                .build());
        return opened.get();
    }

    /**
     * Describes terminals that JLine knows: JLine would run another program even for these, which takes longer than
     * everything else here. None of these descriptions says that a terminal has 24 bits of colour.
     */
    static void describe(String type, boolean trueColour) {
        String like = type.startsWith("tmux") ? "screen-256color" : type;
        String known = InfoCmp.getDefaultInfoCmp(like);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(
                    type, trueColour ? known.replaceFirst("colors#[0-9a-zA-Z]+", "colors#16777216") : known);
        }
    }

    /**
     * Replaces the JVM's handler of Ctrl-C for good. JLine installs its own handler at every line and removes it again;
     * between the two, a Ctrl-C would reach the JVM's handler, which ends the process.
     */
    static void guard(AtomicReference<Terminal> opened) {
        Signals.register("INT", () -> {
            Terminal terminal = opened.get();
            if (terminal != null) {
                terminal.raise(Signal.INT);
            }
        });
    }
}
