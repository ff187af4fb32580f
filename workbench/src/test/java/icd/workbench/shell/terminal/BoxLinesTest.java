package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

/** JLine's own rendering of these characters is letters of another character set, or plus signs. */
class BoxLinesTest {

    @Test
    void boxesAreSentAsTheyAre() throws Exception {
        try (Terminal terminal = TerminalBuilder.builder()
                .streams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream())
                .type("xterm-256color")
                .encoding(StandardCharsets.UTF_8)
                .build()) {
            AttributedString text = new AttributedString("1┤│└─┬ ○", AttributedStyle.DEFAULT.foreground(31));
            assertThat(text.toAnsi(terminal)).as("what JLine makes of it").doesNotContain("└");
            assertThat(BoxLines.ansi(text, terminal))
                    .contains("1┤│└─┬ ○")
                    .contains("38;5;31")
                    .doesNotContain("\u001b(0");
            assertThat(BoxLines.ansi(new AttributedString("plain"), terminal)).isEqualTo("plain");
        }
    }
}
