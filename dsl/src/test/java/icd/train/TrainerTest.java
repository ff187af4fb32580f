package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.io.Npz;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small whole trainings: 50 prompts in batches of 12, n = 7, L = 21. */
class TrainerTest {

    private static final int N = 7;
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(8, 12, new Optimiser.Adam(0.01), Decay.PUBLISHED, new TreeSet<>(Set.of(0, 2, 5, 8)));

    @TempDir
    Path folder;

    static Stream<Arguments> cases() {
        RandomStream random = RandomStream.of(1, "weights");
        List<Arguments> cases = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (AttentionLayer layer : List.of(AttentionLayer.linear(N), AttentionLayer.softmax(N))) {
                cases.add(Arguments.of(precision, layer.uniform(random)));
                cases.add(Arguments.of(precision, layer.scalar().identity(0.9, 0.4)));
            }
        }
        return cases.stream();
    }

    private static Trainer trainer(
            Precision precision, Attention layer, TrainingOptions options, Kernel kernel, Workers workers) {
        PromptSet prompts = PromptSet.draw(new Subspaces(N, 3, 2, 1), 70, 21, precision, 1, "p", workers);
        return new Trainer(
                "trial 7",
                layer,
                prompts.slice(0, 50),
                prompts.slice(50, 70),
                options,
                BatchOrder.shuffled(3),
                kernel,
                workers);
    }

    private static void assertSame(TrainingState actual, TrainingState expected) {
        assertThat(actual.epoch()).isEqualTo(expected.epoch());
        assertThat(actual.step()).isEqualTo(expected.step());
        assertThat(actual.theta()).isEqualTo(expected.theta());
        assertThat(actual.optimiser().keySet()).isEqualTo(expected.optimiser().keySet());
        expected.optimiser()
                .forEach((name, array) ->
                        assertThat(actual.optimiser().get(name)).isEqualTo(array));
        assertThat(actual.trainLoss()).isEqualTo(expected.trainLoss());
        assertThat(actual.testLoss()).isEqualTo(expected.testLoss());
        assertThat(actual.kept().keySet()).isEqualTo(expected.kept().keySet());
        expected.kept()
                .forEach((epoch, theta) -> assertThat(actual.kept().get(epoch)).isEqualTo(theta));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sameBitsWhateverTheThreadsAndKernels(Precision precision, Attention layer) {
        Fit reference = trainer(precision, layer, OPTIONS, Kernel.scalar(), Workers.caller())
                .run(_ -> {});
        assertThat(reference.trainLoss()).hasSize(9);
        assertThat(reference.trainLoss()[8]).isLessThan(reference.trainLoss()[0]);
        assertThat(reference.state().step()).isEqualTo(8 * 5);
        for (int threads = 1; threads <= 3; threads++) {
            for (Kernel kernel : List.of(Kernel.simd(), Kernel.scalar())) {
                try (Workers workers = Workers.of(threads)) {
                    Fit fit =
                            trainer(precision, layer, OPTIONS, kernel, workers).run(_ -> {});
                    assertSame(fit.state(), reference.state());
                }
            }
        }
    }

    /** The third kernel has bits of its own, and they too do not depend on the threads. */
    @ParameterizedTest
    @MethodSource("cases")
    void ojalgosBitsDependOnNoThreads(Precision precision, Attention layer) {
        Fit alone = trainer(precision, layer, OPTIONS, Kernel.ojalgo(), Workers.caller())
                .run(_ -> {});
        Fit other = trainer(precision, layer, OPTIONS, Kernel.scalar(), Workers.caller())
                .run(_ -> {});
        assertThat(alone.trainLoss()[8]).isCloseTo(other.trainLoss()[8], withinPercentage(0.01));
        try (Workers workers = Workers.of(3)) {
            Fit fit =
                    trainer(precision, layer, OPTIONS, Kernel.ojalgo(), workers).run(_ -> {});
            assertSame(fit.state(), alone.state());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resumedFromAnyEpochAsIfNeverStopped(Precision precision, Attention layer) throws IOException {
        Trainer trainer = trainer(precision, layer, OPTIONS, Kernel.chosen(), Workers.caller());
        List<TrainingState> states = new ArrayList<>();
        Fit whole = trainer.run(states::add);
        assertThat(states).hasSize(8);
        for (TrainingState state : states) {
            assertSame(trainer.resume(state, _ -> {}).state(), whole.state());
            Path file = folder.resolve("state.npz");
            Npz.write(file, state.arrays());
            TrainingState read = TrainingState.of(Npz.read(file));
            assertSame(read, state);
            assertSame(trainer.resume(read, _ -> {}).state(), whole.state());
        }
    }

    @Test
    void keptEpochs() {
        Attention layer = AttentionLayer.linear(N).uniform(RandomStream.of(1, "weights"));
        List<double[]> thetas = new ArrayList<>(List.of(layer.theta()));
        Fit fit = trainer(Precision.FLOAT64, layer, OPTIONS, Kernel.chosen(), Workers.caller())
                .run(state -> thetas.add(state.theta()));
        assertThat(fit.kept().keySet()).containsExactly(0, 2, 5, 8);
        fit.kept().forEach((epoch, kept) -> assertThat(kept.theta()).isEqualTo(thetas.get(epoch)));
        assertThat(fit.model().theta()).isEqualTo(thetas.get(8));
        assertThat(fit.initial()).isSameAs(layer);
        assertThat(fit.toString()).contains("after 8 of 8 epochs: train MSE/n ");
    }

    /** Steps by hand, in the order given: the last batch holds two prompts, and its gradient is their mean. */
    @Test
    void anEpochIsItsBatches() {
        Attention layer = AttentionLayer.softmax(N).uniform(RandomStream.of(1, "weights"));
        TrainingOptions options = new TrainingOptions(2, 12, new Optimiser.Sgd(0.05, 0.9), Decay.NONE);
        Trainer trainer = trainer(Precision.FLOAT64, layer, options, Kernel.chosen(), Workers.caller());
        Losses losses = new Losses(layer, trainer.train().of(1, Workers.caller()), Kernel.chosen(), Workers.caller());
        double[] theta = layer.theta();
        double[] gradient = new double[theta.length];
        double[] momentum = new double[theta.length];
        for (int epoch = 1; epoch <= 2; epoch++) {
            int[] order = BatchOrder.shuffled(3).of(epoch, 50);
            assertThat(order.clone())
                    .containsExactlyInAnyOrder(
                            java.util.stream.IntStream.range(0, 50).toArray());
            for (int[] batch : new int[][] {{0, 12}, {12, 24}, {24, 36}, {36, 48}, {48, 50}}) {
                losses.loss(theta, order, batch[0], batch[1], gradient);
                for (int p = 0; p < theta.length; p++) {
                    momentum[p] = 0.9 * momentum[p] + gradient[p];
                    theta[p] -= 0.05 * momentum[p];
                }
            }
        }
        Fit fit = trainer.run(_ -> {});
        assertThat(fit.model().theta()).isEqualTo(theta);
        assertThat(fit.trainLoss()[2]).isEqualTo(losses.loss(theta));
        assertThat(BatchOrder.shuffled(3).of(1, 50))
                .isNotEqualTo(BatchOrder.shuffled(3).of(2, 50));
        assertThat(BatchOrder.shuffled(3).of(1, 50))
                .isNotEqualTo(BatchOrder.shuffled(4).of(1, 50));
    }

    /** All in one batch: the first loss is finite, a later one is not, in an epoch whose first batch it is. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {5, 12, 50})
    void divergenceNamesTrialEpochAndLastFiniteLoss(int batch) {
        Attention layer = AttentionLayer.linear(N).uniform(RandomStream.of(1, "weights"));
        TrainingOptions options = new TrainingOptions(8, batch, new Optimiser.Sgd(1e30, 0), Decay.NONE);
        Trainer trainer = trainer(Precision.FLOAT64, layer, options, Kernel.chosen(), Workers.caller());
        assertThatExceptionOfType(DivergedException.class)
                .isThrownBy(() -> trainer.run(_ -> {}))
                .withMessageMatching("trial 7: the loss must stay finite, got a loss or gradient that is not in epoch "
                        + (batch == 50 ? "2" : "1")
                        + "; last finite MSE/n: [0-9.]+E[0-9]+; a smaller learning rate may help");
    }

    @Test
    void notFiniteFromTheStart() {
        Attention layer = AttentionLayer.linear(N).scalar().with(new double[] {Double.NaN, 1});
        Trainer trainer = trainer(Precision.FLOAT64, layer, OPTIONS, Kernel.chosen(), Workers.caller());
        assertThatExceptionOfType(DivergedException.class)
                .isThrownBy(() -> trainer.run(_ -> {}))
                .withMessage(
                        "trial 7: the loss must stay finite, got a loss or gradient that is not in epoch 1, as before"
                                + " the first step; the layer's estimates of these prompts, or the squares of their"
                                + " errors, are not finite");
    }
}
