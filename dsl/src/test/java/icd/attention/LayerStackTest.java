package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Golden;
import icd.Property;
import icd.io.NpyArray;
import icd.kernel.TokenStack;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.Arrays;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.MatrixStore;

/** Heads, stacks, residual streams: what their parts make. */
class LayerStackTest {

    private static final int N = 5;
    private final PromptSet prompts = new Subspaces(N, 3, 2, 1).prompts(8, 21, 1);
    private final RandomStream random = RandomStream.of(1, "weights");

    /** s - gamma grad E, E(s) = ||s||^2/(2 alpha) - (1/beta) log sum_t exp(beta X_t.s), the gradient by differences of E. */
    @Property(cases = 20)
    void tiedSoftmaxLayersDescendTheirEnergy(Draws draws) {
        double alpha = draws.between(0.2, 3.0);
        double beta = draws.between(0.1, 5.0);
        double lambda = draws.between(0.05, 1.0);
        int steps = draws.between(1, 8);
        Attention stack = LayerStack.tied(AttentionLayer.softmax(N).scalar().identity(alpha, beta), steps)
                .step(lambda);
        double[] estimates = stack.estimate(prompts);
        double gamma = lambda * alpha;
        for (int k = 0; k < prompts.size(); k++) {
            double[] s = Arrays.copyOfRange(prompts.queries(), k * N, (k + 1) * N);
            double energy = energy(k, s, alpha, beta);
            for (int step = 0; step < steps; step++) {
                double[] next = s.clone();
                for (int i = 0; i < N; i++) {
                    double[] up = s.clone();
                    double[] down = s.clone();
                    up[i] += 1e-5;
                    down[i] -= 1e-5;
                    double slope = (energy(k, up, alpha, beta) - energy(k, down, alpha, beta)) / 2e-5;
                    next[i] -= gamma * slope;
                }
                s = next;
                double lower = energy(k, s, alpha, beta);
                assertThat(lower).as("gamma < 2 alpha never climbs").isLessThanOrEqualTo(energy + 1e-9);
                energy = lower;
            }
            for (int i = 0; i < N; i++) {
                assertThat(estimates[k * N + i]).isCloseTo(s[i], within(1e-6));
            }
        }
    }

    private double energy(int k, double[] s, double alpha, double beta) {
        double max = Double.NEGATIVE_INFINITY;
        double[] scores = new double[prompts.L()];
        double square = 0;
        for (int t = 0; t < prompts.L(); t++) {
            for (int i = 0; i < N; i++) {
                scores[t] += beta * prompts.contexts().get(k, i, t) * s[i];
            }
            max = Math.max(max, scores[t]);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - max);
        }
        for (double x : s) {
            square += x * x;
        }
        return square / (2 * alpha) - (max + Math.log(sum)) / beta;
    }

    /** Fifty steps by another implementation's autograd, at gamma = alpha and alpha/2. */
    @Test
    @Tag("golden")
    void goldenDescents() {
        SequencedMap<String, NpyArray> golden = Golden.read("energies");
        double alpha = golden.get("alpha").value();
        double beta = golden.get("beta").value();
        NpyArray x = golden.get("X");
        int n = x.shape()[0];
        for (String energy : new String[] {"lse", "spherical_hopfield"}) {
            AttentionLayer layer = energy.equals("lse")
                    ? AttentionLayer.softmax(n).scalar().identity(alpha, beta)
                    : AttentionLayer.linear(n).scalar().identity(alpha, 1);
            for (String half : new String[] {"", "_half_step"}) {
                double[] path = golden.get(energy + "_descent" + half).doubles();
                PromptSet start = PromptSet.of(
                        TokenStack.of(x.doubles(), 1, n, x.shape()[1]), Arrays.copyOf(path, n), new double[n]);
                for (int steps : new int[] {1, 2, 7, path.length / n - 1}) {
                    double[] end = LayerStack.tied(layer, steps)
                            .step(half.isEmpty() ? 1 : 0.5)
                            .estimate(start);
                    assertThat(end)
                            .as("%s%s, %d steps", energy, half, steps)
                            .containsExactly(Arrays.copyOfRange(path, steps * n, (steps + 1) * n), within(1e-12));
                }
            }
        }
    }

    @Test
    void layersInTheirOrderOnTheMovingQuery() {
        Attention first = AttentionLayer.softmax(N).full().uniform(random);
        Attention second = AttentionLayer.linear(N).residual().uniform(random);
        double[] once = first.estimate(prompts);
        assertThat(LayerStack.of(first, second).estimate(prompts))
                .containsExactly(second.estimate(prompts.withQueries(once)), within(1e-14));
        double[] half = once.clone();
        for (int i = 0; i < half.length; i++) {
            half[i] = (once[i] + prompts.queries()[i]) / 2;
        }
        assertThat(LayerStack.of(first).step(0.5).estimate(prompts)).containsExactly(half, within(1e-14));
        assertThat(LayerStack.tied(first, 2).estimate(prompts))
                .containsExactly(LayerStack.of(first, first).estimate(prompts), within(1e-14));
    }

    @Test
    void headsAreSums() {
        Attention one = AttentionLayer.softmax(N).unmerged(2).uniform(random);
        Attention two = AttentionLayer.linear(N).uniform(random);
        double[] sum = one.estimate(prompts);
        double[] with = sum.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += two.estimate(prompts)[i];
            with[i] = sum[i] + prompts.queries()[i];
        }
        assertThat(Heads.of(one, two).estimate(prompts)).containsExactly(sum, within(1e-14));
        assertThat(Heads.of(one, two).residual().estimate(prompts)).containsExactly(with, within(1e-14));
        // A linear layer is bilinear in W_K^T W_Q and W_O W_V, so one of width 4 is the sum of four heads of width 2.
        AttentionLayer whole = AttentionLayer.linear(N).unmerged(4).uniform(random);
        AttentionLayer part = AttentionLayer.linear(N).unmerged(2);
        double[] halves = new double[sum.length];
        for (int[] rows : new int[][] {{0, 0}, {0, 2}, {2, 0}, {2, 2}}) { // of keys and queries, of values
            AttentionLayer head = part.with("W_Q", rows(whole, "W_Q", rows[0]))
                    .with("W_K", rows(whole, "W_K", rows[0]))
                    .with("W_V", rows(whole, "W_V", rows[1]))
                    .with("W_O", columns(whole, rows[1]));
            double[] estimate = head.estimate(prompts);
            for (int i = 0; i < halves.length; i++) {
                halves[i] += estimate[i];
            }
        }
        assertThat(halves).as("linear heads are bilinear").containsExactly(whole.estimate(prompts), within(1e-13));
    }

    private static MatrixStore<Double> rows(AttentionLayer layer, String name, int from) {
        return layer.matrix(name).rows(from, from + 1);
    }

    private static MatrixStore<Double> columns(AttentionLayer layer, int from) {
        return layer.matrix("W_O").columns(from, from + 1);
    }

    @Test
    void namesOfTheirParameters() {
        AttentionLayer softmax = AttentionLayer.softmax(N);
        Attention heads = Heads.of(softmax.unmerged(2), 2);
        assertThat(heads.name()).isEqualTo("softmax_qkvo2_heads2");
        assertThat(heads.parameters())
                .extracting(Parameter::name)
                .containsExactly(
                        "W_Q_head1",
                        "W_K_head1",
                        "W_V_head1",
                        "W_O_head1",
                        "W_Q_head2",
                        "W_K_head2",
                        "W_V_head2",
                        "W_O_head2");
        Attention stack = LayerStack.of(Heads.of(softmax, softmax.scalar()), 2);
        assertThat(stack.name()).isEqualTo("(softmax+softmax_scalar)_layers2");
        assertThat(stack.arrays("_final").sequencedKeySet())
                .containsExactly(
                        "W_KQ_head1_layer1_final",
                        "W_PV_head1_layer1_final",
                        "beta_head2_layer1_final",
                        "alpha_head2_layer1_final",
                        "W_KQ_head1_layer2_final",
                        "W_PV_head1_layer2_final",
                        "beta_head2_layer2_final",
                        "alpha_head2_layer2_final");
        LayerStack tied = LayerStack.tied(softmax, 3);
        assertThat(tied.arrays("").sequencedKeySet()).containsExactly("W_KQ", "W_PV");
        assertThat(tied.name()).isEqualTo("softmax_tied3");
        assertThat(tied.identity(2, 3).alpha()).as("of the one set of weights").isEqualTo(2);
        assertThat(tied.step(0.25).identity(2, 3)).isInstanceOfSatisfying(LayerStack.class, s -> {
            assertThat(s.step()).isEqualTo(0.25);
            assertThat(s.layers()).hasSize(3);
        });
        assertThat(LayerStack.of(softmax, AttentionLayer.linear(N)).name()).isEqualTo("softmax>linear");
        assertThat(softmax.full().residual().normalised().name()).isEqualTo("rms_softmax_full_residual");
        assertThat(tied.toString())
                .contains("softmax_tied3, n = 5, of", "  softmax attention, n = 5,", "3 tied layers, step 1.000");
    }

    /** Each of an untied stack has its own numbers, drawn in the order of theta. */
    @Test
    void drawnApart() {
        Attention stack = LayerStack.of(AttentionLayer.softmax(N), 2).uniform(RandomStream.of(9, "weights"));
        RandomStream same = RandomStream.of(9, "weights");
        Attention first = AttentionLayer.softmax(N).uniform(same);
        Attention second = AttentionLayer.softmax(N).uniform(same);
        assertThat(stack.theta())
                .startsWith(first.theta())
                .endsWith(second.theta())
                .hasSize(4 * N * N);
        assertThat(first.theta()).isNotEqualTo(second.theta());
        assertThat(stack.matrix("W_PV_layer2").doubleValue(1, 2))
                .isEqualTo(second.projectionValue().doubleValue(1, 2));
    }

    @Test
    void errors() {
        Attention heads = Heads.of(AttentionLayer.softmax(3), 2);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(heads::alpha)
                .withMessage("softmax_heads2.projectionValue: the layer must have W_PV or alpha, got"
                        + " [W_KQ_head1 (3 x 3), W_PV_head1 (3 x 3), W_KQ_head2 (3 x 3), W_PV_head2 (3 x 3)];"
                        + " matrix(name) gives any of them, and the parts of heads and stacks have their own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Heads.of(AttentionLayer.softmax(3), AttentionLayer.softmax(4)))
                .withMessage("Heads: layers must be of one dimension, got n = [3, 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerStack.of())
                .withMessage("LayerStack: there must be at least one layer, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerStack.tied(AttentionLayer.softmax(3), 0))
                .withMessage("LayerStack: count must be > 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerStack.tied(AttentionLayer.softmax(3), 2).step(Double.NaN))
                .withMessage("LayerStack.step: lambda must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> heads.with(new double[4]))
                .withMessageStartingWith("softmax_heads2.with: theta must hold [W_KQ_head1 (3 x 3), ")
                .withMessageEndingWith("36 in all, got 4 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> heads.estimate(prompts))
                .withMessage(
                        "softmax_heads2 attention: layer and prompts must be of one dimension, got n = 3 and n = 5");
    }
}
