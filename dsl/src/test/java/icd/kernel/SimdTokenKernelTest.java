package icd.kernel;

import static icd.kernel.Numbers.assertSameBits;
import static icd.kernel.Numbers.copy;
import static icd.kernel.Numbers.gaussians;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Vector API's passes over tokens give the bits of the scalar ones, and touch nothing but their results. */
class SimdTokenKernelTest {

    private static final double CANARY = 123;

    static Stream<Arguments> sizes() {
        List<Arguments> sizes = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (int n : Numbers.DIMENSIONS) {
                for (int L : Numbers.LENGTHS) {
                    sizes.add(arguments(precision, n, L));
                }
            }
        }
        return sizes.stream();
    }

    @Test
    void theVectorKernelsAreTheOnesTested() {
        assertThat(Kernel.simd().float32().get()).isExactlyInstanceOf(VectorKernel32.class);
        assertThat(Kernel.simd().float64().get()).isExactlyInstanceOf(VectorKernel64.class);
        assertThat(Kernel.scalar().float32().get()).isExactlyInstanceOf(ScalarKernel32.class);
        assertThat(Kernel.scalar().float64().get()).isExactlyInstanceOf(ScalarKernel64.class);
        assertThat(Kernel.chosen().name()).isEqualTo("simd");
        assertThat(sizes()).hasSize(252);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyPass(Precision precision, int n, int L) {
        RandomStream random = RandomStream.of(1, "kernel", n, L);
        compare(Numbers.tokens(precision, 3, n, L, random), random);
    }

    private static <A> void compare(TokenStack<A> x, RandomStream random) {
        TokenKernel<A> simd = Kernel.simd().of(x);
        TokenKernel<A> scalar = Kernel.scalar().of(x);
        int n = x.n();
        int stride = x.stride();
        int at = x.at(1);
        A before = copy(x.data());

        double[] u = gaussians(n, random);
        A s = gaussians(simd, stride, 9, random);
        A expected = gaussians(simd, stride, 9, random);
        simd.scores(x.data(), at, n, stride, u, s);
        scalar.scores(x.data(), at, n, stride, u, expected);
        assertSameBits("scores", s, expected);

        for (int t = x.L(); t < stride; t++) {
            Numbers.set(s, t, 1e9); // "from L on whatever"
            Numbers.set(expected, t, -1e9);
        }
        double total = simd.exponentiate(s, x.L(), stride);
        assertThat(total).isEqualTo(scalar.exponentiate(expected, x.L(), stride));
        assertSameBits("exponentials", s, expected);

        double mean = random.gaussian();
        A c = gaussians(simd, stride, 1, random);
        A reweighed = copy(c);
        simd.reweigh(s, mean, c, stride);
        scalar.reweigh(s, mean, reweighed, stride);
        assertSameBits("reweighed", c, reweighed);

        double[] m = filled(n + 2);
        double[] sums = filled(n + 2);
        simd.weightedSum(x.data(), at, n, stride, s, 0, 1 / total, m, 1);
        scalar.weightedSum(x.data(), at, n, stride, s, 0, 1 / total, sums, 1);
        assertSameBits("weighted sums", m, sums);
        assertThat(new double[] {m[0], m[n + 1]}).containsOnly(CANARY);

        A w = gaussians(simd, stride + 3, 1, random);
        simd.weightedSum(x.data(), at, n, stride, w, 3, 2, m, 0);
        scalar.weightedSum(x.data(), at, n, stride, w, 3, 2, sums, 0);
        assertSameBits("weighted sums with weights from 3 on", m, sums);

        double[] moment = filled(n * n + 2);
        double[] moments = filled(n * n + 2);
        simd.secondMoment(x.data(), at, n, x.L(), stride, moment, 1);
        scalar.secondMoment(x.data(), at, n, x.L(), stride, moments, 1);
        assertSameBits("second moment", moment, moments);
        assertThat(new double[] {moment[0], moment[n * n + 1]}).containsOnly(CANARY);

        A largest = gaussians(simd, stride, 9, random);
        double max = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < x.L(); t++) {
            max = Math.max(max, Numbers.get(largest, t));
        }
        for (int t = x.L(); t < stride; t++) {
            Numbers.set(largest, t, 1e9);
        }
        assertThat(simd.max(largest, x.L())).isEqualTo(max);
        assertThat(scalar.max(largest, x.L())).isEqualTo(max);

        A squares = gaussians(simd, stride, 1, random);
        A added = copy(squares);
        A original = copy(squares);
        simd.addSquares(x.data(), at, 0.3, -0.7, squares, stride);
        scalar.addSquares(x.data(), at, 0.3, -0.7, added, stride);
        assertSameBits("squares", squares, added);
        A seen = simd.allocate(n * stride);
        A subtracted = simd.allocate(n * stride);
        double[] place = gaussians(n + 1, random);
        simd.subtract(x.data(), at, n, stride, place, 1, seen);
        scalar.subtract(x.data(), at, n, stride, place, 1, subtracted);
        assertSameBits("tokens as seen from elsewhere", seen, subtracted);
        for (int i = 0; i < n; i++) {
            double off = Numbers.get(x.data(), at + i * stride) - place[i + 1];
            assertThat(Math.abs(Numbers.get(seen, i * stride) - off))
                    .isLessThanOrEqualTo(2 * precision(seen) * Math.abs(off));
        }
        A product = simd.allocate(stride);
        A multiplied = simd.allocate(stride);
        simd.multiply(original, x.data(), at, product, stride);
        scalar.multiply(original, x.data(), at, multiplied, stride);
        assertSameBits("products", product, multiplied);
        double[] read = filled(x.L() + 1);
        simd.read(squares, x.L(), read);
        double unit = precision(squares);
        for (int t = 0; t < x.L(); t++) {
            double token = Numbers.get(x.data(), at + t);
            double start = Numbers.get(original, t);
            double off = token - 0.3;
            assertThat(Math.abs(read[t] - (start - 0.7 * off * off)))
                    .isLessThanOrEqualTo(8 * unit * (Math.abs(start) + off * off + Math.abs(off)));
            assertThat(Math.abs(Numbers.get(product, t) - start * token))
                    .isLessThanOrEqualTo(unit * Math.abs(start * token) + Float.MIN_NORMAL);
        }
        assertThat(read[x.L()]).isEqualTo(CANARY);
        A written = copy(product);
        simd.write(read, x.L(), written);
        scalar.write(read, x.L(), multiplied);
        assertSameBits("numbers, there and back", written, multiplied);
        for (int t = 0; t < stride; t++) {
            assertThat(Numbers.get(written, t)).isEqualTo(Numbers.get(t < x.L() ? squares : product, t));
        }

        A again = simd.allocate(stride); // nothing may be left over from the passes before
        simd.scores(x.data(), at, n, stride, u, again);
        assertThat(simd.exponentiate(again, x.L(), stride)).isEqualTo(total);
        assertSameBits("exponentials, once more", again, s);

        for (int from : new int[] {0, at, at + 5}) {
            for (int to : new int[] {x.at(2), x.at(2) - 3, from}) {
                assertThat(simd.sum(x.data(), from, to))
                        .as("sum from %d to %d", from, to)
                        .isEqualTo(scalar.sum(x.data(), from, to));
            }
        }
        assertSameBits("tokens, not modified", x.data(), before);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void severalAtOnceAsEachAlone(Precision precision, int n, int L) {
        RandomStream random = RandomStream.of(2, "kernel", n, L);
        TokenStack<?> x = Numbers.tokens(precision, 3, n, L, random);
        for (Kernel kernel : List.of(Kernel.simd(), Kernel.scalar(), Kernel.ojalgo())) {
            for (int count : new int[] {1, 2, 3, 5, 6}) {
                compareSeveral(kernel.of(x), x, count, random);
            }
        }
    }

    private static <A> void compareSeveral(TokenKernel<A> kernel, TokenStack<?> stack, int count, RandomStream random) {
        @SuppressWarnings("unchecked") // the kernel is that of the stack
        TokenStack<A> x = (TokenStack<A>) stack;
        int n = x.n();
        int stride = x.stride();
        int at = x.at(1);
        A before = copy(x.data());
        List<double[]> u =
                Stream.generate(() -> gaussians(n, random)).limit(count).toList();
        List<A> s = Stream.generate(() -> gaussians(kernel, stride, 9, random))
                .limit(count)
                .toList();
        double[] scale = gaussians(count, random);
        List<double[]> m = Stream.generate(() -> filled(n)).limit(count).toList();
        kernel.scores(x.data(), at, n, stride, u, s);
        kernel.weightedSums(x.data(), at, n, stride, s, scale, m);
        for (int l = 0; l < count; l++) {
            A alone = kernel.allocate(stride);
            double[] sums = filled(n);
            kernel.scores(x.data(), at, n, stride, u.get(l), alone);
            kernel.weightedSum(x.data(), at, n, stride, alone, 0, scale[l], sums, 0);
            assertSameBits("scores " + l + " of " + count, s.get(l), alone);
            assertSameBits("sums " + l + " of " + count, m.get(l), sums);
        }
        assertSameBits("tokens, not modified", x.data(), before);
    }

    private static double precision(Object numbers) {
        return numbers instanceof float[] ? 0x1p-24 : 0x1p-53;
    }

    private static double[] filled(int length) {
        double[] array = new double[length];
        java.util.Arrays.fill(array, CANARY);
        return array;
    }
}
