package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Kernel;
import icd.kernel.TokenStack;
import icd.math.RandomStream;
import icd.task.Mixtures;
import icd.task.PromptSet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.function.aggregator.Aggregator;

class RmsNormTest {

    private static final int N = 5;
    private final PromptSet prompts = new Mixtures(N, 3, 1, 0.4, 0.5).prompts(6, 21, 1);

    /** The layer on prompts that were normalised beforehand. */
    @Test
    void isTheLayerOnNormalisedPrompts() {
        double[] x = new double[6 * N * 21];
        double[] q = new double[6 * N];
        for (int k = 0; k < 6; k++) {
            for (int t = 0; t < 21; t++) {
                double norm = 0;
                for (int i = 0; i < N; i++) {
                    norm = Math.hypot(norm, prompts.contexts().get(k, i, t));
                }
                for (int i = 0; i < N; i++) {
                    x[(k * N + i) * 21 + t] = prompts.contexts().get(k, i, t) * Math.sqrt(N) / norm;
                }
            }
            double norm = prompts.query(k).aggregateAll(Aggregator.NORM2);
            for (int i = 0; i < N; i++) {
                q[k * N + i] = prompts.queries()[k * N + i] * Math.sqrt(N) / norm;
            }
        }
        PromptSet normalised = PromptSet.of(TokenStack.of(x, 6, N, 21), q, prompts.targets());
        for (AttentionLayer layer : Layers.single(N, RandomStream.of(1, "weights"))) {
            double[] expected = layer.estimate(normalised);
            if (layer.isResidual()) { // which adds the query as it was
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += prompts.queries()[i] - q[i];
                }
            }
            assertThat(layer.normalised().estimate(prompts)).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void zerosStayZero() {
        TokenStack<?> tokens = TokenStack.of(new double[] {3, 0, 1, 4, 0, 1}, 1, 2, 3); // the second token is 0
        PromptSet one = PromptSet.of(tokens, new double[2], new double[2]);
        PromptSet normalised = one.withNormalisedContexts();
        assertThat(normalised.context(0).toRawCopy1D())
                .containsExactly(new double[] {0.6 * Math.sqrt(2), 0.8 * Math.sqrt(2), 0, 0, 1, 1}, within(1e-15));
        Pass pass = AttentionLayer.softmax(2).full().normalised().pass(one, Kernel.chosen());
        pass.load(AttentionLayer.softmax(2).theta());
        double[] estimate = new double[2];
        double[] queryGradient = new double[2];
        pass.forward(0, one.queries(), 0, estimate, 0);
        pass.backward(0, new double[] {1, 2}, new double[8], queryGradient);
        assertThat(estimate[0]).isCloseTo((0.6 * Math.sqrt(2) + 1) / 4, within(1e-15));
        assertThat(queryGradient).containsExactly(0, 0);
    }

    @Test
    void tokensAreNormalisedOncePerSet() {
        TokenStack<?> first = prompts.withNormalisedContexts().contexts();
        double[] states = prompts.queries().clone();
        PromptSet moved = prompts.withQueries(states);
        assertThat(moved.withNormalisedContexts().contexts()).isSameAs(first);
        assertThat(moved.withNormalisedContexts().queries()).isSameAs(states);
        assertThat(moved.withNormalisedContexts().secondMoments())
                .isSameAs(prompts.withNormalisedContexts().secondMoments());
        assertThat(moved.secondMoments()).isSameAs(prompts.secondMoments());
        assertThat(prompts.secondMoments())
                .isNotEqualTo(prompts.withNormalisedContexts().secondMoments());
    }

    /** Squares of these numbers overflow, or vanish; a common factor is all that normalisation takes away. */
    @ParameterizedTest
    @ValueSource(doubles = {1e200, 1e160, 1e-170, 1e-300})
    void tokensOfAnySize(double size) {
        double[] x = {3, -1, 4, 2, 0, 1};
        double[] q = {-1, 2};
        Attention layer = AttentionLayer.softmax(2).normalised();
        double[] expected = layer.estimate(PromptSet.of(TokenStack.of(x, 1, 2, 3), q, new double[2]));
        double[] large = Arrays.stream(x).map(v -> v * size).toArray();
        double[] largeQuery = Arrays.stream(q).map(v -> v * size).toArray();
        PromptSet scaled = PromptSet.of(TokenStack.of(large, 1, 2, 3), largeQuery, new double[2]);
        assertThat(layer.estimate(scaled)).containsExactly(expected, within(1e-14));
    }
}
