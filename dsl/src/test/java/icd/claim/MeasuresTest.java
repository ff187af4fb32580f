package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Workers;
import org.junit.jupiter.api.Test;

/** The parts of measures: quadrature, bisection, means with errors, coverage. */
class MeasuresTest {

    @Test
    void planeQuadrature() {
        double[] mean = PlaneQuadrature.mean(
                (x, y) -> Math.exp(-(x - 0.3) * (x - 0.3) / 2 - 2 * (y + 0.7) * (y + 0.7)), 9, 0.2);
        assertThat(mean).containsExactly(new double[] {0.3, -0.7}, within(1e-13));
    }

    @Test
    void bisection() {
        assertThat(Bisection.between(1, 2, x -> x * x > 2)).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bisection.between(1, 2, x -> true))
                .withMessageContaining("got true at both 1.0 and 2.0");
    }

    /** u and u + v of independent uniforms: means 1/2 and 1, variances 1/12 and 1/6, covariance 1/12. */
    @Test
    void errorsOfMeansDifferencesAndRatios() {
        int draws = 20_000;
        Estimates means = new Laboratory("test", Workers.caller()).average("uniforms", draws, 2, (random, out) -> {
            out[0] = random.uniform();
            out[1] = out[0] + random.uniform();
        });
        assertThat(means.of(0).value()).isCloseTo(0.5, within(4 * means.of(0).error()));
        assertThat(means.of(0).error()).isCloseTo(Math.sqrt(1 / 12.0 / draws), within(3e-5));
        assertThat(means.of(1).error()).isCloseTo(Math.sqrt(1 / 6.0 / draws), within(4e-5));
        Estimate difference = means.combination(-1, 1);
        assertThat(difference.value()).isCloseTo(0.5, within(4 * difference.error()));
        assertThat(difference.error()).isCloseTo(Math.sqrt(1 / 12.0 / draws), within(3e-5));
        // Var(u - (u + v)/2) = (1/12)(1/4 + 1/4)
        Estimate ratio = means.ratio(0, 1);
        assertThat(ratio.value()).isCloseTo(0.5, within(4 * ratio.error()));
        assertThat(ratio.error()).isCloseTo(Math.sqrt(1 / 24.0 / draws), within(3e-5));
    }

    @Test
    void coverageAndSlack() {
        double[] ratios = new double[100];
        for (int i = 0; i < 100; i++) {
            ratios[i] = (i + 1) / 200.0;
        }
        Coverage coverage = new Coverage("test", 0.1, ratios, new double[0]);
        assertThat(coverage.slack()).as("0.9 quantile 90/200").isCloseTo(200 / 90.0, within(1e-14));
        assertThat(coverage.inside(ratios).value()).isEqualTo(1);
        assertThat(coverage.tightened(4).inside(coverage.tightened(4).ratios()).value())
                .isEqualTo(0.49);
        assertThat(coverage.inside(ratios).error()).isCloseTo(0.03, within(1e-15));
    }
}
