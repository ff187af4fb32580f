package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Closed formulas against digits that an independent implementation, or the literature, gives. */
class OraclesTest {

    @Test
    void hopfield() {
        assertThat(HopfieldCapacity.criticalLoad()).isCloseTo(.137906, within(5e-7));
        assertThat(HopfieldCapacity.criticalOverlap()).isCloseTo(.96742, within(5e-6));
        assertThat(HopfieldCapacity.overlap(.10)).isCloseTo(.99800, within(5e-6));
        assertThat(HopfieldCapacity.overlap(.13)).isCloseTo(.98721, within(5e-6));
        assertThat(HopfieldCapacity.overlap(.138)).isZero();
        assertThat(HopfieldCapacity.overlap(1e-3)).isEqualTo(1);
        assertThat(HopfieldCapacity.overlap(HopfieldCapacity.criticalLoad() * (1 - 1e-12)))
                .isCloseTo(HopfieldCapacity.criticalOverlap(), within(1e-5));
        assertThat(HopfieldCapacity.oneStepError(1)).as("P(z > 1)").isCloseTo(.158655, within(5e-7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HopfieldCapacity.overlap(0))
                .withMessage("HopfieldCapacity.overlap: load must be > 0 and finite, got 0.0");
    }

    @Test
    void denseMemories() {
        assertThat(DenseMemoryCapacity.patterns(100, 2, .005)).isCloseTo(15.07, within(.005));
        assertThat(DenseMemoryCapacity.patterns(100, 3, .005)).isCloseTo(502.4, within(.05));
        assertThat(DenseMemoryCapacity.patterns(100, 4, .005)).isCloseTo(10048, within(.5));
        assertThat(100 / DenseMemoryCapacity.patterns(100, 2, .005)).isCloseTo(6.635, within(5e-4));
        for (int k = 2; k < 6; k++) {
            double patterns = DenseMemoryCapacity.patterns(200, k, .01);
            assertThat(DenseMemoryCapacity.oneStepError(200, k, patterns)).isCloseTo(.01, within(1e-12));
        }
        // Two units, two patterns: one sign, which outweighs 1 never.
        assertThat(DenseMemoryCapacity.quadraticOneStepError(2, 2)).isZero();
        // Two units, three patterns: two signs outweigh 1 when both are -1.
        assertThat(DenseMemoryCapacity.quadraticOneStepError(2, 3)).isCloseTo(.25, within(1e-14));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DenseMemoryCapacity.patterns(100, 2, .5))
                .withMessage("DenseMemoryCapacity.patterns: error must be between 0 and 1/2, got 0.5");
    }

    @Test
    void sphericalExponentialMemory() {
        assertThat(SphericalExponentialMemory.criticalLoad(1)).isCloseTo(.62257, within(5e-6));
        assertThat(SphericalExponentialMemory.criticalLoad(.5)).isCloseTo(.38701, within(5e-6));
        double q = SphericalExponentialMemory.dominantCosine(.7);
        assertThat(q / (1 - q * q)).isCloseTo(.7, within(1e-14));
    }

    @Test
    void regression() {
        OneStepRegression one = new OneStepRegression(10, 10, .5);
        assertThat(one.bestStep()).isCloseTo(6.0606, within(5e-5));
        assertThat(one.leastLoss()).isCloseTo(.206229, within(5e-7));
        assertThat(one.loss(0)).as("half the variance of w.x").isCloseTo(10.0 / 24, within(1e-14));
        assertThat(new GaussianRegression(20, 5).leastSquares()).isEqualTo(.75);
        assertThat(new GaussianRegression(20, 30).leastSquares()).isZero();
        assertThat(new GaussianRegression(20, 42).averaging()).isEqualTo(.5);
    }

    @Test
    void antipodalMemories() {
        assertThat(AntipodalMemories.magnetisation(1.1)).isCloseTo(.502941, within(5e-7));
        assertThat(AntipodalMemories.magnetisation(2)).isCloseTo(.957504, within(5e-7));
        assertThat(AntipodalMemories.magnetisation(1)).isZero();
        for (double b : new double[] {1 + 1e-6, 1.001, 1.3, 5, 18, 40}) {
            double m = AntipodalMemories.magnetisation(b);
            assertThat(m).as("m at %s", b).isPositive().isCloseTo(Math.tanh(b * m), within(1e-13));
        }
    }

    @Test
    void concentration() {
        assertThat(ConcentrationBounds.partition(50, 0.1, 2))
                .isCloseTo(Math.sinh(2) * Math.sqrt(2 * Math.log(20) / 50), within(1e-13));
        assertThat(ConcentrationBounds.weightedSum(5, 50, 0.1, 2, 3))
                .isCloseTo(3 * Math.exp(2) * Math.sqrt(2 * Math.log(100) / 50), within(1e-12));
        double q = (4 + Math.log(20)) / 100;
        assertThat(ConcentrationBounds.secondMoment(4, 100, 0.1, 2)).isCloseTo(16 * Math.sqrt(q), within(1e-13));
        assertThat(ConcentrationBounds.secondMoment(4, 1, 0.1, 1)).isCloseTo(8 * 100 * q, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConcentrationBounds.partition(0, 0.1, 2))
                .withMessageStartingWith(
                        "ConcentrationBounds: d and L must be >= 1 and delta in (0, 1), got 1, 0 and 0.1");
    }
}
