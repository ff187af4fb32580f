package icd.task;

import icd.math.Frame;
import icd.math.RandomStream;

/**
 * Case 1 (section 2.2.1): x = P y with y ~ N(0, variance I) and P the projector onto a Haar-random d-dimensional subspace
 * of R^n.
 *
 * <p>The Bayes loss is d sigma_0^2 sigma_Z^2 / (sigma_0^2 + sigma_Z^2), the right side of equation 4. (Its left side
 * prints the unshrunk projection, whose loss is d sigma_Z^2.)
 *
 * @param n ambient dimension
 * @param d dimension of the subspaces, 1 to n
 * @param variance sigma_0^2 &gt; 0
 * @param noiseVariance sigma_Z^2 &gt; 0
 */
public record Subspaces(int n, int d, double variance, double noiseVariance) implements Task {

    /** @throws IllegalArgumentException if not 1 &lt;= d &lt;= n, or a variance is not positive and finite */
    public Subspaces {
        Check.dimension("Subspaces", "d", d, n);
        Check.positive("Subspaces", "variance", variance);
        Check.positive("Subspaces", "noiseVariance", noiseVariance);
    }

    @Override
    public String name() {
        return "subspaces";
    }

    @Override
    public Subspace draw(RandomStream random) {
        return new Subspace(Frame.random(n, d, random), variance);
    }
}
