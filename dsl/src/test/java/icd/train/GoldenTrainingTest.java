package icd.train;

import static icd.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import icd.Golden;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Parameter;
import icd.io.NpyArray;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings against PyTorch's, from the same prompts, weights and batch order. */
class GoldenTrainingTest {

    private static final int TRAIN = 64;
    private static final int BATCH = 16;

    private static final List<String> MODELS = List.of(
            "linear_adam",
            "softmax_adam",
            "linear_sgd",
            "softmax_sgd",
            "linear_scalar_adam",
            "softmax_scalar_adam",
            "linear_full_adam",
            "softmax_full_adam",
            "linear_residual_adam",
            "softmax_residual_adam",
            "gaussian_kernel_adam",
            "softmax_qkv_adam");

    record Case(String kind, String model, String optimiser, Precision precision, Kernel kernel) {

        SequencedMap<String, NpyArray> golden() {
            return Golden.read("train_" + kind + "_" + model + "_" + optimiser);
        }

        @Override
        public String toString() {
            return kind + " " + model + " " + optimiser + " " + precision + " " + kernel.name();
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String kind : List.of("subspace", "sphere", "mixture")) {
            for (String model : MODELS) {
                int split = model.lastIndexOf('_');
                for (Precision precision : Precision.values()) {
                    for (Kernel kernel : List.of(Kernel.scalar(), Kernel.simd())) {
                        cases.add(new Case(
                                kind, model.substring(0, split), model.substring(split + 1), precision, kernel));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossesGradientsAndWeights(Case c) {
        SequencedMap<String, NpyArray> golden = c.golden();
        PromptSet prompts = Golden.prompts(c.kind(), c.precision());
        PromptSet train = prompts.slice(0, TRAIN);
        PromptSet test = prompts.slice(TRAIN, prompts.size());
        Attention layer = initial(c, golden, prompts.n());
        Optimiser optimiser = c.optimiser().equals("adam") ? new Optimiser.Adam(0.01) : new Optimiser.Sgd(0.05, 0.9);
        int[][] order = batchOrder(golden);
        TrainingOptions options = new TrainingOptions(order.length, BATCH, optimiser, Decay.PUBLISHED);

        // Batch by batch: losses, and the first gradient.
        Losses losses = new Losses(layer, train, c.kernel(), Workers.caller());
        double[] theta = layer.theta();
        double[] gradient = new double[theta.length];
        double[] first = new double[theta.length];
        double[] second = new double[theta.length];
        double[] batchLoss = new double[golden.get("batch_loss").shape()[0]];
        int step = 0;
        for (int epoch = 1; epoch <= order.length; epoch++) {
            double decay = options.decay().during(epoch, order.length);
            for (int from = 0; from < TRAIN; from += BATCH) {
                batchLoss[step] = losses.loss(theta, order[epoch - 1], from, from + BATCH, gradient);
                if (step == 0) {
                    assertClose("first gradient", gradient, concatenated(layer, golden, "_grad0"), c.precision());
                }
                optimiser.step(++step, decay, theta, gradient, first, second);
            }
        }
        assertClose("batch losses", batchLoss, golden.get("batch_loss").doubles(), c.precision());

        // The trainer, as users call it.
        Trainer trainer = new Trainer(
                c.toString(),
                layer,
                train,
                test,
                options,
                (epoch, size) -> order[epoch - 1],
                c.kernel(),
                Workers.caller());
        Fit fit = trainer.run(_ -> {});
        assertThat(fit.model().theta()).containsExactly(theta);
        assertClose("final weights", theta, concatenated(layer, golden, "_final"), c.precision());
        assertClose("test losses", fit.testLoss(), golden.get("test_loss").doubles(), c.precision());
        assertClose(
                "predictions",
                fit.model().estimate(prompts),
                golden.get("prediction").doubles(),
                c.precision());
    }

    private static Attention initial(Case c, SequencedMap<String, NpyArray> golden, int n) {
        AttentionLayer layer = switch (c.model()) {
            case "linear" -> AttentionLayer.linear(n);
            case "softmax" -> AttentionLayer.softmax(n);
            case "linear_scalar" -> AttentionLayer.linear(n).scalar();
            case "softmax_scalar" -> AttentionLayer.softmax(n).scalar();
            case "linear_full" -> AttentionLayer.linear(n).full();
            case "softmax_full" -> AttentionLayer.softmax(n).full();
            case "linear_residual" -> AttentionLayer.linear(n).full().residual(); // so that file's README
            case "softmax_residual" -> AttentionLayer.softmax(n).full().residual();
            case "gaussian_kernel" -> AttentionLayer.gaussian(n);
            case "softmax_qkv" -> AttentionLayer.softmax(n).unmerged();
            default -> throw new AssertionError(c);
        };
        return layer.with(golden, "_init");
    }

    private static double[] concatenated(Attention layer, SequencedMap<String, NpyArray> golden, String suffix) {
        return layer.parameters().stream()
                .map(Parameter::name)
                .flatMapToDouble(name -> Arrays.stream(golden.get(name + suffix).doubles()))
                .toArray();
    }

    private static int[][] batchOrder(SequencedMap<String, NpyArray> golden) {
        long[] flat = golden.get("batch_order").longs();
        int[][] order = new int[flat.length / TRAIN][TRAIN];
        for (int i = 0; i < flat.length; i++) {
            order[i / TRAIN][i % TRAIN] = (int) flat[i];
        }
        return order;
    }
}
