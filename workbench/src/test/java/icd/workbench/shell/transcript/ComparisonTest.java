package icd.workbench.shell.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static boolean same(String recorded, String actual) {
        return Comparison.first(recorded, actual, 6).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x = 0.0302221, x = 0.0302222", // one unit of the last digit
        "x = 0.030222, x = 3.0222e-2",
        "x = 3.0, x = 3.00000",
        "loss -1.5e-3, loss −1.5e-3",
        "0.5  1.25, 0.5 1.25", // blanks
        "took ‹1.2 s› in all, took ‹12 min› in all",
        "‹a› 1.5, ‹› 1.5",
        "W2 = 0.25, W2 = 0.25"
    })
    void alike(String recorded, String actual) {
        assertThat(same(recorded, actual)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "x = 0.0302221, x = 0.0302223",
        "x = 3.0, x = 3.04", // zeros that were left out count
        "x = 3.0, x = 3.0001",
        "x = 3, x = 4", // whole numbers are exact
        "1000 prompts, 1001 prompts",
        "W2 = 0.25, W3 = 0.25",
        "version 1.2.3, version 1.2.4",
        "x = 1.5, y = 1.5",
        "x = 1.5, x = -1.5",
        "x = 0.0, x = 0.1",
        "x = 1.5, x = NaN",
        "‹1.2 s› all, ‹1.3 s› some",
        "a b, ab"
    })
    void different(String recorded, String actual) {
        assertThat(same(recorded, actual)).isFalse();
    }

    @Test
    void smallNumbersOfATableHaveTheDigitsOfTheLargest() {
        assertThat(same("  1.23456  0.00352", "  1.23456  0.00353")).isTrue();
        assertThat(same("  1.23456  0.00352", "  1.23456  0.00354")).isFalse();
        assertThat(same("0.00352", "0.00353")).isFalse();
    }

    @Test
    void theFirstLinesThatDiffer() {
        assertThat(Comparison.first("a\nb\nc", "a\nx\ny", 6)).hasValue(new Comparison.Difference("b", "x"));
        assertThat(Comparison.first("a\nb", "a", 6)).hasValue(new Comparison.Difference("b", null));
        assertThat(Comparison.first("a", "a\nb", 6)).hasValue(new Comparison.Difference(null, "b"));
    }
}
