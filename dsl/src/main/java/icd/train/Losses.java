package icd.train;

import icd.attention.Attention;
import icd.attention.Pass;
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

    private static final int CHUNK = 8;

    private final PromptSet prompts;
    private final Workers workers;
    private final Pass[] passes;
    private final double[][] residuals;
    private final int[] all;
    private final int parameters;
    private double[][] chunkGradients = {};

    public Losses(Attention layer, PromptSet prompts, Kernel kernel, Workers workers) {
        if (layer.n() != prompts.n()) {
            throw new IllegalArgumentException("Losses: layer and prompts must be of one dimension, got n = "
                    + layer.n() + " and n = " + prompts.n());
        }
        this.prompts = prompts;
        this.workers = workers;
        this.passes = new Pass[workers.count()];
        Arrays.setAll(passes, worker -> layer.pass(prompts, kernel));
        this.residuals = new double[workers.count()][prompts.n()];
        this.all = IntStream.range(0, prompts.size()).toArray();
        this.parameters = layer.theta().length;
    }

    /** MSE/n over all prompts. */
    public double loss(double[] theta) {
        return sum(theta, all, 0, all.length, null) / ((double) all.length * prompts.n());
    }

    /**
     * MSE/n over some prompts, and its gradient.
     *
     * @param order numbers of prompts. Not modified.
     * @param from first of those used
     * @param to after the last
     * @param gradient as long as theta. Modified: overwritten.
     */
    public double loss(double[] theta, int[] order, int from, int to, double[] gradient) {
        double square = sum(theta, order, from, to, gradient);
        double scale = 2 / ((double) (to - from) * prompts.n());
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= scale;
        }
        return square * (scale / 2);
    }

    /** Sum of squared errors; {@code gradient}, unless null, becomes half its gradient. */
    private double sum(double[] theta, int[] order, int from, int to, double[] gradient) {
        for (Pass pass : passes) {
            pass.load(theta);
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
            squares[chunk] = chunk(passes[worker], residuals[worker], order, first, Math.min(to, first + CHUNK), part);
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

    private double chunk(Pass pass, double[] residual, int[] order, int from, int to, double[] gradient) {
        int n = prompts.n();
        double square = 0;
        for (int b = from; b < to; b++) {
            int k = order[b];
            pass.forward(k, prompts.queries(), k * n, residual, 0);
            for (int i = 0; i < n; i++) {
                residual[i] -= prompts.targets()[k * n + i];
                square = Math.fma(residual[i], residual[i], square);
            }
            if (gradient != null) {
                pass.backward(k, residual, gradient);
            }
        }
        return square;
    }

    @Override
    public String toString() {
        return "losses on " + prompts;
    }
}
