package icd.train;

import icd.attention.Attention;
import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The loss MSE/n of a layer on a set of prompts, and its gradient.
 *
 * <p>Sums run over chunks of prompts that are fixed by their order alone, each chunk summed by one worker and the chunks
 * added in order, so that the bits do not depend on the number of workers. For one caller at a time.
 */
public final class Losses {

    /** Prompts whose sum is made by one worker, and then added to the others'. */
    static final int CHUNK = 8;

    private final PromptSet prompts;
    private final Workers workers;
    private final Visits[] visits;
    private final int[] all;
    private final int parameters;
    private double[][] chunkGradients = {};

    public Losses(Attention layer, PromptSet prompts, Kernel kernel, Workers workers) {
        this.prompts = prompts;
        this.workers = workers;
        this.visits = new Visits[workers.count()];
        Arrays.setAll(visits, worker -> new Visits(layer, prompts, kernel));
        this.all = IntStream.range(0, prompts.size()).toArray();
        this.parameters = layer.theta().length;
    }

    /** MSE/n over all prompts. */
    public double loss(double[] theta) {
        return mean(sum(theta, all, 0, all.length, null), all.length, prompts.n(), null);
    }

    /**
     * MSE/n over some prompts, and its gradient.
     *
     * @param order numbers of prompts. Not modified.
     * @param from first of those used
     * @param to after the last
     * @param gradient as long as {@math theta}. Modified: overwritten.
     */
    public double loss(double[] theta, int[] order, int from, int to, double[] gradient) {
        return mean(sum(theta, order, from, to, gradient), to - from, prompts.n(), gradient);
    }

    /**
     * MSE/n from a sum of squared errors.
     *
     * @param count prompts in the sum
     * @param gradient half the gradient of the sum, which becomes that of MSE/n. Modified. Null where there is none.
     */
    static double mean(double square, int count, int n, double[] gradient) {
        if (gradient == null) {
            return square / ((double) count * n);
        }
        double scale = 2 / ((double) count * n);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= scale;
        }
        return square * (scale / 2);
    }

    /** Sum of squared errors; {@code gradient}, unless null, becomes half its gradient. */
    private double sum(double[] theta, int[] order, int from, int to, double[] gradient) {
        for (Visits each : visits) {
            each.load(theta);
        }
        int chunks = (to - from + CHUNK - 1) / CHUNK;
        double[] squares = new double[chunks];
        if (gradient != null && chunkGradients.length < chunks) {
            chunkGradients = new double[chunks][parameters];
        }
        workers.forEach(chunks, (worker, chunk) -> {
            double[] part = null;
            if (gradient != null) {
                part = chunkGradients[chunk];
                Arrays.fill(part, 0);
            }
            int first = from + chunk * CHUNK;
            double square = 0;
            for (int b = first; b < Math.min(to, first + CHUNK); b++) {
                square = visits[worker].add(order[b], square, part);
            }
            squares[chunk] = square;
        });
        double square = 0;
        for (double part : squares) {
            square += part;
        }
        if (gradient != null) {
            Arrays.fill(gradient, 0);
            for (int chunk = 0; chunk < chunks; chunk++) {
                for (int i = 0; i < parameters; i++) {
                    gradient[i] += chunkGradients[chunk][i];
                }
            }
        }
        return square;
    }

    @Override
    public String toString() {
        return "losses on " + prompts;
    }
}
