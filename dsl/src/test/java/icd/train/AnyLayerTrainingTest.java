package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Layers;
import icd.attention.Parameter;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of layer can be trained, to the same bits whatever the threads and kernels. */
class AnyLayerTrainingTest {

    private static final int N = 9;
    private static final TrainingOptions OPTIONS = new TrainingOptions(3, 12, new Optimiser.Adam(0.01), Decay.NONE);

    static List<Attention> layers() {
        return Layers.all(N, RandomStream.of(1, "weights"));
    }

    private static Fit fit(Attention layer, Precision precision, Kernel kernel, Workers workers) {
        PromptSet prompts = PromptSet.draw(new Subspaces(N, 3, 2, 1), 40, 21, precision, 1, "p", workers);
        return new Trainer(
                        layer.name(),
                        layer,
                        prompts.slice(0, 30),
                        prompts.slice(30, 40),
                        OPTIONS,
                        BatchOrder.shuffled(3),
                        kernel,
                        workers)
                .run();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void sameBits(Attention layer) {
        for (Precision precision : Precision.values()) {
            Fit reference = fit(layer, precision, Kernel.scalar(), Workers.caller());
            assertThat(reference.trainLoss()[3])
                    .as(layer.name())
                    .isLessThan(reference.trainLoss()[0]);
            try (Workers workers = Workers.of(2)) {
                Fit other = fit(layer, precision, Kernel.simd(), workers);
                assertThat(other.model().theta())
                        .as(layer.name())
                        .isEqualTo(reference.model().theta());
                assertThat(other.testLoss()).as(layer.name()).isEqualTo(reference.testLoss());
            }
        }
    }

    /** A formula with no gradient, trained by differences, goes where the built-in layer goes. */
    @Test
    void aFormulaIsTrained() {
        AttentionLayer builtIn = AttentionLayer.linear(N).scalar().identity(0.5, 0.4);
        Attention mine = Attention.of(
                "mine",
                N,
                List.of(new Parameter("beta"), new Parameter("alpha")),
                new double[] {0.4, 0.5},
                (theta, x, q) -> x.multiply(x.transpose()).multiply(q).multiply(theta[0] * theta[1] / x.getColDim()));
        Fit fit = fit(mine, Precision.FLOAT64, Kernel.chosen(), Workers.caller());
        Fit expected = fit(builtIn, Precision.FLOAT64, Kernel.chosen(), Workers.caller());
        assertThat(fit.model().theta()).containsExactly(expected.model().theta(), within(1e-7));
        assertThat(fit.model().theta()[0]).isNotCloseTo(0.4, within(0.01));
    }
}
