package icd.sample;

import icd.denoise.Denoiser;
import icd.math.Digits;
import icd.task.Prompt;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The score of noisy queries, by Tweedie's formula: of {@math x~ = x + sigma z} the density {@math p_sigma} has
 *
 * {@equation
 *   grad log p_sigma(x~) = (E[x | x~] - x~) / sigma^2.
 * }
 *
 * <p>It is the score if the denoiser is the posterior mean at that {@math sigma}, and at no other: {@math D(x~) - x~} over another
 * {@math sigma^2} is the gradient of no density that was asked for. (Robbins 1956; Efron 2011.)
 *
 * @param denoiser D, the posterior mean of queries with noise {@math sigma} or what stands for it
 * @param sigma standard deviation of the noise, &gt; 0
 */
public record ScoreFunction(Denoiser denoiser, double sigma) {

    /** @throws IllegalArgumentException if sigma is not positive and finite */
    public ScoreFunction {
        Check.positive("score", "sigma", sigma);
    }

    /** The score at the query of a prompt, n x 1. */
    public R064Store at(Prompt prompt) {
        R064Store query = prompt.query();
        R064Store score = denoiser.estimate(prompt);
        for (int i = 0; i < prompt.n(); i++) {
            score.set(i, (score.doubleValue(i) - query.doubleValue(i)) / (sigma * sigma));
        }
        return score;
    }

    /**
     * The score at another state, with the context and the instance of a prompt.
     *
     * @param state n x 1. Not modified.
     */
    public R064Store at(Prompt prompt, MatrixStore<Double> state) {
        if (state.count() != prompt.n()) {
            throw new IllegalArgumentException("score: state must be " + prompt.n() + " x 1, got " + state.getRowDim()
                    + " x " + state.getColDim());
        }
        double[] query = new double[prompt.n()];
        for (int i = 0; i < query.length; i++) {
            query[i] = state.doubleValue(i);
        }
        int at = prompt.index();
        return at(prompt.set().slice(at, at + 1).withQueries(query).prompt(0));
    }

    @Override
    public String toString() {
        return Digits.text("score of queries with noise of sigma = %.6g, by the denoiser %s", sigma, denoiser.name());
    }
}
