package icd.workbench.engine;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.train.BatchOrder;
import icd.train.Losses;
import icd.train.Trainer;
import icd.train.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Times a training epoch (forward, backward, optimiser; no evaluation) of the paper's size against summing the training
 * set's array once, which no epoch that reads it can beat. All in one process, medians, threads alike on both sides.
 */
public final class Bench {

    private static final int N = 16;
    private static final int L = 500;
    private static final int PROMPTS = 800;
    private static final int REPEATS = 20;
    /** Long enough for the compiler to have finished with all of it. */
    private static final long WARM_UP_NANOS = 1_200_000_000;

    private static final int MOST_EPOCHS = 100_000;

    /**
     * One line of the result.
     *
     * @param what {@code streaming}, {@code linear} or {@code softmax}
     * @param precision of the tokens
     * @param kernel {@code simd} or {@code scalar}
     * @param threads working at a time
     * @param milliseconds median of {@value #REPEATS}
     * @param ratio to streaming in the same precision with the same threads
     */
    public record Row(
            String what, Precision precision, String kernel, int threads, double milliseconds, double ratio) {}

    private Bench() {}

    /** Runs everything for 1 thread and for all; {@code progress} is told each row as it comes. */
    public static List<Row> run(int threads, Consumer<Row> progress) {
        List<Row> rows = new ArrayList<>();
        for (int count : new TreeSet<>(List.of(1, threads))) {
            try (Workers workers = Workers.of(count)) {
                for (Precision precision : Precision.values()) {
                    measure(precision, workers, row -> {
                        rows.add(row);
                        progress.accept(row);
                    });
                }
            }
        }
        return rows;
    }

    private static void measure(Precision precision, Workers workers, Consumer<Row> rows) {
        PromptSet prompts = PromptSet.draw(new Subspaces(N, 8, 2, 1), PROMPTS, L, precision, 0, "bench", workers);
        double streaming = median(() -> stream(prompts.contexts(), workers));
        rows.accept(new Row("streaming", precision, "simd", workers.count(), streaming, 1));
        for (Kernel kernel : List.of(Kernel.simd(), Kernel.scalar())) {
            for (AttentionLayer layer : List.of(AttentionLayer.linear(N), AttentionLayer.softmax(N))) {
                double epoch = epoch(layer.uniform(RandomStream.of(1, "weights")), prompts, kernel, workers);
                rows.accept(new Row(layer.name(), precision, kernel.name(), workers.count(), epoch, epoch / streaming));
            }
        }
    }

    private static <A> double stream(TokenStack<A> stack, Workers workers) {
        TokenKernel<A> kernel = Kernel.simd().of(stack);
        int chunk = 8;
        double[] sums = new double[stack.count() / chunk];
        workers.forEach(
                sums.length,
                (worker, item) -> sums[item] = kernel.sum(
                        stack.data(item * chunk),
                        stack.at(item * chunk),
                        stack.at(item * chunk) + chunk * stack.n() * stack.stride()));
        return Arrays.stream(sums).sum();
    }

    private static double epoch(Attention layer, PromptSet prompts, Kernel kernel, Workers workers) {
        TrainingOptions options = TrainingOptions.published(MOST_EPOCHS);
        Trainer trainer =
                new Trainer("bench", layer, prompts, prompts, options, BatchOrder.shuffled(1), kernel, workers);
        Losses losses = new Losses(layer, prompts, kernel, workers);
        double[] theta = layer.theta();
        double[] first = new double[theta.length];
        double[] second = new double[theta.length];
        int[] epoch = {0};
        long[] step = {0};
        return median(() -> {
            step[0] = trainer.sweep(++epoch[0], step[0], theta, first, second, losses);
            return theta[0];
        });
    }

    @FunctionalInterface
    private interface Work {
        double run();
    }

    private static double median(Work work) {
        double sink = 0;
        for (long begin = System.nanoTime(); System.nanoTime() - begin < WARM_UP_NANOS; ) {
            sink += work.run();
        }
        double[] milliseconds = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            sink += work.run();
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        if (Double.isNaN(sink)) {
            throw new ArithmeticException("Bench: the loss must stay finite, got NaN");
        }
        Arrays.sort(milliseconds);
        return (milliseconds[REPEATS / 2 - 1] + milliseconds[REPEATS / 2]) / 2;
    }
}
