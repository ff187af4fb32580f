package icd.sample;

import icd.describe.Describe;
import icd.describe.Kinds;
import icd.kernel.TokenStack;
import icd.math.Estimate;
import icd.math.RandomStream;
import icd.task.Instance;
import icd.task.Mixture;
import icd.task.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;

/**
 * Samples that were drawn, beside the law that the prompt's tokens come from.
 *
 * @param from how they were drawn
 * @param points count x n, one sample after another; owned, not copied
 */
public record Samples(Sampling from, double[] points) {

    /** Directions that distances are averaged over. */
    private static final int DIRECTIONS = 64;

    /** How many there are. */
    public int count() {
        return points.length / n();
    }

    /** Ambient dimension. */
    public int n() {
        return from.prompt().n();
    }

    /** Sample k, n x 1 (a copy). */
    public R064Store point(int k) {
        return R064Store.wrap(Arrays.copyOfRange(points, k * n(), (k + 1) * n()));
    }

    /** All of them, n x count, one a column (a copy). */
    public R064Store matrix() {
        R064Store matrix = R064Store.FACTORY.make(n(), count());
        for (int i = 0; i < points.length; i++) {
            matrix.set(i % n(), i / n(), points[i]);
        }
        return matrix;
    }

    /** Mean of {@math ||x||^2 / n} with its standard error. */
    public Estimate squarePerDim() {
        double[] squares = new double[count()];
        for (int i = 0; i < points.length; i++) {
            squares[i / n()] += points[i] * points[i] / n();
        }
        return Estimate.mean(squares);
    }

    /**
     * As many independent draws of the law of the prompt's tokens, to compare with.
     *
     * @param draw which draw; several can be compared with each other
     * @throws icd.task.UnknownInstanceException if the prompt was imported
     */
    public Samples law(long draw) {
        Instance instance = from.prompt().instance();
        RandomStream random =
                RandomStream.of(from.seed(), "draws of the law", from.prompt().index(), draw);
        double[] drawn = new double[points.length];
        double[] token = new double[n()];
        for (int k = 0; k < count(); k++) { // one at a time, as tokens drawn together may have to be different
            instance.sample(random, 1, token);
            System.arraycopy(token, 0, drawn, k * n(), n());
        }
        return new Samples(from, drawn);
    }

    /**
     * The sliced Wasserstein distance to as many others. That of samples to a {@link #law} is to be compared with that of two laws, which is
     * what samples that are right have.
     */
    public double distance(Samples other) {
        double[] directions = SlicedWasserstein.directions(
                DIRECTIONS,
                n(),
                RandomStream.of(from.seed(), "directions", from.prompt().index()));
        return SlicedWasserstein.distance(points, other.points, n(), directions);
    }

    /**
     * The share of each component of the prompt's mixture, with its standard error: the mean of the posterior probabilities that a sample is
     * from it, which for draws of the law is its weight {@math w_a}.
     *
     * @return one for each component; none where the instance is no mixture
     */
    public List<Estimate> modeWeights() {
        if (!(from.prompt().instance() instanceof Mixture mixture)) {
            return List.of();
        }
        double[][] shares = new double[mixture.K()][count()];
        double[] r = new double[mixture.K()];
        for (int k = 0; k < count(); k++) {
            mixture.responsibilities(points, k * n(), r);
            for (int a = 0; a < r.length; a++) {
                shares[a][k] = r[a];
            }
        }
        List<Estimate> weights = new ArrayList<>();
        for (double[] share : shares) {
            weights.add(Estimate.mean(share));
        }
        return weights;
    }

    /** The distance of each sample to the nearest token of the context. */
    public double[] distancesToTokens() {
        Prompt prompt = from.prompt();
        TokenStack<?> tokens = prompt.set().contexts();
        double[] nearest = new double[count()];
        for (int k = 0; k < nearest.length; k++) {
            double least = Double.POSITIVE_INFINITY;
            for (int t = 0; t < prompt.L(); t++) {
                double square = 0;
                for (int i = 0; i < n(); i++) {
                    double difference = points[k * n() + i] - tokens.get(prompt.index(), i, t);
                    square = Math.fma(difference, difference, square);
                }
                least = Math.min(least, square);
            }
            nearest[k] = Math.sqrt(least);
        }
        return nearest;
    }

    static String words(Sampler sampler) {
        return sampler.getClass().isAnnotationPresent(Describe.class) ? Kinds.text(sampler) : "own sampler";
    }

    @Override
    public String toString() {
        return from + ": mean of ||x||^2/n " + squarePerDim();
    }
}
