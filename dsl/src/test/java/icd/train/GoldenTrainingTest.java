package icd.train;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Golden;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings against PyTorch's, from the same prompts, weights and batch order. */
@Tag("golden")
class GoldenTrainingTest {

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
                    for (Kernel kernel : List.of(Kernel.scalar(), Kernel.simd(), Kernel.ojalgo())) {
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
        int[][] order = batchOrder(golden);
        int count = order[0].length;
        Attention layer = initial(c, golden, prompts.n());
        TrainingOptions options = options(c, order);
        double tolerance = tolerance(c, golden);

        // Batch by batch: losses, and the first gradient.
        Losses losses = new Losses(layer, prompts.slice(0, count), c.kernel(), Workers.caller());
        double[] theta = layer.theta();
        double[] gradient = new double[theta.length];
        SequencedMap<String, double[]> state = options.optimiser().start(theta.length);
        double[] batchLoss = new double[golden.get("batch_loss").shape()[0]];
        int step = 0;
        for (int epoch = 1; epoch <= order.length; epoch++) {
            double decay = options.schedule().during(epoch, order.length);
            for (int from = 0; from < count; from += BATCH) { // the last may be smaller
                batchLoss[step] = losses.loss(theta, order[epoch - 1], from, Math.min(from + BATCH, count), gradient);
                if (step == 0) {
                    check(layer.with(gradient), golden, "_grad0", c.precision(), tolerance);
                }
                options.optimiser().step(++step, decay, theta, gradient, state);
            }
        }
        check("batch_loss", batchLoss, golden, c.precision(), tolerance);

        // The trainer, as users call it.
        Fit fit = train(c, layer, prompts, order);
        assertThat(fit.model().theta()).containsExactly(theta);
        check(fit.model(), golden, "_final", c.precision(), tolerance);
        check("test_loss", fit.testLoss(), golden, c.precision(), tolerance);
        check("prediction", fit.model().estimate(prompts), golden, c.precision(), tolerance);
    }

    /**
     * In float64 1e-10 of each element, in float32 5e-6 of the norm. Trainings of other data may magnify every rounding: there
     * float32 may differ by 20 times what rounding the initial weights alone does to the predictions. None of ours needs that.
     */
    private static double tolerance(Case c, SequencedMap<String, NpyArray> golden) {
        if (c.precision() == Precision.FLOAT64) {
            return 1e-10;
        }
        if (Golden.isShipped()) {
            return 5e-6;
        }
        PromptSet prompts = Golden.prompts(c.kind(), Precision.FLOAT64);
        Attention layer = initial(c, golden, prompts.n());
        double[] rounded = Arrays.stream(layer.theta()).map(x -> (float) x).toArray();
        double[] estimates = train(c, layer.with(rounded), prompts, batchOrder(golden))
                .model()
                .estimate(prompts);
        return Math.max(
                5e-6, 20 * Golden.distance(estimates, golden.get("prediction").doubles()));
    }

    private static TrainingOptions options(Case c, int[][] order) {
        Optimiser optimiser = c.optimiser().equals("adam") ? new Optimiser.Adam(0.01) : new Optimiser.Sgd(0.05, 0.9);
        return new TrainingOptions(order.length, BATCH, optimiser, Decay.PUBLISHED);
    }

    private static Fit train(Case c, Attention layer, PromptSet prompts, int[][] order) {
        int count = order[0].length;
        Trainer trainer = new Trainer(
                c.toString(),
                layer,
                prompts.slice(0, count),
                prompts.slice(count, prompts.size()),
                options(c, order),
                (epoch, size) -> order[epoch - 1],
                c.kernel(),
                Workers.caller());
        return trainer.run(_ -> {});
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
            case "gaussian_kernel" -> AttentionLayer.gaussian(n); // so the golden files
            case "softmax_qkv" -> AttentionLayer.softmax(n).unmerged();
            default -> throw new AssertionError(c);
        };
        return layer.with(golden, "_init");
    }

    private static void check(
            Attention layer,
            SequencedMap<String, NpyArray> golden,
            String suffix,
            Precision precision,
            double tolerance) {
        switch (precision) {
            case FLOAT64 ->
                layer.arrays(suffix)
                        .forEach((name, array) -> check(name, array.doubles(), golden, precision, tolerance));
            case FLOAT32 -> // all weights together: they share their roundings
                Golden.assertNormClose(
                        "weights" + suffix,
                        layer.theta(),
                        layer.with(golden, suffix).theta(),
                        tolerance);
        }
    }

    private static void check(
            String name,
            double[] actual,
            SequencedMap<String, NpyArray> golden,
            Precision precision,
            double tolerance) {
        double[] expected = golden.get(name).doubles();
        switch (precision) {
            case FLOAT64 -> Golden.assertEachClose(name, actual, expected, tolerance);
            case FLOAT32 -> Golden.assertNormClose(name, actual, expected, tolerance);
        }
    }

    private static int[][] batchOrder(SequencedMap<String, NpyArray> golden) {
        long[] flat = golden.get("batch_order").longs();
        int[][] order = new int[golden.get("batch_order").shape()[0]]
                [golden.get("batch_order").shape()[1]];
        for (int i = 0; i < flat.length; i++) {
            order[i / order[0].length][i % order[0].length] = (int) flat[i];
        }
        return order;
    }
}
