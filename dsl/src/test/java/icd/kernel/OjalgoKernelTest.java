package icd.kernel;

import static icd.kernel.Numbers.copy;
import static icd.kernel.Numbers.gaussians;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes on ojAlgo's operations against their formulas, around the lanes and blocks, and that they touch nothing but their results. */
class OjalgoKernelTest {

    private static final double CANARY = 123;

    static Stream<Arguments> sizes() {
        List<Arguments> sizes = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (int n : new int[] {1, 2, 5, 7, 8, 9, 10, 16, 17, 32, 33, 70}) {
                for (int L : new int[] {1, 2, 7, 8, 9, 15, 16, 17, 31, 127, 128, 129, 4099}) {
                    sizes.add(arguments(precision, n, L));
                }
            }
        }
        return sizes.stream();
    }

    @Test
    void ojalgosKernelsAreTheOnesTested() {
        Kernel kernel = Kernel.ojalgo();
        assertThat(kernel.float32().get()).isExactlyInstanceOf(OjalgoKernel32.class);
        assertThat(kernel.float64().get()).isExactlyInstanceOf(OjalgoKernel64.class);
        assertThat(kernel.dense()).isExactlyInstanceOf(OjalgoDense.class);
        assertThat(kernel.name()).isEqualTo("ojalgo");
        assertThat(kernel.order()).matches("ojalgo \\d+\\.\\d+(\\.\\d+)?").isEqualTo(kernel.toString());
        assertThat(Kernel.simd().order()).isEqualTo(Kernel.scalar().order()).isEmpty();
        assertThat(sizes()).hasSize(312);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyPass(Precision precision, int n, int L) {
        RandomStream random = RandomStream.of(11, "ojalgo", n, L);
        compare(Numbers.tokens(precision, 3, n, L, random), random);
    }

    private static <A> void compare(TokenStack<A> x, RandomStream random) {
        TokenKernel<A> kernel = Kernel.ojalgo().of(x);
        int n = x.n();
        int L = x.L();
        int stride = x.stride();
        int at = x.at(1);
        double unit = x.precision() == Precision.FLOAT32 ? 0x1p-24 : 0x1p-53;
        A before = copy(x.data());

        double[] u = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = (float) random.gaussian(); // exact in either precision
        }
        A s = gaussians(kernel, stride + 1, 9, random);
        Numbers.set(s, stride, CANARY);
        kernel.scores(x.data(), at, n, stride, u, s);
        for (int t = 0; t < L; t++) {
            int token = t;
            close("score " + t, Numbers.get(s, t), u, array(n, i -> x.get(1, i, token)), 1, unit);
        }

        A w = gaussians(kernel, stride + 3, 1, random);
        double[] weights = array(L, t -> Numbers.get(w, 3 + t));
        double[] m = array(n + 2, _ -> CANARY);
        kernel.weightedSum(x.data(), at, n, stride, w, 3, 0.75, m, 1);
        double[] moment = array(n * n + 2, _ -> CANARY);
        kernel.secondMoment(x.data(), at, n, L, stride, moment, 1);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            int coordinate = i;
            rows[i] = array(L, t -> x.get(1, coordinate, t));
            close("weighted sum " + i, m[i + 1], rows[i], weights, 0.75, unit);
            for (int j = 0; j <= i; j++) {
                close("moment " + i + ", " + j, moment[1 + i * n + j], rows[i], rows[j], 1.0 / L, unit);
                assertThat(moment[1 + i * n + j]).isEqualTo(moment[1 + j * n + i]);
            }
        }
        assertThat(new double[] {m[0], m[n + 1], moment[0], moment[n * n + 1]}).containsOnly(CANARY);

        A c = gaussians(kernel, stride + 1, 1, random);
        Numbers.set(c, stride, CANARY);
        A squares = copy(c);
        A original = copy(c);
        A product = copy(c);
        kernel.reweigh(w, 0.25, c, stride);
        kernel.addSquares(x.data(), at, 0.25, -0.75, squares, stride);
        kernel.multiply(w, x.data(), at, product, stride);
        A seen = gaussians(kernel, n * stride + 1, 1, random);
        Numbers.set(seen, n * stride, CANARY);
        double[] place = gaussians(n + 1, random);
        kernel.subtract(x.data(), at, n, stride, place, 1, seen);
        for (int t = 0; t < L; t++) {
            double weight = Numbers.get(w, t);
            double start = Numbers.get(original, t);
            double off = rows[0][t] - 0.25;
            near("reweighed " + t, Numbers.get(c, t), weight * (start - 0.25), unit, Math.abs(weight * start) + 1);
            near(
                    "square " + t,
                    Numbers.get(squares, t),
                    start - 0.75 * off * off,
                    unit,
                    Math.abs(start) + off * off + 1);
            near("product " + t, Numbers.get(product, t), weight * rows[0][t], unit, Math.abs(weight * rows[0][t]));
            for (int i = 0; i < n; i++) {
                double apart = rows[i][t] - place[i + 1];
                near("token " + t, Numbers.get(seen, i * stride + t), apart, unit, Math.abs(apart));
            }
        }
        assertThat(Stream.of(s, c, squares, product).mapToDouble(array -> Numbers.get(array, stride)))
                .containsOnly(CANARY);
        assertThat(Numbers.get(seen, n * stride)).isEqualTo(CANARY);

        A scores = copy(s);
        assertThat(kernel.max(s, L))
                .isEqualTo(Arrays.stream(array(L, t -> Numbers.get(scores, t)))
                        .max()
                        .orElseThrow());
        double total = kernel.exponentiate(s, L, stride);
        TokenKernel<A> scalar = Kernel.scalar().of(x);
        assertThat(total).isEqualTo(scalar.exponentiate(scores, L, stride));
        Numbers.assertSameBits("exponentials", s, scores);
        Numbers.assertSameBits("tokens, not modified", x.data(), before);
        Numbers.assertSameBits("once more", again(kernel, x, moment), moment);
    }

    /** A kernel keeps buffers from one call to the next; they must not show there, though the sizes differ. */
    private static <A> double[] again(TokenKernel<A> kernel, TokenStack<A> x, double[] moment) {
        double[] small = new double[1];
        kernel.secondMoment(x.data(), x.at(2), 1, 1, x.stride(), small, 0);
        kernel.addSquares(x.data(), x.at(2), 1, 1, kernel.allocate(16), 16);
        double[] second = moment.clone();
        kernel.secondMoment(x.data(), x.at(1), x.n(), x.L(), x.stride(), second, 1);
        return second;
    }

    /** A product on several threads ends as all other work does that is interrupted, and so does the next. */
    @Test
    void anInterruptCancelsAProductOnSeveralThreads() {
        TokenStack<?> x = Numbers.tokens(Precision.FLOAT64, 1, 70, 600, RandomStream.of(12, "interrupt"));
        check(x);
    }

    private static <A> void check(TokenStack<A> x) {
        TokenKernel<A> kernel = Kernel.ojalgo().of(x);
        double[] expected = new double[70 * 70];
        kernel.secondMoment(x.data(), x.at(0), 70, 600, x.stride(), expected, 0);
        double[] moment = new double[70 * 70];
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> kernel.secondMoment(x.data(), x.at(0), 70, 600, x.stride(), moment, 0));
        } finally {
            assertThat(Thread.interrupted()).as("remains interrupted").isTrue();
        }
        kernel.secondMoment(x.data(), x.at(0), 70, 600, x.stride(), moment, 0);
        Numbers.assertSameBits("after an interrupt", moment, expected);
    }

    @ParameterizedTest
    @MethodSource("icd.kernel.SimdDenseKernelTest#dimensions")
    void smallMatrices(int r) {
        for (int c : new int[] {1, 3, 8, 17, 64}) {
            RandomStream random = RandomStream.of(13, "ojalgo, dense", r, c);
            double[] w = gaussians(2 + r * c, random);
            double[] x = gaussians(c + 2, random);
            double[] y = array(r + 1, _ -> CANARY);
            Kernel.ojalgo().dense().multiply(w, 2, r, c, x, 1, y);
            double[] sum = gaussians(r * c + 3, random);
            double[] start = sum.clone();
            Kernel.ojalgo().dense().addOuter(y, x, 1, r, c, sum, 2);
            double[] column = Arrays.copyOfRange(x, 1, 1 + c);
            for (int i = 0; i < r; i++) {
                int row = i;
                close("W x", y[i], array(c, j -> w[2 + j * r + row]), column, 1, 0x1p-53);
                for (int j = 0; j < c; j++) {
                    int ij = 2 + i * c + j;
                    double outer = y[i] * column[j];
                    near("S + a b^T", sum[ij], start[ij] + outer, 0x1p-53, Math.abs(start[ij]) + Math.abs(outer));
                }
            }
            assertThat(y[r]).isEqualTo(CANARY);
            assertThat(new double[] {sum[0], sum[1], sum[2 + r * c]})
                    .containsExactly(start[0], start[1], start[2 + r * c]);
        }
    }

    private static double[] array(int length, IntToDoubleFunction number) {
        double[] array = new double[length];
        Arrays.setAll(array, number);
        return array;
    }

    private static void close(String what, double actual, double[] a, double[] b, double scale, double unit) {
        near(what, actual, scale * Numbers.dot(a, b), 4 * unit, scale * Numbers.absoluteDot(a, b));
    }

    /** To 4 units of the numbers that were added; a sum is allowed 16. */
    private static void near(String what, double actual, double expected, double unit, double size) {
        assertThat(Math.abs(actual - expected)).as(what).isLessThanOrEqualTo(4 * unit * size + Float.MIN_NORMAL);
    }
}
