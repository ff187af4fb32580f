package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDisplayTest {

    private static final String LINE =
            "fig3 [########........]  50 %, 3 min 20 s left  18/36 trials  subspaces-linear-seed1";

    /** A terminal of a given width that breaks lines unless it is told not to, and draws the written text. */
    private static int lines(String written, int columns) {
        boolean wraps = true;
        int lines = 1;
        int column = 0;
        for (int i = 0; i < written.length(); i++) {
            if (written.startsWith("\033[?7l", i) || written.startsWith("\033[?7h", i)) {
                wraps = written.charAt(i + 4) == 'h';
                i += 4;
            } else if (written.startsWith("\033[K", i)) {
                i += 2;
            } else if (written.charAt(i) == '\r') {
                column = 0;
            } else if (written.charAt(i) == '\n') {
                lines++;
            } else if (++column > columns && wraps) {
                lines++;
                column = 1;
            }
        }
        assertThat(wraps).as("the terminal is as it was").isTrue();
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 79, 80, 81, 100, 200})
    void oneLineHoweverNarrowTheTerminal(int columns) {
        StringWriter written = new StringWriter();
        LineDisplay display = new LineDisplay(new PrintWriter(written));
        for (int i = 0; i < 30; i++) {
            display.show(LINE);
        }
        display.clear();
        assertThat(lines(written.toString(), columns)).isEqualTo(1);
        assertThat(lines(LINE + LINE, columns)).as("the terminal of the test").isGreaterThan(columns > 180 ? 0 : 1);
    }

    /** The width is what a user sets, and may be more than the terminal has. */
    @Test
    void theShellShowsAsMuchAsItsWidth() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
        LineDisplay display = new LineDisplay(stream, () -> PrintStyle.PLAIN.width(40));
        display.clear();
        assertThat(written.size()).as("nothing to clear").isZero();
        display.show(LINE);
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains(LINE.substring(0, 39))
                .doesNotContain(LINE.substring(0, 40));
    }
}
