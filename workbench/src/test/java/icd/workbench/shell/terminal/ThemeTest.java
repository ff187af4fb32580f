package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.terminal.Theme.Role;
import java.util.Map;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class ThemeTest {

    @Test
    void followsWhatTheTerminalSays() {
        assertThat(Theme.of(Map.of("TERM", "xterm-256color"))).isEqualTo(Theme.AUTO);
        assertThat(Theme.of(Map.of("TERM", "xterm-256color", "COLORFGBG", "0;15")))
                .isEqualTo(Theme.LIGHT);
        assertThat(Theme.of(Map.of("TERM", "xterm-256color", "COLORFGBG", "15;default;0")))
                .isEqualTo(Theme.DARK);
        assertThat(Theme.of(Map.of("TERM", "xterm", "COLORFGBG", "0;15")))
                .as("no 256 colours")
                .isEqualTo(Theme.AUTO);
        assertThat(Theme.of(Map.of("TERM", "dumb"))).isEqualTo(Theme.NONE);
        assertThat(Theme.of(Map.of())).isEqualTo(Theme.NONE);
    }

    @Test
    void noColorIsHonouredUnlessEmpty() {
        assertThat(Theme.of(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(Theme.NONE);
        assertThat(Theme.of(Map.of("TERM", "xterm", "NO_COLOR", ""))).isEqualTo(Theme.AUTO);
    }

    @Test
    void everyThemeKnowsEveryRole() {
        for (Theme theme : Theme.values()) {
            for (Role role : Role.values()) {
                AttributedStyle style = theme.style(role);
                assertThat(style).as(theme + " " + role).isNotNull();
                assertThat(style.equals(AttributedStyle.DEFAULT)).isEqualTo(theme == Theme.NONE);
            }
        }
    }
}
