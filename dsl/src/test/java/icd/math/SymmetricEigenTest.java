package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

class SymmetricEigenTest {

    private static double[] symmetric(int n, RandomStream random) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * n + j] = random.gaussian();
                a[j * n + i] = a[i * n + j];
            }
        }
        return a;
    }

    /** A from its parts, orthonormal rows, falling values: relative to the largest. */
    private static void check(SymmetricEigen eigen, double[] a) {
        int n = eigen.n();
        double[] v = eigen.vectors();
        double[] d = eigen.values();
        double scale = Math.max(Math.abs(d[0]), Math.abs(d[n - 1]));
        double tolerance = 1e-14 * Math.sqrt(n);
        for (int i = 0; i < n; i++) {
            assertThat(i == 0 || d[i] <= d[i - 1]).isTrue();
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double overlap = 0;
                for (int k = 0; k < n; k++) {
                    sum += v[k * n + i] * d[k] * v[k * n + j];
                    overlap += v[i * n + k] * v[j * n + k];
                }
                assertThat(sum).isCloseTo(a[i * n + j], within(tolerance * scale));
                assertThat(overlap).isCloseTo(i == j ? 1 : 0, within(tolerance));
            }
        }
    }

    @Property(cases = 60)
    void ofAnyMatrix(Draws draws) {
        int n = draws.between(1, 40);
        int exponent = draws.between(-300, 300);
        int seed = draws.between(0, 10_000);
        double[] a = symmetric(n, RandomStream.of(seed, "matrix"));
        for (int i = 0; i < a.length; i++) {
            a[i] *= Math.scalb(1.0, 3 * exponent);
        }
        SymmetricEigen eigen = new SymmetricEigen(n);
        check(eigen.decompose(a, 0), a);
        Eigenvalue<Double> library = Eigenvalue.R064.make(n, true);
        if (Math.abs(exponent) < 50) {
            library.computeValuesOnly(R064Store.wrap(a.clone(), n));
            double scale = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[n - 1]));
            double[] sorted = new double[n];
            for (int j = 0; j < n; j++) {
                sorted[j] = library.getEigenvalues().get(j).getReal();
            }
            java.util.Arrays.sort(sorted);
            for (int j = 0; j < n; j++) {
                assertThat(eigen.values()[j]).isCloseTo(sorted[n - 1 - j], within(1e-13 * scale));
            }
        }
    }

    /** Projectors, whose eigenvalues are many times the same, and numbers beside others in a longer array. */
    @Property(cases = 40)
    void ofProjectors(Draws draws) {
        int n = draws.between(1, 30);
        int seed = draws.between(0, 10_000);
        RandomStream random = RandomStream.of(seed, "projector");
        int k = 1 + random.below(n);
        Frame frame = Frame.random(n, k, random);
        double[] p = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int c = 0; c < k; c++) {
                    p[n * n + i * n + j] += frame.get(i, c) * frame.get(j, c);
                }
            }
        }
        SymmetricEigen eigen = new SymmetricEigen(n).decompose(p, n * n);
        check(eigen, java.util.Arrays.copyOfRange(p, n * n, 2 * n * n));
        for (int j = 0; j < n; j++) {
            assertThat(eigen.values()[j]).isCloseTo(j < k ? 1 : 0, within(1e-14 * n));
        }
    }

    /** The second difference matrix: 2 - 2 cos(pi k / (n + 1)), k = n, ..., 1. */
    @Test
    void ofAKnownSpectrum() {
        int n = 20;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = 2;
            if (i > 0) {
                a[i * n + i - 1] = -1;
                a[(i - 1) * n + i] = -1;
            }
        }
        SymmetricEigen eigen = new SymmetricEigen(n).decompose(a, 0);
        check(eigen, a);
        for (int k = 1; k <= n; k++) {
            assertThat(eigen.values()[n - k]).isCloseTo(2 - 2 * Math.cos(Math.PI * k / (n + 1)), within(1e-14));
        }
    }

    @Test
    void specialMatrices() {
        check(new SymmetricEigen(5).decompose(new double[25], 0), new double[25]);
        assertThat(new SymmetricEigen(1).decompose(new double[] {-3}, 0).values())
                .containsExactly(-3);
        double[] swap = {0, 1, 1, 0};
        assertThat(new SymmetricEigen(2).decompose(swap, 0).values())
                .containsExactly(new double[] {1, -1}, within(1e-15));
        double[] diagonal = {1, 0, 0, 0, 3, 0, 0, 0, 2};
        assertThat(new SymmetricEigen(3).decompose(diagonal, 0).values()).containsExactly(3, 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SymmetricEigen(2).decompose(new double[] {1, 0, Double.NaN, 1}, 0))
                .withMessage("SymmetricEigen.decompose: entries must be finite, got NaN in row 1, column 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SymmetricEigen(0))
                .withMessage("SymmetricEigen: n must be > 0, got 0");
    }
}
