package icd.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ünï 漢字 😀 é", "\\n stays", "‹›…−σ²", "\u00a0"})
    void whatShowsStays(String text) {
        assertThat(Visible.of(text)).isSameAs(text);
        assertThat(Visible.lines(text)).isEqualTo(text);
    }

    /** Escape, C1, NUL, delete, direction marks, separators of lines, a zero-width space, half a pair, an invisible tag. */
    @Test
    void whatATerminalWouldObeyIsEscaped() {
        assertThat(Visible.of("\u001b[31m\u009b\0\u007f\u202e\u2066\u2028\u2029\u200b\ud800\udb40\udc41"))
                .isEqualTo("\\u001b[31m\\u009b\\u0000\\u007f\\u202e\\u2066\\u2028\\u2029\\u200b\\ud800\\udb40\\udc41");
        assertThat(Visible.of("a\r\n\tb")).isEqualTo("a\\r\\n\\tb");
        assertThat(Visible.lines("a\r\n\tb\r")).isEqualTo("a\n\tb\\r");
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        assertThat(Visible.cut("😀😀😀", 2)).isEqualTo("😀😀...");
        assertThat(Visible.cut("😀\n", 2)).isEqualTo("😀\\n");
    }
}
