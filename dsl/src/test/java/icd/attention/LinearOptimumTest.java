package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Linear attention with scaled identities at finite context: the product c* = alpha beta of least loss, and that loss.
 * With m = C x~ the estimate at c = 1, the least squared error over prompts is at c = sum m.x / sum |m|^2.
 */
class LinearOptimumTest {

    private static final int SIZE = 40_000;

    /** The numbers at n = 16, d = 8, sigma_0^2 = 2, sigma_Z^2 = 1: the paper's trained product is 0.327, its asymptote 1/3. */
    @Test
    void knownValues() {
        LinearOptimum paper = LinearOptimum.subspaces(16, 8, 500, 2, 1);
        assertThat(paper.product()).isCloseTo(.327439, within(5e-7));
        assertThat(paper.msePerDim()).isCloseTo(.345121, within(5e-7));
        int[] lengths = {20, 50, 100, 200};
        double[] losses = {.540230, .435028, .388379, .362041};
        for (int i = 0; i < 4; i++) {
            assertThat(LinearOptimum.subspaces(16, 8, lengths[i], 2, 1).msePerDim())
                    .isCloseTo(losses[i], within(5e-7));
        }
        LinearOptimum endless = LinearOptimum.subspaces(16, 8, Integer.MAX_VALUE, 2, 1);
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
        assertThat(LinearOptimum.subspaces(3, 2, Integer.MAX_VALUE, 2, 1e-13).loss())
                .isCloseTo(exact, within(1e-14 * exact));
        assertThat(LinearOptimum.spheres(3, 1, 7, 1, 1e300).product())
                .isCloseTo(1e-300 / (1 + 1 / 7.0), within(1e-314));
        assertThat(LinearOptimum.subspaces(3, 2, 7, 1e200, 1e200).loss()).isCloseTo(1e200 * 1.3, within(1e186));
    }

    /** c* = 1/[(sigma_0^2 + sigma_Z^2)(1 + (d+1)/L)], as E tr C^2 = sigma_0^4 d (1 + (d+1)/L). */
    @ParameterizedTest
    @ValueSource(ints = {3, 20, 100})
    void subspaces(int L) {
        check(new Subspaces(16, 8, 2, 1), L, LinearOptimum.subspaces(16, 8, L, 2, 1));
    }

    /** m = d + 1, E |m|^2 = R^4/m (R^2/m + sigma_Z^2)(1 + (m-1)/L), E m.x = R^4/m. */
    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void spheres(int L) {
        check(new Spheres(8, 4, 1.2, 0.1), L, LinearOptimum.spheres(8, 4, L, 1.2, 0.1));
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.subspaces(4, 5, 10, 1, 1))
                .withMessage("LinearOptimum.subspaces: d must be between 1 and 4, got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.spheres(4, 4, 10, 1, 1))
                .withMessage("LinearOptimum.spheres: d must be between 1 and 3, got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.subspaces(4, 2, 0, 1, 1))
                .withMessage("LinearOptimum.subspaces: L must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.subspaces(4, 2, 10, Double.NaN, 1))
                .withMessage("LinearOptimum.subspaces: variance must be > 0 and finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.spheres(4, 2, 10, 1, -1))
                .withMessage("LinearOptimum.spheres: noiseVariance must be >= 0 and finite, got -1.0");
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
        assertThat(error(influence)).as("sharp enough to see a percent or two").isLessThan(0.006 * optimum);
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
