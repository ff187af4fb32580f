package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.math.Bessel;
import java.util.function.DoubleUnaryOperator;
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

    /** The nearest point against 1F1: relative error 7.8e-3 at d = 1 where the quadrature cannot see r = 0. */
    @Test
    void ofTheNearestPointAtAnyNoise() {
        for (int d : new int[] {1, 2, 3, 4, 5, 17, 333, 1000}) {
            for (double noise : new double[] {1e-9, 1e-6, 1e-3, 0.01, 0.1, 1, 10, 100, 1e4, 1e9}) {
                assertRelative(
                        new Spheres(d + 1, d, 1, noise).loss(r -> 1), ExactSphere.nearestPoint(d, noise), d, noise);
            }
        }
    }

    /** The Bayes loss, and it as the loss of its own estimate, against sums over the density of a noncentral chi variable. */
    @Test
    void ofBayesAtAnyNoise() {
        for (int d : new int[] {1, 2, 3, 5, 16, 1000}) {
            for (double noise : new double[] {1e-9, 0.01, 1, 100, 1e9}) {
                double exact = ExactSphere.bayes(d, noise);
                Spheres task = new Spheres(d + 1, d, 1, noise);
                assertRelative(task.bayesLoss().getAsDouble(), exact, d, noise);
            }
        }
    }

    private static void assertRelative(double loss, double exact, int d, double noise) {
        assertThat(loss).as("d = %d, noise variance %s", d, noise).isCloseTo(exact, within(1e-12 * exact));
    }

    /** Zero up to some length, and the nearest point beyond: known from the two losses of all queries. */
    @Test
    void ofAnEstimateThatJumps() {
        Spheres task = new Spheres(4, 2, 1.5, 0.4);
        DoubleUnaryOperator jump = r -> r < 1.1 ? 0 : 1;
        double both = task.loss(jump) + task.loss(r -> 1 - jump.applyAsDouble(r));
        // each query loses R^2 in one of the two and its part of the nearest point's loss in the other
        assertThat(both).isCloseTo(1.5 * 1.5 + task.loss(r -> 1), within(1e-11));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> task.loss(r -> Math.sin(1e5 * r)))
                .withMessageContaining("rho must vary less");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.loss(r -> Double.NaN))
                .withMessageStartingWith("Spheres.loss: rho must be finite, got NaN at r = ");
    }

    /** The trace of one query, R^2 (1 - A^2): A is 1 to rounding where the noise is small. */
    @Test
    void theTraceKeepsItsDigits() {
        for (int d : new int[] {1, 2, 9}) {
            Sphere sphere = new Spheres(d + 1, d, 1, 1).draw(icd.math.RandomStream.of(1, "sphere"));
            double[] query = new double[d + 1];
            query[0] = 1;
            for (double noise : new double[] {1e-15, 1e-9, 0.1, 1e9}) {
                double rest = ExactSphere.oneMinusRatio((d - 1) / 2.0, 1 / noise);
                double trace = sphere.posterior(
                        query, 0, Covariance.isotropic(d + 1, noise), new double[d + 1], 0, new Scratch());
                assertRelative(trace, rest * (2 - rest), d, noise);
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

    /** d sigma_Z^2 to leading order: 0.77 % too high at the least noise where rho was rounded to 1 - 1e-16 and squared. */
    @Test
    void bayesAtTheLeastNoise() {
        for (int d : new int[] {1, 2, 8, 100}) {
            for (double noise : new double[] {1e-30, 1e-29, 1e-24, 1e-16}) {
                assertRelative(new Spheres(d + 1, d, 1, noise).bayesLoss().getAsDouble(), d * noise, d, noise);
            }
        }
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
