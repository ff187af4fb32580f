package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTicksTest {

    @Property(cases = 1000)
    void ticksCoverTheDataAndLieWhereTheirLogarithmsDo(Draws draws) {
        double from = draws.between(-200.0, 200.0);
        double decades = draws.between(0.0, 40.0);
        double min = Math.pow(10, from);
        double max = Math.pow(10, from + decades);
        Ticks ticks = LogTicks.covering(min, max, 5, t -> t.values().size() <= 8);
        assertThat(ticks.low()).isLessThanOrEqualTo(min * (1 + 1e-8));
        assertThat(ticks.high()).isGreaterThanOrEqualTo(max * (1 - 1e-8));
        assertThat(ticks.high() / ticks.low()).isLessThan(25 * Math.max(max / min, 1));
        assertThat(ticks.values()).hasSizeBetween(1, 8);
        assertThat(new HashSet<>(ticks.labels())).hasSameSizeAs(ticks.values());
        for (BigDecimal value : ticks.values()) {
            double expected = Math.log(value.doubleValue() / ticks.low()) / Math.log(ticks.high() / ticks.low());
            assertThat(ticks.fraction(value.doubleValue()))
                    .isCloseTo(expected, within(1e-9))
                    .isBetween(-1e-8, 1 + 1e-8);
            assertThat(ticks.at(ticks.fraction(value.doubleValue())))
                    .isCloseTo(value.doubleValue(), within(1e-9 * value.doubleValue()));
        }
    }

    @Test
    void decadesAreLabelledAsPowersAndDividedInNine() {
        Ticks ticks = LogTicks.covering(0.002, 30, 6, t -> true);
        assertThat(ticks.low()).isEqualTo(0.002);
        assertThat(ticks.high()).isEqualTo(50);
        assertThat(ticks.labels()).containsExactly("0.01", "0.1", "1", "10");
        assertThat(LogTicks.covering(1e-4, 1, 6, t -> true).labels())
                .containsExactly("10^{−4}", "10^{−3}", "10^{−2}", "10^{−1}", "10^{0}");
        assertThat(LogTicks.covering(1, 100, 6, t -> true).minor().stream()
                        .mapToInt(BigDecimal::intValueExact)
                        .toArray())
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90);
        assertThat(ticks.fraction(10)).isCloseTo(Math.log(5000) / Math.log(25000), within(1e-12));
    }

    @Test
    void lessThanTwoDecadesHaveLabelsBetween() {
        assertThat(LogTicks.covering(20, 800, 6, t -> true).labels())
                .containsExactly("20", "50", "100", "200", "500", "1000");
        assertThat(LogTicks.covering(1.1, 1.4, 4, t -> true).values())
                .as("even values in a small part of a decade")
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(LogTicks.covering(3, 3, 4, t -> true).fraction(3)).isBetween(0.1, 0.9);
    }

    @Test
    void manyDecadesAreLabelledInEvenStrides() {
        List<BigDecimal> values =
                LogTicks.covering(1e-20, 1e20, 5, t -> t.values().size() <= 6).values();
        assertThat(values).hasSizeBetween(3, 6);
        int stride = values.get(1).precision()
                - values.get(1).scale()
                - values.get(0).precision()
                + values.get(0).scale();
        for (int i = 1; i < values.size(); i++) {
            assertThat(values.get(i).doubleValue() / values.get(i - 1).doubleValue())
                    .isCloseTo(Math.pow(10, stride), within(1e-6 * Math.pow(10, stride)));
        }
    }

    @Test
    void whatIsNotPositiveHasNoPlace() {
        Ticks ticks = LogTicks.covering(1, 100, 5, t -> true);
        assertThat(ticks.fraction(0)).isInfinite();
        assertThat(ticks.fraction(-1)).isNaN();
    }

    @Test
    void levelsCoverWhatTheyAreToCoverAndAreAboutAsManyAsWanted() {
        assertThat(LogTicks.levels(1, 1e6, 7)).containsExactly(1, 10, 100, 1e3, 1e4, 1e5, 1e6);
        assertThat(LogTicks.levels(0.3, 40, 8)).startsWith(0.2).endsWith(50).contains(1, 2, 5, 10, 20);
        double[] few = LogTicks.levels(1e-30, 1e30, 8);
        assertThat(few).hasSizeBetween(6, 10);
        assertThat(few[0]).isLessThanOrEqualTo(1e-30);
        assertThat(few[few.length - 1]).isGreaterThanOrEqualTo(1e30);
    }

    /** One and two alone would not say that the axis is logarithmic, nor where 1.5 is. */
    @Test
    void logarithmicAxesOverAFactorOfTwoHaveMoreThanTwoLabels() {
        for (double[] range : new double[][] {{1, 2}, {5, 10}, {0.5, 1}, {2, 5}, {2.1, 3.9}, {1.2, 2.3}, {1, 2.4}}) {
            Ticks ticks = LogTicks.covering(range[0], range[1], 5, _ -> true);
            assertThat(ticks.values()).as("%s to %s", range[0], range[1]).hasSizeGreaterThan(2);
        }
    }

    /** Heads, layers and lengths are doubled more often than they are multiplied by ten. */
    @Test
    void anAxisFromOnePowerOfTwoToAnotherIsLabelledAtThese() {
        Ticks ticks = LogTicks.within(2, 16, 5, _ -> true);
        assertThat(ticks.labels()).containsExactly("2", "4", "8", "16");
        assertThat(ticks.minor()).isEmpty();
        assertThat(LogTicks.within(4, 256, 5, _ -> true).labels())
                .containsExactly("4", "8", "16", "32", "64", "128", "256");
        assertThat(LogTicks.within(1, 10, 5, _ -> true).labels()).contains("5").doesNotContain("4");
        assertThat(LogTicks.within(2, 12, 5, _ -> true).minor()).isNotEmpty();
    }
}
