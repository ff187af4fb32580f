package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void meanOfOneTwoThree() {
        Estimate mean = Estimate.mean(new double[] {1, 2, 3});

        assertThat(mean.value()).isEqualTo(2);
        assertThat(mean.error()).isEqualTo(1 / Math.sqrt(3), within(1e-15));
        assertThat(mean.standardDeviation()).isEqualTo(1, within(1e-15));
        assertThat(mean).hasToString("2.0000 ± 0.58");
    }

    /** With one degree of freedom Student's t is Cauchy's: the quantile at .975 is tan(.475 pi). */
    @Test
    void intervalOfTwoIsThatOfCauchy() {
        Estimate mean = Estimate.mean(new double[] {0, 2});

        assertThat(mean.halfWidth(0.95)).isEqualTo(Math.tan(0.475 * Math.PI), within(1e-9));
        assertThat(Estimate.of(1, 0.5, 1_000_000_000).halfWidth(0.95)).isEqualTo(0.5 * 1.959963984540054, within(1e-8));
    }

    @Test
    void oneNumberHasNoErrorAndWhatIsExactHasNone() {
        assertThat(Estimate.mean(new double[] {4}).kind()).isEqualTo(Estimate.Kind.UNKNOWN);
        assertThat(Estimate.mean(new double[] {4}).halfWidth(0.95)).isNaN();
        assertThat(Estimate.exact(0.5).halfWidth(0.95)).isZero();
        assertThat(Estimate.exact(0.5)).hasToString("0.50000 exact");
        assertThatThrownBy(() -> Estimate.exact(0.5).halfWidth(1)).hasMessageContaining("between 0 and 1, got 1.0");
    }

    /**
     * The means of three numbers drawn from {0, 1, 2} are k/3 with chances 1, 3, 6, 7, 6, 3, 1 of 27, k from 0 to 6: the middle nine
     * tenths, and the middle half.
     */
    @Test
    void bootstrapOfThreeNumbers() {
        RandomStream stream = RandomStream.of(2, "test");
        double[] values = {0, 1, 2};

        Interval most = Estimate.bootstrap(values, 0.8, 50_000, stream); // 1/27 < .1 < 4/27
        assertThat(most.low()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(most.high()).isCloseTo(5 / 3.0, within(1e-12));
        Interval half = Estimate.bootstrap(values, 0.5, 50_000, stream); // 4/27 < .25 < 10/27
        assertThat(half.low()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(half.high()).isCloseTo(4 / 3.0, within(1e-12));
    }

    /** The quantiles at .975 of Student's t, as tables print them, and by formula with two degrees of freedom: p sqrt(2 / (1 - p^2)), p = .95. */
    @Test
    void intervalsAreThoseOfTheTables() {
        double[] degrees = {2, 4, 9, 30, 120};
        double[] table = {0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95)), 2.7764451, 2.2621572, 2.0422725, 1.9799304};
        for (int i = 0; i < degrees.length; i++) {
            Estimate mean = Estimate.of(3, 0.5, (long) degrees[i] + 1);
            assertThat(mean.interval(0.95).low()).isCloseTo(3 - 0.5 * table[i], within(1e-7));
            assertThat(mean.interval(0.95).high()).isCloseTo(3 + 0.5 * table[i], within(1e-7));
        }
        assertThat(Estimate.of(3).interval(0.95).isKnown()).isFalse();
        assertThat(Estimate.of(3).interval(0.95)).hasToString("");
        assertThat(Estimate.exact(3).interval(0.95)).hasToString("3.000 to 3.000");
    }

    @Test
    void squaresThatOverflowDoNot() {
        Estimate mean = Estimate.mean(new double[] {1e200, 3e200});

        assertThat(mean.value()).isEqualTo(2e200);
        assertThat(mean.error()).isEqualTo(1e200, within(1e186));
    }

    /** Means of two numbers drawn from {0, 1} are 0, 1/2 and 1 with chances 1/4, 1/2 and 1/4: the middle half is 0.5, all is 0 to 1. */
    @Test
    void bootstrapOfTwoNumbers() {
        double[] values = {0, 1};
        RandomStream stream = RandomStream.of(1, "test");

        assertThat(Estimate.bootstrap(values, 0.4, 10_000, stream)).isEqualTo(new Interval(0.5, 0.5));
        assertThat(Estimate.bootstrap(values, 0.9, 10_000, stream)).isEqualTo(new Interval(0, 1));
        assertThatThrownBy(() -> Estimate.bootstrap(values, 2, 10, stream)).hasMessageContaining("got level 2.0");
    }
}
