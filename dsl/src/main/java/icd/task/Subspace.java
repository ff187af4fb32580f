package icd.task;

import icd.math.Frame;
import icd.math.RandomStream;

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

    /** Proposition 2, equation 3: variance / (variance + noiseVariance) P x~. */
    @Override
    public void posteriorMean(double[] query, int at, double noiseVariance, double[] estimate, int to) {
        frame.project(query, at, estimate, to);
        double shrink = variance / (variance + noiseVariance);
        for (int i = 0; i < n(); i++) {
            estimate[to + i] *= shrink;
        }
    }
}
