package icd.claim;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Denoiser;
import icd.denoise.Score;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Task;
import icd.train.Training;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * Prompts for training as published, 800 in float32, and other prompts for measuring.
 *
 * @param train the prompts to train on
 * @param fresh prompts not seen in training
 * @param seed the seed of the prompts, the first weights and the order of batches
 */
record DataSet(PromptSet train, PromptSet fresh, long seed) {

    /** @param fresh the number of fresh prompts; 2,000 leave an error of 1 % in a loss */
    static DataSet of(Task task, int L, int fresh, RandomStream random) {
        long seed = random.bits();
        return new DataSet(
                draw(task, 800, L, seed, "training prompts"), draw(task, fresh, L, seed, "fresh prompts"), seed);
    }

    private static PromptSet draw(Task task, int count, int L, long seed, String purpose) {
        return PromptSet.draw(task, count, L, Precision.FLOAT32, seed, purpose, Workers.caller());
    }

    /**
     * Trains from random weights, in batches of 80, by Adam at 0.01 that slows down after 80 and 90 % of the epochs.
     */
    Attention train(AttentionLayer form, int epochs) {
        return Training.of(form)
                .on(train, fresh.slice(0, 1))
                .epochs(epochs)
                .seed(seed)
                .threads(1)
                .model();
    }

    /** Returns MSE/n on the fresh prompts. */
    double loss(Denoiser denoiser) {
        return loss(denoiser, fresh);
    }

    /** Returns MSE/n on prompts of another task, as many as the fresh ones. */
    double loss(Denoiser denoiser, Task task, int L) {
        return loss(denoiser, draw(task, fresh.size(), L, seed, "prompts of another task"));
    }

    private static double loss(Denoiser denoiser, PromptSet prompts) {
        return Score.of(denoiser, prompts, Workers.caller()).msePerDim();
    }

    /**
     * Returns the distance of a matrix from a multiple of I: the root mean square of the rest over the mean diagonal.
     */
    static double offIdentity(MatrixStore<Double> weights) {
        int n = weights.getRowDim();
        double diagonal = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            diagonal += weights.doubleValue(i, i) / n;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double rest = weights.doubleValue(i, j) - (i == j ? diagonal : 0);
                square += rest * rest;
            }
        }
        return Math.sqrt(square) / n / Math.abs(diagonal);
    }

    /** Returns the larger {@link #offIdentity} of W_KQ and W_PV. */
    static double offIdentity(Attention layer) {
        return Math.max(offIdentity(layer.keyQuery()), offIdentity(layer.projectionValue()));
    }
}
