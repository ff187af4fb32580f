package icd.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "0.00035, 0.35 ms",
        "0.812, 812 ms",
        "0.9996, 1 s",
        "3.2, 3.2 s",
        "59.94, 59.9 s",
        "59.96, 1 min 0 s",
        "200, 3 min 20 s",
        "3599.6, 1 h 0 min",
        "7500, 2 h 5 min"
    })
    void durations(double seconds, String shown) {
        assertThat(Digits.duration(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "512, 512 B", "999, 999 B", "1000, 1 kB", "62500, 62.5 kB", "999600, 1 MB", "1.2e9, 1.2 GB"})
    void sizes(double bytes, String shown) {
        assertThat(Digits.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0.33333, 0.0021, 0.333 ± 0.002",
        "0.33333, 0.0012, 0.3333 ± 0.0012",
        "0.33333, 0.00096, 0.33333 ± 0.00096",
        "-1.5, 0.25, -1.5 ± 0.3",
        "1234.5, 67, 1234 ± 70",
        "0.5, 0, 0.5000",
        "0.5, NaN, 0.5000",
        "2e-9, 3e-10, 2.000e-09 ± 3e-10"
    })
    void aNumberAsFarAsItsErrorSays(double value, double error, String shown) {
        assertThat(Digits.withError(value, error)).isEqualTo(shown);
    }

    @Test
    void significantDigits() {
        assertThat(Digits.of(0.5, 3)).isEqualTo("0.500");
        assertThat(Digits.plain(0.5, 3)).isEqualTo("0.5");
        assertThat(Digits.signed(0.5, 2)).isEqualTo("+0.50");
        assertThat(Digits.plain(-0.0, 3)).isEqualTo("0");
    }
}
