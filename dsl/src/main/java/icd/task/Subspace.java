package icd.task;

import icd.math.Frame;
import icd.math.RandomStream;
import java.util.Arrays;

/**
 * X ~ N(0, variance P) with P the projector onto a subspace: an instance of {@link Subspaces}.
 *
 * @param frame basis of the subspace
 * @param variance sigma_0^2 &gt; 0
 */
public record Subspace(Frame frame, double variance) implements SpannedInstance {

    public Subspace {
        Check.positive("Subspace", "variance", variance);
    }

    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        double[] coordinates = new double[frame.k() * count];
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = deviation * random.gaussian();
        }
        frame.embed(coordinates, count, tokens);
    }

    /**
     * Proposition 2, equation 3: variance / (variance + sigma^2) P x~, of trace d variance sigma^2 / (variance + sigma^2),
     * where the noise is isotropic of variance sigma^2 within the subspace and has nothing to do with what is outside;
     * elsewhere variance P (variance P + Sigma_Z)^+ x~.
     */
    @Override
    public double posterior(double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        double within = noise.within(frame);
        if (Double.isNaN(within)) {
            return LinearGaussian.posterior(n(), sigma(scratch), query, at, noise, estimate, to, scratch);
        }
        frame.project(query, at, estimate, to);
        double shrink = variance / (variance + within);
        for (int i = 0; i < n(); i++) {
            estimate[to + i] *= shrink;
        }
        return frame.k() * within * shrink;
    }

    /** variance P, in an array that {@link LinearGaussian} leaves alone. */
    private double[] sigma(Scratch scratch) {
        int n = n();
        double[] sigma = scratch.numbers(2, n * n);
        Arrays.fill(sigma, 0, n * n, 0);
        for (int j = 0; j < frame.k(); j++) {
            for (int i = 0; i < n; i++) {
                double scaled = variance * frame.get(i, j);
                for (int l = 0; l < n; l++) {
                    sigma[i * n + l] = Math.fma(scaled, frame.get(l, j), sigma[i * n + l]);
                }
            }
        }
        return sigma;
    }
}
