package icd.task;

import icd.math.Frame;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@math X ~ N(0, "variance" P)} with P the projector onto a subspace: an instance of {@link Subspaces}.
 *
 * @param frame basis of the subspace
 * @param variance {@math sigma_0^2 &gt; 0}
 * @param drift how the subspace turned on its way to the query, whose subspace the frame spans; empty where it stood still
 */
public record Subspace(Frame frame, double variance, Optional<Drift> drift) implements SpannedInstance {

    public Subspace {
        Check.positive("Subspace", "variance", variance);
    }

    /** One that stands still. */
    public Subspace(Frame frame, double variance) {
        this(frame, variance, Optional.empty());
    }

    /** One that turns. */
    Subspace(Drift drift, double variance) {
        this(drift.frame(), variance, Optional.of(drift));
    }

    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        frame.embed(coordinates(random, count, new Scratch()), count, tokens);
    }

    @Override
    public TokenTiles tiles(RandomStream random, int count, Scratch scratch) {
        double[] coordinates = coordinates(random, count, scratch);
        if (drift.isEmpty()) {
            return (from, each, tile) -> frame.embed(coordinates, from, count, each, tile);
        }
        double[] turned = drift.get().turned(coordinates, count, scratch);
        return (from, each, tile) -> drift.get().axes().embed(turned, from, count, each, tile);
    }

    private double[] coordinates(RandomStream random, int count, Scratch scratch) {
        double[] coordinates = scratch.numbers(0, frame.k() * count);
        random.gaussians(coordinates, 0, frame.k() * count);
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < frame.k() * count; i++) {
            coordinates[i] *= deviation;
        }
        return coordinates;
    }

    /**
     * Proposition 2, equation 3: {@math "variance" / ("variance" + sigma^2) P x~}, of trace
     * {@math d "variance" sigma^2 / ("variance" + sigma^2)}, where the noise is isotropic of variance {@math sigma^2} within the subspace and
     * has nothing to do with what is outside; elsewhere {@math "variance" P ("variance" P + Sigma_Z)^+ x~}.
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

    @Override
    public String toString() {
        return "Subspace[frame=" + frame + ", variance=" + variance
                + drift.map(turning -> ", " + turning).orElse("") + "]";
    }
}
