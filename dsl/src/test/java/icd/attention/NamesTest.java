package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Architecture.Mask;
import icd.kernel.Kernel;
import icd.kernel.TokenStack;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One name, one function: whatever is put around a layer, in whatever order. */
class NamesTest {

    private static final int N = 3;

    private final PromptSet prompts = new Subspaces(N, 2, 2, 1).prompts(4, 7, 1);
    private final PromptSet normalised = normalised(prompts);

    /** The prompts with contexts and queries at root mean square 1, by hypot. */
    private static PromptSet normalised(PromptSet prompts) {
        int L = prompts.L();
        double[] x = new double[prompts.size() * N * L];
        double[] q = new double[prompts.size() * N];
        for (int k = 0; k < prompts.size(); k++) {
            for (int t = 0; t <= L; t++) {
                double norm = 0;
                for (int i = 0; i < N; i++) {
                    norm = Math.hypot(norm, t < L ? prompts.contexts().get(k, i, t) : prompts.queries()[k * N + i]);
                }
                for (int i = 0; i < N; i++) {
                    if (t < L) {
                        x[(k * N + i) * L + t] = prompts.contexts().get(k, i, t) * Math.sqrt(N) / norm;
                    } else {
                        q[k * N + i] = prompts.queries()[k * N + i] * Math.sqrt(N) / norm;
                    }
                }
            }
        }
        return PromptSet.of(TokenStack.of(x, prompts.size(), N, L), q, prompts.targets());
    }

    private static List<Attention> streamless() {
        AttentionLayer softmax = AttentionLayer.softmax(N);
        AttentionLayer linear = AttentionLayer.linear(N);
        return List.of(
                softmax,
                linear.full(),
                AttentionLayer.gaussian(N).scalar(),
                softmax.unmerged(2),
                Heads.of(softmax),
                Heads.of(softmax, linear),
                Heads.of(softmax.unmerged(1), 3),
                LayerStack.of(softmax),
                LayerStack.of(softmax, linear),
                LayerStack.of(softmax, 2).step(0.5),
                LayerStack.tied(softmax, 3),
                LayerStack.of(Heads.of(softmax, linear), softmax),
                Heads.of(LayerStack.of(softmax, linear), softmax),
                Attention.of(
                        "mine",
                        N,
                        new double[] {0.3},
                        (theta, x, q) -> x.multiply(x.transpose()).multiply(q).multiply(theta[0])));
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /** f(norm X, norm x~) + x~, whichever word is said first, and however often. */
    @Test
    void theNormComesBeforeTheLayerAndTheResidualAddsTheRawQuery() {
        RandomStream random = RandomStream.of(1, "weights");
        for (Attention blank : streamless()) {
            Attention layer = blank.uniform(random);
            double[] before = layer.estimate(normalised);
            double[] both = plus(before, prompts.queries());
            assertThat(layer.normalised().estimate(prompts)).as(layer.name()).containsExactly(before, within(1e-12));
            for (Attention pre : List.of(
                    layer.residual().normalised(),
                    layer.normalised().residual(),
                    layer.residual().residual().normalised(),
                    layer.residual().normalised().residual(),
                    layer.normalised().residual().normalised())) {
                assertThat(pre.name()).isEqualTo(layer.residual().normalised().name());
                assertThat(pre.theta()).isEqualTo(layer.theta());
                assertThat(pre.estimate(prompts)).as(pre.name()).containsExactly(both, within(1e-12));
            }
            assertThat(layer.residual().residual().estimate(prompts))
                    .containsExactly(plus(layer.estimate(prompts), prompts.queries()), within(1e-12));
        }
    }

    /** A head's own stream, and that of the only layer of a stack, adds the raw query as well. */
    @Test
    void whateverIsInside() {
        AttentionLayer softmax = AttentionLayer.softmax(N).uniform(RandomStream.of(1, "weights"));
        AttentionLayer linear = AttentionLayer.linear(N).uniform(RandomStream.of(2, "weights"));
        double[] one = plus(softmax.estimate(normalised), prompts.queries());
        for (Attention layer : List.of(
                Heads.of(softmax).residual().normalised(),
                Heads.of(softmax.residual()).normalised(),
                LayerStack.of(softmax.residual()).normalised(),
                LayerStack.tied(softmax.residual(), 1).normalised(),
                Heads.of(LayerStack.of(softmax.residual())).normalised())) {
            assertThat(layer.estimate(prompts)).as(layer.name()).containsExactly(one, within(1e-12));
        }
        assertThat(Heads.of(softmax.residual(), linear).normalised().estimate(prompts))
                .containsExactly(plus(one, linear.estimate(normalised)), within(1e-12));
        assertThat(Heads.of(softmax).residual().normalised().name())
                .isEqualTo(softmax.residual().normalised().name())
                .isEqualTo("rms_softmax_residual");
    }

    /** Names that ran together before there were parentheses, or left out what mattered. */
    @Test
    void whatDiffersHasNamesThatDiffer() {
        AttentionLayer a = AttentionLayer.softmax(N);
        AttentionLayer b = AttentionLayer.linear(N);
        assertThat(List.of(
                        Heads.of(LayerStack.of(a, b), a),
                        LayerStack.of(a, Heads.of(b, a)),
                        LayerStack.of(Heads.of(a, b), a),
                        Heads.of(a, LayerStack.of(b, a)),
                        LayerStack.of(Heads.of(a, b), 2),
                        Heads.of(a, LayerStack.of(b, 2)),
                        LayerStack.of(a, b),
                        LayerStack.of(a, b).residual(),
                        LayerStack.of(a, b.residual()),
                        LayerStack.of(a, b).step(0.5),
                        LayerStack.of(a, b).step(0.25),
                        LayerStack.of(a, LayerStack.of(b).step(0.5)),
                        LayerStack.tied(LayerStack.of(a, b), 3),
                        LayerStack.of(a, LayerStack.tied(b, 3)),
                        LayerStack.tied(a, 3),
                        LayerStack.tied(a, 3).step(0.5),
                        LayerStack.tied(a, 3).trainedScales(),
                        LayerStack.tied(a.trainedScales(), 3),
                        LayerStack.of(a.trainedScales(), 3),
                        LayerStack.of(a, 3).moving(Mask.FULL),
                        LayerStack.of(a, 3).moving(Mask.CAUSAL),
                        LayerStack.of(a, b).moving(Mask.FULL),
                        LayerStack.of(a, b).step(0.5).moving(Mask.FULL),
                        LayerStack.of(ScaledLayer.of(a, 0.5), 3),
                        LayerStack.of(a.residual().trainedScales(), 3),
                        LayerStack.tied(a, 3).normalised(),
                        LayerStack.tied(a.normalised(), 3),
                        LayerStack.of(a, 2).normalised(),
                        LayerStack.of(a.normalised(), 2),
                        a.unmerged(1),
                        a.unmerged(2)))
                .extracting(Attention::name)
                .doesNotHaveDuplicates()
                .contains(
                        "(softmax>linear)+softmax",
                        "(softmax>linear)_residual",
                        "rms_(softmax_tied3)",
                        "softmax_qkvo2");
    }

    /** Random words in random order: where names are the same, so is the function, and its gradient is that of differences. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void oneNameOneFunction(long seed) {
        RandomStream random = RandomStream.of(seed, "layers");
        Map<String, double[]> known = new HashMap<>();
        int again = 0;
        for (int trial = 0; trial < 300; trial++) {
            Attention drawn = drawn(random, 3);
            double[] theta = new double[drawn.theta().length];
            Arrays.setAll(theta, i -> 0.7 * Math.sin(1 + i)); // the same numbers for every layer with as many
            Attention layer = drawn.with(theta);
            double[] estimate = layer.estimate(prompts);
            double[] before = known.putIfAbsent(layer.name(), estimate);
            if (before != null) {
                again++;
                assertThat(estimate)
                        .as("seed %d, trial %d: %s", seed, trial, layer)
                        .containsExactly(before, within(1e-11 * (1 + largest(before))));
            }
            if (trial % 20 == 0 && largest(estimate) < 1e3) {
                gradientIsThatOfDifferences(layer, seed, trial);
            }
        }
        assertThat(again).as("names met again").isGreaterThan(20);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static Attention drawn(RandomStream random, int depth) {
        AttentionLayer leaf = random.below(2) == 0
                ? AttentionLayer.softmax(N)
                : AttentionLayer.linear(N).scalar();
        Attention layer = random.below(4) == 0 ? leaf.full() : leaf;
        if (depth > 0) {
            List<Attention> parts = new ArrayList<>();
            for (int count = 1 + random.below(2); count > 0; count--) {
                parts.add(drawn(random, depth - 1 - random.below(2)));
            }
            Attention[] given = parts.toArray(Attention[]::new);
            layer = switch (random.below(6)) {
                case 0 -> Heads.of(given);
                case 1 -> LayerStack.of(given);
                case 2 -> moved(LayerStack.of(given).step(0.5), random);
                case 3 -> LayerStack.tied(given[0], 1 + random.below(2));
                case 4 -> ScaledLayer.of(given[0], 0.5 + 0.5 * random.below(2));
                default -> layer;
            };
        }
        for (int words = random.below(4); words > 0; words--) {
            layer = random.below(2) == 0 ? layer.residual() : layer.normalised();
        }
        return layer;
    }

    private static LayerStack moved(LayerStack stack, RandomStream random) {
        boolean can =
                stack.layers().stream().allMatch(layer -> TokenMap.misfit(layer).isEmpty());
        return can && random.below(2) == 0 ? stack.moving(Mask.values()[random.below(2)]) : stack;
    }

    private void gradientIsThatOfDifferences(Attention layer, long seed, int trial) {
        double[] gradient = new double[layer.theta().length];
        double[] ofQuery = new double[N];
        double[] r = {0.3, -1, 0.5};
        Pass pass = layer.pass(prompts, Kernel.chosen());
        pass.load(layer.theta());
        pass.forward(1, prompts.queries(), N, new double[N], 0);
        pass.backward(1, r, gradient, ofQuery);
        double[] byDifferences = new double[gradient.length];
        double[] ofQueryByDifferences = new double[N];
        Pass differences = new DifferencePass(layer, prompts);
        differences.load(layer.theta());
        differences.forward(1, prompts.queries(), N, new double[N], 0);
        differences.backward(1, r, byDifferences, ofQueryByDifferences);
        assertThat(gradient)
                .as("seed %d, trial %d: %s", seed, trial, layer)
                .containsExactly(byDifferences, within(1e-6 * (1 + largest(byDifferences))));
        assertThat(ofQuery)
                .as("seed %d, trial %d: %s", seed, trial, layer)
                .containsExactly(ofQueryByDifferences, within(1e-6 * (1 + largest(ofQueryByDifferences))));
    }
}
