package icd.theory;

import static icd.task.Transform.Target.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.Transform;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.R064Store;

/**
 * Linear attention with scaled identities at finite context: the product c* = alpha beta of least loss, and that loss.
 * With m = C x~ the estimate at c = 1, the least squared error over prompts is at c = sum m.x / sum |m|^2.
 */
class LinearOptimumTest {

    private static final int SIZE = 25_000;

    /** The numbers at n = 16, d = 8, sigma_0^2 = 2, sigma_Z^2 = 1: the paper's trained product is 0.327, its asymptote 1/3. */
    @Test
    void knownValues() {
        LinearOptimum paper = LinearOptimum.of(new Subspaces(16, 8, 2, 1), 500);
        assertThat(paper.product()).isCloseTo(.327439, within(5e-7));
        assertThat(paper.msePerDim()).isCloseTo(.345121, within(5e-7));
        int[] lengths = {20, 50, 100, 200};
        double[] losses = {.540230, .435028, .388379, .362041};
        for (int i = 0; i < 4; i++) {
            assertThat(LinearOptimum.of(new Subspaces(16, 8, 2, 1), lengths[i]).msePerDim())
                    .isCloseTo(losses[i], within(5e-7));
        }
        LinearOptimum endless = LinearOptimum.of(new Subspaces(16, 8, 2, 1), Integer.MAX_VALUE);
        assertThat(endless.product()).isCloseTo(1 / 3.0, within(1e-8));
        assertThat(endless.loss()).as("Bayes").isCloseTo(8 * 2 * 1 / 3.0, within(1e-7));
        assertThat(paper.loss(paper.product())).isCloseTo(paper.loss(), within(1e-12));
        assertThat(paper.loss(0)).isCloseTo(16, within(1e-14));
        assertThat(paper.layer().alpha() * paper.layer().beta()).isCloseTo(paper.product(), within(1e-15));
        assertThat(paper)
                .hasToString("best scaled identities of linear attention: alpha beta = 0.327439, MSE = 5.52194,"
                        + " MSE/n = 0.345121");
    }

    /** Little noise and a long context: the difference of R^2 and R^4 c* / m has no digits left; rational arithmetic has. */
    @Test
    void theLossKeepsItsDigits() {
        BigDecimal noise = new BigDecimal(1e-13);
        BigDecimal L = new BigDecimal(Integer.MAX_VALUE);
        MathContext digits = new MathContext(50);
        BigDecimal v = new BigDecimal(2);
        BigDecimal product = BigDecimal.ONE.divide(
                v.add(noise).multiply(BigDecimal.ONE.add(new BigDecimal(3).divide(L, digits)), digits), digits);
        double exact = v.subtract(v.multiply(v).multiply(product)).doubleValue() * 2; // d sigma_0^2 - sigma_0^4 d c*
        assertThat(LinearOptimum.of(new Subspaces(3, 2, 2, 1e-13), Integer.MAX_VALUE)
                        .loss())
                .isCloseTo(exact, within(1e-14 * exact));
        assertThat(LinearOptimum.of(new Spheres(3, 1, 1, 1e300), 7).product())
                .isCloseTo(1e-300 / (1 + 1 / 7.0), within(1e-314));
        assertThat(LinearOptimum.of(new Subspaces(3, 2, 1e200, 1e200), 7).loss())
                .isCloseTo(1e200 * 1.3, within(1e186));
    }

    /** Every kind of task, of noise and of transform for which a formula is given; some kinds have a closed form of their own. */
    static Stream<Arguments> tasks() {
        RandomStream random = RandomStream.of(1, "tasks");
        R064Store sigma = R064Store.FACTORY.rows(new double[][] {{4, 0, 0}, {0, 2, 0}, {0, 0, 1}});
        R064Store noise = R064Store.FACTORY.rows(new double[][] {{.5, .2, 0}, {.2, 1, 0}, {0, 0, 2}});
        Transform turn = Transform.of(R064Store.FACTORY.rows(new double[][] {{0, -3, 0}, {3, 0, 0}, {0, 0, 3}}), NEW);
        Task spheres = new Spheres(8, 4, 1.2, 0.1);
        return Stream.of(
                Arguments.of(new Subspaces(16, 8, 2, 1), 3),
                Arguments.of(new Subspaces(16, 8, 2, 1), 20),
                Arguments.of(new Subspaces(6, 2).d(1, 5), 4),
                Arguments.of(new Subspaces(6, 2).noise(Noise.orthogonal(3)), 4),
                Arguments.of(new Subspaces(3, 2).noise(Noise.spectrum(0, 1, 3)), 4),
                Arguments.of(new Subspaces(3, 2).noise(Noise.gaussian(noise)), 4),
                Arguments.of(spheres, 3),
                Arguments.of(spheres, 20),
                Arguments.of(new Spheres(6, 2, 1.2, 0.1).d(1, 5), 4),
                Arguments.of(new Spheres(3, 1, 1.2, 0.1).noise(Noise.gaussian(noise)), 4),
                Arguments.of(new Mixtures(3, 1, 1.5, 0.2, 0.3), 4),
                Arguments.of(new Mixtures(3, 4, 1.5, 0.2, 0.3), 4),
                Arguments.of(new Mixtures(4, 3, 1, 0, 0.3).weights(.5, .3, .2).variances(.1, 0, .4), 3),
                Arguments.of(new Mixtures(4, 2, 2, 0.1, 0.3).K(1, 5), 3),
                Arguments.of(new Spheres(6, 2, 1, 0.1).d(1, 4).radius(0.5, 2), 4),
                Arguments.of(new Spheres(3, 1, 1, 0.1).radius(0.1, 3).noise(Noise.gaussian(noise)), 4),
                Arguments.of(new Mixtures(4, 3, 1, 0.2, 0.3).radius(0.5, 2).K(1, 4), 3),
                Arguments.of(
                        new Mixtures(3, 3, 1, 0, 0.3)
                                .radius(0.2, 3)
                                .weights(.5, .3, .2)
                                .variances(.1, 0, .4),
                        5),
                Arguments.of(Gaussians.of(sigma), 10),
                Arguments.of(Gaussians.of(sigma).noise(Noise.gaussian(noise)), 10),
                Arguments.of(Gaussians.of(sigma).noise(Noise.spectrum(0, 1, 3)), 10),
                Arguments.of(Gaussians.spectrum(4, 2, 1, 0).noiseVariance(0.5), 5),
                Arguments.of(Gaussians.spectrum(4, 2, 1).noise(Noise.gaussian(noise)), 5),
                Arguments.of(new Subspaces(3, 2, 2, 1).transformed(turn), 4),
                Arguments.of(new Mixtures(3, 2, 1, 0.1, 0.1).transformed(turn), 4),
                Arguments.of(new Spheres(3, 1, 1, 0.1).transformed(Transform.random(3, 1, NEW, random)), 4));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void againstMonteCarlo(Task task, int L) {
        check(task, L, LinearOptimum.of(task, L).scaled());
    }

    /** c* = 1/[(sigma_0^2 + sigma_Z^2)(1 + (d+1)/L)] of subspaces; 1/[(R^2/m + sigma_Z^2)(1 + (m-1)/L)] of spheres, m = d + 1. */
    @Test
    void closedForms() {
        for (int L : new int[] {1, 7, 500}) {
            assertThat(LinearOptimum.of(new Subspaces(16, 5, 3, 0.7), L).product())
                    .isCloseTo(1 / (3.7 * (1 + 6.0 / L)), within(1e-15));
            assertThat(LinearOptimum.of(new Subspaces(16, 5, 3, 0.7).noise(Noise.orthogonal(9)), L)
                            .product())
                    .isCloseTo(1 / (3 * (1 + 6.0 / L)), within(1e-15));
            double spheres = 1 / ((4 / 6.0 + 0.7) * (1 + 5.0 / L));
            LinearOptimum optimum = LinearOptimum.of(new Spheres(16, 5, 2, 0.7), L);
            assertThat(optimum.product()).isCloseTo(spheres, within(1e-15));
            assertThat(optimum.loss()).isCloseTo(4 - 16 / 6.0 * spheres, within(1e-14));
        }
    }

    /** ORACLES: diag(4, 2, 1) with noise diag(.5, 1, 2), L = 10; and axes drawn for each prompt, L to infinity. */
    @Test
    void gaussians() {
        Task fixed = Gaussians.of(diagonal(4, 2, 1)).noise(Noise.gaussian(diagonal(.5, 1, 2)));
        assertThat(LinearOptimum.of(fixed, 10).scaled().loss()).isCloseTo(3.1518, within(5e-5));
        Task turned = Gaussians.spectrum(4, 2, 1, .5);
        assertThat(LinearOptimum.of(turned, Integer.MAX_VALUE).loss()).isCloseTo(2.715232, within(5e-7));
        double top = 16 + 4 + 1 + .25;
        double bottom = 1.1 * (5 * 16 + 3 * 4 + 2 + 1.5 * .25) + .1 * (5 * 4 + 3 * 2 + 2 + 1.5 * .5) * 7.5;
        LinearOptimum optimum = LinearOptimum.of(turned, 10);
        assertThat(optimum.product()).isCloseTo(top / bottom, within(1e-14));
        assertThat(optimum.loss()).isCloseTo(7.5 - top / bottom * top, within(1e-13));
    }

    private static R064Store diagonal(double... values) {
        R064Store matrix = R064Store.FACTORY.make(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            matrix.set(i, i, values[i]);
        }
        return matrix;
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.of(new Subspaces(4, 2), 0))
                .withMessage("LinearOptimum.of: L must be >= 1, got 0");
        Task own = Task.of("mine", 3, 0.1, random -> new Subspaces(3, 1).draw(random));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.of(own, 10))
                .withMessage("LinearOptimum.of: task must be one that gives its contextMoments, got mine in R^3,"
                        + " isotropicNoise(0.1)");
    }

    /** A target in the old coordinates, a stretch of some axes more than others, noise that goes with unlike axes. */
    @Test
    void whatIsNotKnownIsRefused() {
        RandomStream random = RandomStream.of(1, "transforms");
        Task task = new Subspaces(3, 2);
        assertThat(task.transformed(Transform.random(3, 1, Transform.Target.OLD, random))
                        .contextMoments())
                .isEmpty();
        assertThat(task.transformed(Transform.random(3, 2, NEW, random)).contextMoments())
                .isEmpty();
        Noise own = (instance, _) -> Covariance.isotropic(instance.n(), 1);
        assertThat(new Subspaces(3, 2).noise(own).contextMoments()).isEmpty();
        assertThat(Gaussians.of(diagonal(2, 1)).noise(own).contextMoments()).isEmpty();
        assertThat(Gaussians.of(diagonal(0, 0)).contextMoments()).isEmpty();
    }

    private static void check(Task task, int L, LinearOptimum expected) {
        int n = task.n();
        double optimum = expected.product();
        double mx = 0;
        double mm = 0;
        double[] eachMx = new double[SIZE];
        double[] eachMm = new double[SIZE];
        double[] eachLoss = new double[SIZE];
        try (Workers workers = Workers.of(2)) {
            PromptSet prompts = PromptSet.draw(task, SIZE, L, Precision.FLOAT64, 1, "optimum", workers);
            double[] m = AttentionLayer.linear(n).scalar().identity(2, 0.5).estimate(prompts);
            for (int k = 0; k < SIZE; k++) {
                for (int i = k * n; i < (k + 1) * n; i++) {
                    double x = prompts.targets()[i];
                    eachMx[k] += m[i] * x;
                    eachMm[k] += m[i] * m[i];
                    eachLoss[k] += (optimum * m[i] - x) * (optimum * m[i] - x);
                }
                mx += eachMx[k] / SIZE;
                mm += eachMm[k] / SIZE;
            }
        }
        double c = mx / mm;
        double[] influence = new double[SIZE]; // of each prompt on the ratio
        for (int k = 0; k < SIZE; k++) {
            influence[k] = (eachMx[k] - c * eachMm[k]) / mm;
        }
        assertThat(c).as("c*").isCloseTo(optimum, within(4 * error(influence)));
        assertThat(mm).as("E |m|^2").isCloseTo(expected.quadratic(), within(4 * error(eachMm)));
        assertThat(mx).as("E m.x").isCloseTo(expected.overlap(), within(4 * error(eachMx)));
        assertThat(mean(eachLoss)).as("loss*").isCloseTo(expected.loss(), within(4 * error(eachLoss)));
        assertThat(error(influence)).as("sharp enough to see a few percent").isLessThan(0.01 * optimum);
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double error(double[] values) {
        double mean = mean(values);
        double spread = 0;
        for (double value : values) {
            spread += (value - mean) * (value - mean);
        }
        return Math.sqrt(spread) / values.length;
    }
}
