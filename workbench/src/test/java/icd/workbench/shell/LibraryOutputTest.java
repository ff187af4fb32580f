package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Output of the library while a snippet runs: prints are the snippet's, progress is not. */
@Timeout(60)
public class LibraryOutputTest {

    private static final ByteArrayOutputStream PROCESS = new ByteArrayOutputStream();

    /** This stream is what {@code System.out} is to a library. */
    public static final PrintStream OF_LIBRARIES = LibraryOutput.out(stream(PROCESS));

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void printsAndProgress() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> shown = new CopyOnWriteArrayList<>();
        ProgressDisplay display = new ProgressDisplay() {
            @Override
            public void show(String line) {
                shown.add(line);
            }

            @Override
            public void clear() {
                shown.add("");
            }
        };
        InterpreterOptions options =
                InterpreterOptions.of(stream(printed), stream(printed)).progress(display);
        try (Interpreter shell = Interpreter.start(options)) {
            assertThat(shell.evaluate("""
                            icd.workbench.shell.LibraryOutputTest.OF_LIBRARIES.println("from a library")
                            var prompts = subspaces(8, 4).prompts(500, 50, seed(0)).split(0.8)
                            var fit = train(softmaxAttention(8)).on(prompts).epochs(300).seed(1).threads(1).run()
                            """)).allMatch(Outcome::succeeded);
        }
        OF_LIBRARIES.println("from elsewhere");
        assertThat(text(printed)).isEqualTo("from a library");
        assertThat(text(PROCESS)).isEqualTo("from elsewhere");
        assertThat(shown).hasSizeGreaterThan(1).last().isEqualTo("");
        assertThat(shown.getFirst()).startsWith("[").contains("epoch ", "/300, test MSE/n ", "epochs/s");
    }

    @Test
    void aLineThatRedrawsItself() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        LineDisplay display = new LineDisplay(stream(terminal), () -> PrintStyle.PLAIN.width(20));
        display.clear();
        display.show("short");
        display.show("longer than the terminal is wide");
        display.clear();
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[?7lshort\033[K\033[?7h\r\033[?7llonger than the ter\033[K\033[?7h\r\033[K\033[?7h");
    }
}
