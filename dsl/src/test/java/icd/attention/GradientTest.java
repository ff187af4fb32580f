package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;

import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Mixtures;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of every layer, in its parameters and in the query, against central differences. n and L fill no lanes. */
class GradientTest {

    private static final int N = 5;
    private static final PromptSet PROMPTS =
            PromptSet.draw(new Mixtures(N, 3, 1.5, 0.3, 0.5), 4, 21, Precision.FLOAT64, 1, "p", Workers.caller());

    static List<Attention> layers() {
        return Layers.all(N, RandomStream.of(1, "weights"));
    }

    @Test
    void everyKindIsThere() {
        assertThat(layers()).hasSize(11 * 4 * 4 + 12 + 6 * 9 * 3 + 5 + 8 + 6).allMatch(Attention::hasGradient);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void inParametersAndQuery(Attention layer) {
        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.simd(), Kernel.ojalgo())) {
            check(layer, layer.pass(PROMPTS, kernel), PROMPTS);
            check(layer, layer.passOnce(PROMPTS, kernel), PROMPTS);
        }
    }

    /** Where coordinates come in pairs, rotary positions are among them. */
    static List<Attention> positioned() {
        return Layers.positioned(4, RandomStream.of(3, "weights"));
    }

    @ParameterizedTest
    @MethodSource("positioned")
    void ofPairsOfCoordinates(Attention layer) {
        PromptSet prompts =
                PromptSet.draw(new Mixtures(4, 3, 1.5, 0.3, 0.5), 4, 21, Precision.FLOAT64, 1, "p", Workers.caller());
        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.simd(), Kernel.ojalgo())) {
            check(layer, layer.pass(prompts, kernel), prompts);
        }
    }

    /** At a query that is not the prompt's own, and lies somewhere within a longer array. */
    private static void check(Attention layer, Pass pass, PromptSet prompts) {
        int k = 2;
        int at = 3;
        double[] query = {9, 9, 9, 0.4, -0.7, 0.2, 1.1, -0.3, 9};
        int n = layer.n();
        double[] r = Arrays.copyOf(new double[] {0.3, -0.8, 0.5, 0.9, -0.2}, n);
        double[] theta = layer.theta();
        double[] estimate = new double[n + 2];
        pass.load(theta);
        pass.forward(1, prompts.queries(), n, estimate, 0); // nothing may be left over from another prompt
        pass.forward(k, query, at, estimate, 2);
        double[] gradient = new double[theta.length];
        double[] queryGradient = new double[n];
        Arrays.fill(gradient, 7); // to be added to
        Arrays.fill(queryGradient, 5);
        pass.backward(k, r, gradient, queryGradient);
        double[] without = new double[theta.length];
        pass.forward(k, query, at, estimate, 2);
        pass.backward(k, r, without);

        double scale = 0;
        double[] slopes = new double[theta.length];
        for (int p = 0; p < theta.length; p++) {
            int parameter = p;
            slopes[p] = slope(h -> {
                double[] shifted = theta.clone();
                shifted[parameter] += h;
                pass.load(shifted);
                pass.forward(k, query, at, estimate, 2);
                return along(estimate, r);
            });
            scale = Math.max(scale, Math.abs(slopes[p]));
        }
        assertThat(scale).as("%s: the gradient says something", layer.name()).isGreaterThan(0.01);
        for (int p = 0; p < theta.length; p++) {
            assertClose(layer.name() + ": theta_" + p, gradient[p] - 7, slopes[p], scale);
            assertClose(layer.name() + ": theta_" + p + " alone", without[p], slopes[p], scale);
        }
        pass.load(theta);
        for (int i = 0; i < n; i++) {
            int coordinate = i;
            double slope = slope(h -> {
                double[] shifted = query.clone();
                shifted[at + coordinate] += h;
                pass.forward(k, shifted, at, estimate, 2);
                return along(estimate, r);
            });
            assertClose(layer.name() + ": query_" + i, queryGradient[i] - 5, slope, Math.max(scale, 1));
        }
    }

    private interface Curve {
        double at(double h);
    }

    /** To the fourth order: a frequency turns the last of the tokens as often as there are tokens. */
    private static double slope(Curve curve) {
        double h = 1e-5;
        return (8 * (curve.at(h) - curve.at(-h)) - (curve.at(2 * h) - curve.at(-2 * h))) / (12 * h);
    }

    private static double along(double[] estimate, double[] r) {
        double sum = 0;
        for (int i = 0; i < r.length; i++) {
            sum += estimate[2 + i] * r[i];
        }
        return sum;
    }

    private static void assertClose(String what, double actual, double expected, double scale) {
        assertThat(Math.abs(actual - expected))
                .as("%s: got %s, expected %s", what, actual, expected)
                .isLessThanOrEqualTo(2e-8 * scale);
    }
}
