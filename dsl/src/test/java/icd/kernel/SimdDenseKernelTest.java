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

    /** Products of few and of many numbers agree, whether rows or columns are contiguous. */
    @ParameterizedTest
    @MethodSource("dimensions")
    void products(int r) {
        for (int c : new int[] {1, 3, 8, 33}) {
            for (int count : new int[] {1, 5, 16, 31, 128, 512}) {
                RandomStream random = RandomStream.of(6, "products", r, c, count);
                int stride = count + 3;
                double[] b = gaussians(r * c, random);
                double[] y = gaussians(2 + c * stride, random);
                double[] x = gaussians(r * count + 2, random);
                double[] before = x.clone();
                double[] reference = x.clone();
                boolean byColumns = count % 2 == 0;
                int down = byColumns ? 1 : c;
                int across = byColumns ? r : 1;
                simd.addProduct(b, down, across, r, c, y, 2, stride, count, x);
                scalar.addProduct(b, down, across, r, c, y, 2, stride, count, reference);
                assertSameBits("X + B Y", x, reference);
                for (int i = 0; i < r; i++) {
                    for (int t = 0; t < count; t++) {
                        double sum = before[i * count + t];
                        for (int j = 0; j < c; j++) {
                            sum = Math.fma(b[i * down + j * across], y[2 + j * stride + t], sum);
                        }
                        if (x[i * count + t] != sum) {
                            assertThat(x[i * count + t])
                                    .as("%d, %d of %d x %d x %d", i, t, r, c, count)
                                    .isEqualTo(sum);
                        }
                    }
                }
                assertThat(x[r * count]).isEqualTo(before[r * count]);
                assertThat(x[r * count + 1]).isEqualTo(before[r * count + 1]);
            }
        }
    }

    /** Products with r rows and c columns, as the factors of a low-rank map have. */
    @ParameterizedTest
    @MethodSource("dimensions")
    void rectangles(int r) {
        for (int c : new int[] {1, 3, 8, 17}) {
            RandomStream random = RandomStream.of(5, "rectangles", r, c);
            double[] w = gaussians(2 + r * c, random);
            double[] x = gaussians(c + 1, random);
            double[] y = gaussians(r, random);
            double[] expected = gaussians(r, random);
            simd.multiply(w, 2, r, c, x, 1, y);
            scalar.multiply(w, 2, r, c, x, 1, expected);
            assertSameBits("W x", y, expected);
            double[] sum = gaussians(r * c + 3, random);
            double[] before = sum.clone();
            double[] reference = sum.clone();
            simd.addOuter(y, x, 1, r, c, sum, 2);
            scalar.addOuter(y, x, 1, r, c, reference, 2);
            assertSameBits("S + a b^T", sum, reference);
            for (int i = 0; i < r; i++) {
                double product = 0;
                for (int j = 0; j < c; j++) {
                    product = Math.fma(w[2 + j * r + i], x[1 + j], product);
                    assertThat(sum[2 + i * c + j]).isEqualTo(Math.fma(y[i], x[1 + j], before[2 + i * c + j]));
                }
                assertThat(y[i]).isEqualTo(product);
            }
            assertThat(sum[1]).isEqualTo(before[1]);
            assertThat(sum[2 + r * c]).isEqualTo(before[2 + r * c]);
        }
    }
}
