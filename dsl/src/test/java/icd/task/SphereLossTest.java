package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.math.Bessel;
import org.junit.jupiter.api.Test;

class SphereLossTest {

    private static final Spheres FIGURE_3 = new Spheres(16, 8, 1, 0.1);

    /** Case 2 of Figure 3: Bayes, the nearest point, and the published code's orders, per coordinate 0.03022. */
    @Test
    void ofFigure3() {
        assertThat(FIGURE_3.bayesLoss().getAsDouble()).isCloseTo(.46388353, within(5e-9));
        assertThat(FIGURE_3.loss(r -> 1)).isCloseTo(.53909396, within(5e-9));
        assertThat(FIGURE_3.loss(r -> Bessel.ratio(6.5, r / 0.1)) / 16)
                .as("0.03022, cut after the fifth digit")
                .isBetween(.03022, .03023);
    }

    /** Known without an integral: zero loses R^2, and the projection the noise inside the subspace. */
    @Test
    void ofZeroAndOfTheProjection() {
        for (int d : new int[] {1, 2, 30, 510}) {
            for (double noise : new double[] {1e-6, 0.3, 40}) {
                Spheres task = new Spheres(512, d, 1.5, noise);
                assertThat(task.loss(r -> 0)).isCloseTo(2.25, within(1e-12));
                double projection = (d + 1) * noise;
                assertThat(task.loss(r -> r / 1.5)).isCloseTo(projection, within(1e-11 * projection));
            }
        }
    }

    /** Little noise sees a plane of d dimensions; much noise leaves the zero predictor less E x^ . x = R^4/(m sigma_Z^2). */
    @Test
    void bayesInItsLimits() {
        double little = new Spheres(12, 5, 2, 1e-8).bayesLoss().getAsDouble();
        assertThat(little).isCloseTo(5e-8, within(1e-6 * 5e-8));
        double much = new Spheres(12, 5, 2, 1e6).bayesLoss().getAsDouble();
        assertThat(4 - much).isCloseTo(16 / 6e6, within(1e-4 * 16 / 6e6));
    }

    @Test
    void ofSeveralDimensionsItIsTheMean() {
        double mean = 0;
        for (int d = 3; d <= 6; d++) {
            mean += FIGURE_3.d(d).bayesLoss().getAsDouble() / 4;
        }
        assertThat(FIGURE_3.d(3, 6).bayesLoss().getAsDouble()).isCloseTo(mean, within(1e-14));
    }

    @Test
    void needsIsotropicNoiseAndOneDimension() {
        Spheres uneven = FIGURE_3.noise(Noise.spectrum(new double[16]));
        assertThat(uneven.bayesLoss()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> uneven.loss(r -> 1))
                .withMessageStartingWith("Spheres.loss: noise must be isotropic, got ");
        assertThatIllegalStateException()
                .isThrownBy(() -> FIGURE_3.d(3, 6).loss(r -> 1))
                .withMessageStartingWith("Spheres.loss: ");
    }
}
