package icd.sample;

import icd.denoise.Denoiser;
import icd.math.RandomStream;
import icd.task.PromptSet;
import java.util.Map;

/** A state on its way from noise to a sample, with the denoiser of each level. For one thread at a time. */
public final class Walker {

    private final DenoiserFamily family;
    private final Map<Double, Denoiser> known;
    private final PromptSet view;
    private final double[] state;
    private final double[] estimate;

    /**
     * @param known denoisers of the levels that will be asked for
     * @param prompt one prompt
     */
    Walker(DenoiserFamily family, Map<Double, Denoiser> known, PromptSet prompt) {
        this.family = family;
        this.known = known;
        this.state = new double[prompt.n()];
        this.estimate = new double[prompt.n()];
        this.view = prompt.withQueries(state);
    }

    /** The state, n numbers: to be read, and to be modified by samplers. */
    public double[] state() {
        return state;
    }

    /**
     * {@math D(x, sigma)} at the state as it is now, n numbers.
     *
     * @return the same array each time. Not to be modified.
     */
    public double[] denoised(double sigma) {
        Denoiser denoiser = known.get(sigma);
        (denoiser == null ? family.at(sigma) : denoiser).estimate(view, 0, 1, estimate);
        return estimate;
    }

    /** {@math x &lt;- D + "kept" (x - D)}. */
    public void towards(double sigma, double kept) {
        double[] D = denoised(sigma);
        for (int i = 0; i < state.length; i++) {
            state[i] = Math.fma(kept, state[i] - D[i], D[i]);
        }
    }

    /** {@math x &lt;- x + "deviation" z}. */
    public void addNoise(double deviation, RandomStream random) {
        if (deviation > 0) {
            for (int i = 0; i < state.length; i++) {
                state[i] = Math.fma(deviation, random.gaussian(), state[i]);
            }
        }
    }

    /** Whether the state is finite. */
    boolean isFinite() {
        for (double each : state) {
            if (!Double.isFinite(each)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "a state in R^" + state.length + " on its way to a sample of " + family.name();
    }
}
