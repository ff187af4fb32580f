package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pass against its formula in twice the precision, to 16 u sum |a_i b_i|. */
class TokenKernelAccuracyTest {

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (Kernel kernel : List.of(Kernel.scalar(), Kernel.simd(), Kernel.ojalgo())) {
                for (int[] size : new int[][] {{1, 1}, {7, 9}, {9, 31}, {16, 500}, {17, 4099}, {40, 517}}) {
                    cases.add(Arguments.of(precision, kernel, size[0], size[1]));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void formulas(Precision precision, Kernel kernel, int n, int L) {
        RandomStream random = RandomStream.of(3, "accuracy", n, L);
        check(Numbers.tokens(precision, 2, n, L, random), kernel, random);
    }

    private static <A> void check(TokenStack<A> x, Kernel kernels, RandomStream random) {
        TokenKernel<A> kernel = kernels.of(x);
        int n = x.n();
        int L = x.L();
        int at = x.at(1);
        double unit = x.precision() == Precision.FLOAT32 ? 0x1p-24 : 0x1p-53;

        double[] u = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = (float) random.gaussian(); // exact in either precision
        }
        A s = kernel.allocate(x.stride());
        kernel.scores(x.data(), at, n, x.stride(), u, s);
        for (int t = 0; t < L; t++) {
            double[] token = new double[n];
            for (int i = 0; i < n; i++) {
                token[i] = x.get(1, i, t);
            }
            close("score " + t, Numbers.get(s, t), token, u, 1, unit);
        }

        double[] w = new double[L];
        A weights = kernel.allocate(x.stride());
        for (int t = 0; t < L; t++) {
            Numbers.set(weights, t, random.uniform());
            w[t] = Numbers.get(weights, t);
        }
        double[] m = new double[n];
        kernel.weightedSum(x.data(), at, n, x.stride(), weights, 0, 0.75, m, 0);
        double[] c = new double[n * n];
        kernel.secondMoment(x.data(), at, n, L, x.stride(), c, 0);
        for (int i = 0; i < n; i++) {
            close("weighted sum " + i, m[i], row(x, i), w, 0.75, unit);
            for (int j = 0; j < n; j++) {
                close("second moment " + i + ", " + j, c[i * n + j], row(x, i), row(x, j), 1.0 / L, unit);
                assertThat(c[i * n + j]).isEqualTo(c[j * n + i]);
            }
        }

        double[] ones = new double[L];
        java.util.Arrays.fill(ones, 1);
        int from = at + (n - 1) * x.stride();
        close("sum", kernel.sum(x.data(), from, from + L), row(x, n - 1), ones, 1, unit);

        A changes = kernel.allocate(x.stride());
        Numbers.set(changes, 0, 2.5);
        kernel.reweigh(weights, -0.5, changes, x.stride());
        assertThat(Numbers.get(changes, 0)).isEqualTo(3 * w[0], org.assertj.core.data.Offset.offset(4 * unit));
    }

    private static double[] row(TokenStack<?> x, int i) {
        double[] row = new double[x.L()];
        for (int t = 0; t < row.length; t++) {
            row[t] = x.get(1, i, t);
        }
        return row;
    }

    private static void close(String what, double actual, double[] a, double[] b, double scale, double unit) {
        assertThat(Math.abs(actual - scale * Numbers.dot(a, b)))
                .as(what)
                .isLessThanOrEqualTo(16 * unit * scale * Numbers.absoluteDot(a, b));
    }
}
