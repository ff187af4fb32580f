package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Linear attention with scaled identities at finite context: the product c* = alpha beta of least loss, and that loss.
 * With m = C x~ the estimate at c = 1, the least squared error over prompts is at c = sum m.x / sum |m|^2.
 */
class LinearOptimumTest {

    private static final int SIZE = 40_000;

    /** c* = 1/[(sigma_0^2 + sigma_Z^2)(1 + (d+1)/L)], as E tr C^2 = sigma_0^4 d (1 + (d+1)/L). */
    @ParameterizedTest
    @ValueSource(ints = {3, 20, 100})
    void subspaces(int L) {
        double expected = 1 / (3 * (1 + 9.0 / L));
        double quadratic = 3 * 4 * 8 * (1 + 9.0 / L); // E |m|^2
        double linear = 4 * 8; // E m.x
        check(new Subspaces(16, 8, 2, 1), L, expected, quadratic, linear, 16);
        if (L == 20) {
            assertThat((16 - linear * expected) / 16).isCloseTo(.540230, within(1e-6));
        }
    }

    /** m = d + 1, E |m|^2 = R^4/m (R^2/m + sigma_Z^2)(1 + (m-1)/L), E m.x = R^4/m. */
    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void spheres(int L) {
        double share = 1 / 5.0;
        double expected = 1 / ((share + 0.1) * (1 + 4.0 / L));
        check(new Spheres(8, 4, 1, 0.1), L, expected, share / expected, share, 1);
    }

    private static void check(Task task, int L, double optimum, double quadratic, double linear, double constant) {
        int n = task.n();
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
        assertThat(mm).as("E |m|^2").isCloseTo(quadratic, within(4 * error(eachMm)));
        assertThat(mx).as("E m.x").isCloseTo(linear, within(4 * error(eachMx)));
        double loss = optimum * optimum * quadratic - 2 * optimum * linear + constant;
        assertThat(mean(eachLoss)).as("loss*").isCloseTo(loss, within(4 * error(eachLoss)));
        assertThat(loss).isCloseTo(constant - linear * optimum, within(1e-12));
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
