package icd.kernel;

import static icd.kernel.Numbers.assertSameBits;
import static icd.kernel.Numbers.gaussians;
import static org.assertj.core.api.Assertions.assertThat;

import icd.math.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimdDenseKernelTest {

    private final DenseKernel simd = Kernel.simd().dense();
    private final DenseKernel scalar = Kernel.scalar().dense();

    static IntStream dimensions() {
        return IntStream.concat(IntStream.of(Numbers.DIMENSIONS), IntStream.of(31, 32, 33, 64, 100));
    }

    @Test
    void theVectorKernelIsTheOneTested() {
        assertThat(simd).isExactlyInstanceOf(VectorDense.class);
        assertThat(scalar).isExactlyInstanceOf(ScalarDense.class);
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void bitsAndFormulas(int n) {
        RandomStream random = RandomStream.of(2, "dense", n);
        int atW = 3;
        int atX = 5;
        double[] w = gaussians(atW + n * n, random);
        double[] x = gaussians(atX + n + 1, random);
        double[] y = gaussians(n, random);
        double[] expected = gaussians(n, random);
        simd.multiply(w, atW, n, x, atX, y);
        scalar.multiply(w, atW, n, x, atX, expected);
        assertSameBits("W x", y, expected);
        for (int i = 0; i < n; i++) {
            double[] row = new double[n];
            double[] column = new double[n];
            for (int j = 0; j < n; j++) {
                row[j] = w[atW + j * n + i]; // W_ij, column-major
                column[j] = x[atX + j];
            }
            assertThat(Math.abs(y[i] - Numbers.dot(row, column)))
                    .isLessThanOrEqualTo(16 * 0x1p-53 * Numbers.absoluteDot(row, column));
        }

        double[] sum = gaussians(atW + n * n + 2, random);
        double[] before = sum.clone();
        double[] reference = sum.clone();
        simd.addOuter(y, x, atX, n, sum, atW);
        scalar.addOuter(y, x, atX, n, reference, atW);
        assertSameBits("S + a b^T", sum, reference);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int ij = atW + i * n + j;
                assertThat(sum[ij]).isEqualTo(Math.fma(y[i], x[atX + j], before[ij]));
            }
        }
        for (int outside : new int[] {0, 1, 2, atW + n * n, atW + n * n + 1}) {
            assertThat(sum[outside]).isEqualTo(before[outside]);
        }
    }
}
