package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.denoise.Score;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Layers of a user's own: a formula, or the few methods that the interface requires. */
class ExtensionTest {

    private static final int N = 4;

    private static final Formula LINEAR =
            (theta, x, q) -> x.multiply(x.transpose()).multiply(q).multiply(theta[0] * theta[1] / x.getColDim());

    private static final List<Parameter> SCALARS = List.of(new Parameter("beta"), new Parameter("alpha"));

    private final Attention mine = Attention.of("mine", N, SCALARS, new double[] {0.4, 0.9}, LINEAR);
    private final AttentionLayer builtIn = AttentionLayer.linear(N).scalar().identity(0.9, 0.4);

    private static PromptSet prompts(Precision precision) {
        return PromptSet.draw(new Subspaces(N, 2, 2, 1), 12, 21, precision, 1, "p", Workers.caller());
    }

    @Test
    void aFormulaIsALayer() {
        PromptSet prompts = prompts(Precision.FLOAT64);
        assertThat(mine.estimate(prompts)).containsExactly(builtIn.estimate(prompts), within(1e-14));
        assertThat(mine.alpha()).isEqualTo(0.9);
        assertThat(mine.beta()).isEqualTo(0.4);
        assertThat(mine.hasGradient()).isFalse();
        assertThat(mine)
                .hasToString("mine attention, n = 4, a formula of [beta (a number), alpha (a number)],"
                        + " gradient by finite differences");
        assertThat(mine.identity(3, 5).theta()).containsExactly(5, 3);
        assertThat(mine.uniform(RandomStream.of(1, "w")).theta())
                .containsExactly(builtIn.uniform(RandomStream.of(1, "w")).theta());
        Attention stack = LayerStack.tied(mine, 2);
        assertThat(stack.hasGradient()).isFalse();
        assertThat(stack.toString()).contains("gradient of some by finite differences");
        assertThat(LayerStack.tied(builtIn, 2).toString()).doesNotContain("differences");
        assertThat(stack.estimate(prompts))
                .containsExactly(LayerStack.tied(builtIn, 2).estimate(prompts), within(1e-13));
        assertThat(mine.normalised().residual().estimate(prompts))
                .containsExactly(builtIn.normalised().residual().estimate(prompts), within(1e-13));
        assertThat(Score.of(mine, prompts, Workers.caller()).mse())
                .isCloseTo(Score.of(builtIn, prompts, Workers.caller()).mse(), within(1e-13));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void differencesAreTheGradient(Precision precision) {
        PromptSet prompts = prompts(precision);
        double tolerance = precision == Precision.FLOAT64 ? 1e-9 : 1e-4;
        for (Attention[] pair : new Attention[][] {
            {mine, builtIn}, {Heads.of(mine, builtIn), Heads.of(builtIn, builtIn)}, {Minimal.of(0.4), builtIn}
        }) {
            Pass numeric = pair[0].pass(prompts, Kernel.chosen());
            Pass exact = pair[1].pass(prompts, Kernel.chosen());
            double[] theta = pair[1].theta();
            double[] r = {0.3, -0.8, 0.5, 0.9};
            double[] query = {9, 0.4, -0.7, 0.2, 1.1};
            double[][] gradients = new double[2][theta.length];
            double[][] queryGradients = new double[2][N];
            double[][] estimates = new double[2][N];
            Pass[] passes = {numeric, exact};
            for (int i = 0; i < 2; i++) {
                passes[i].load(theta);
                passes[i].forward(3, query, 1, estimates[i], 0);
                passes[i].backward(3, r, gradients[i], queryGradients[i]);
                passes[i].backward(3, r, gradients[i]); // adds
            }
            assertThat(estimates[0]).containsExactly(estimates[1], within(tolerance));
            assertThat(gradients[0]).containsExactly(gradients[1], within(tolerance));
            assertThat(queryGradients[0]).containsExactly(queryGradients[1], within(tolerance));
            assertThat(Math.abs(gradients[1][0])).isGreaterThan(0.1);
        }
    }

    /** The smallest implementation of the interface. */
    private record Minimal(double[] theta) implements Attention {

        static Minimal of(double beta) {
            return new Minimal(new double[] {beta, 0.9});
        }

        @Override
        public String name() {
            return "minimal";
        }

        @Override
        public int n() {
            return N;
        }

        @Override
        public List<Parameter> parameters() {
            return SCALARS;
        }

        @Override
        public Attention with(double[] theta) {
            return new Minimal(theta.clone());
        }

        @Override
        public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
            for (int k = from; k < to; k++) {
                MatrixStore<Double> estimate = LINEAR.estimate(theta, prompts.context(k), prompts.query(k));
                for (int i = 0; i < N; i++) {
                    estimates[k * N + i] = estimate.doubleValue(i);
                }
            }
        }
    }

    @Test
    void oneArrayOfNumbers() {
        Attention shrunk = Attention.of("shrunk", N, new double[] {0.25, 7}, (theta, x, q) -> q.multiply(theta[0]));
        PromptSet prompts = prompts(Precision.FLOAT64);
        assertThat(shrunk.estimate(prompts, 2).doubleValue(1))
                .isEqualTo(prompts.query(2).doubleValue(1) / 4);
        assertThat(shrunk.matrix("theta").toRawCopy1D()).containsExactly(0.25, 7);
        assertThat(shrunk.arrays("_final").get("theta_final").shape()).containsExactly(2);
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.of("mine", N, SCALARS, new double[3], LINEAR))
                .withMessage(
                        "Attention.of: theta must hold [beta (a number), alpha (a number)], 2 in all, got 3 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.of("mine", 0, SCALARS, new double[2], LINEAR))
                .withMessage("Attention.of: n must be > 0, got 0");
        Attention wide = Attention.of("wide", N, new double[1], (_, _, _) -> R064Store.FACTORY.make(N, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wide.estimate(prompts(Precision.FLOAT64)))
                .withMessage("wide: the formula's estimate must be 4 x 1, got 4 x 2");
        Attention nameless = Attention.of("mine", N, new double[1], LINEAR);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> nameless.identity(1, 1))
                .withMessage(
                        "Identity: a scaled identity is known for alpha, beta, W_PV, W_KQ, W_V, W_K, W_Q and W_O, got"
                                + " theta (1); give its numbers instead");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(nameless::beta)
                .withMessageStartingWith("mine.keyQuery: the layer must have W_KQ or beta, got [theta (1)];");
    }
}
