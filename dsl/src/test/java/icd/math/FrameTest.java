package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

class FrameTest {

    @Property(cases = 100)
    void orthonormalAndItsProjectorIdempotent(Draws draws) {
        int n = draws.between(1, 40);
        int most = draws.between(1, 40);
        long seed = draws.seed();
        int k = Math.min(most, n);
        Frame frame = Frame.random(n, k, RandomStream.of(seed, "frame"));
        R064Store b = frame.matrix();
        assertNear(b.transpose().multiply(b), R064Store.FACTORY.makeIdentity(k), 1e-14);
        MatrixStore<Double> p = b.multiply(b.transpose());
        assertNear(p.multiply(p), p, 1e-14);

        double[] x = new double[n + 1];
        RandomStream.of(seed, "point").gaussians(x, 0, n + 1);
        double[] projected = new double[n + 2];
        frame.project(x, 1, projected, 2);
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += p.doubleValue(i, j) * x[1 + j];
            }
            assertThat(projected[2 + i]).isCloseTo(sum, within(1e-13));
        }
    }

    private static void assertNear(MatrixStore<Double> actual, MatrixStore<Double> expected, double tolerance) {
        assertThat(actual.getRowDim()).isEqualTo(expected.getRowDim());
        for (int i = 0; i < actual.getRowDim(); i++) {
            for (int j = 0; j < actual.getColDim(); j++) {
                assertThat(actual.doubleValue(i, j)).isCloseTo(expected.doubleValue(i, j), within(tolerance));
            }
        }
    }

    /**
     * Haar: E P = (k/n) I. Var P_ii = 2 k (n - k) / (n^2 (n + 2)) and, as E tr P^2 = k, E P_ij^2 = k (n - k) /
     * (n (n - 1) (n + 2)).
     */
    @Test
    void spansAreHaarDistributed() {
        int n = 6;
        int k = 2;
        int draws = 40_000;
        double[] mean = new double[n * n];
        double[] square = new double[n * n];
        double firstMean = 0;
        for (int draw = 0; draw < draws; draw++) {
            Frame frame = Frame.random(n, k, RandomStream.of(3, "haar", draw));
            firstMean += frame.get(0, 0) / draws;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double p = frame.get(i, 0) * frame.get(j, 0) + frame.get(i, 1) * frame.get(j, 1);
                    mean[i * n + j] += p / draws;
                    square[i * n + j] += p * p / draws;
                }
            }
        }
        double onDiagonal = 2.0 * k * (n - k) / (n * n * (n + 2));
        double offDiagonal = (double) k * (n - k) / (n * (n - 1) * (n + 2));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double expected = i == j ? (double) k / n : 0;
                double variance = i == j ? onDiagonal : offDiagonal;
                assertThat(mean[i * n + j]).isCloseTo(expected, within(4 * Math.sqrt(variance / draws)));
                assertThat(square[i * n + j] - expected * expected).isCloseTo(variance, within(0.03 * variance));
            }
        }
        assertThat(firstMean).as("signs of basis vectors").isCloseTo(0, within(4 / Math.sqrt((double) n * draws)));
    }

    @Test
    void embedAndGivenColumns() {
        R064Store columns = R064Store.FACTORY.make(3, 2);
        columns.set(1, 0, 1.0);
        columns.set(0, 1, 0.6);
        columns.set(2, 1, 0.8);
        Frame frame = Frame.of(columns);
        double[] points = new double[6];
        frame.embed(new double[] {1, 2, 10, 20}, 2, points); // coordinates (1, 10) and (2, 20)
        assertThat(points).containsExactly(6, 12, 1, 2, 8, 16);
        assertThat(frame.toString()).isEqualTo("2 orthonormal vectors in R^3");
    }

    @Test
    void errors() {
        RandomStream random = RandomStream.of(0, "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.random(16, 20, random))
                .withMessage("Frame.random: k must be between 1 and n, got k = 20 with n = 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.random(16, 0, random))
                .withMessage("Frame.random: k must be between 1 and n, got k = 0 with n = 16");
        R064Store columns = R064Store.FACTORY.make(2, 2);
        columns.set(0, 0, 1.0);
        columns.set(0, 1, 1.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.of(columns))
                .withMessage("Frame.of: columns must be orthonormal, got 1.0 for the product of columns 1 and 0");
    }
}
