package icd.task;

import icd.math.RandomStream;
import java.util.Arrays;

/**
 * Case 3 (section 2.2.3): K Gaussians of equal weight and variance whose centres are uniform on the sphere of this radius
 * in R^n.
 *
 * @param n ambient dimension
 * @param K number of components, at least 1
 * @param radius R &gt; 0
 * @param variance sigma_0^2 &gt;= 0 of each component
 * @param noiseVariance sigma_Z^2 &gt; 0
 */
public record Mixtures(int n, int K, double radius, double variance, double noiseVariance) implements Task {

    /** @throws IllegalArgumentException if n or K is not positive, or a radius or variance is out of range */
    public Mixtures {
        Check.atLeastOne("Mixtures", "n", n);
        Check.atLeastOne("Mixtures", "K", K);
        Check.positive("Mixtures", "radius", radius);
        Check.notNegative("Mixtures", "variance", variance);
        Check.positive("Mixtures", "noiseVariance", noiseVariance);
    }

    @Override
    public String name() {
        return "mixtures";
    }

    @Override
    public Mixture draw(RandomStream random) {
        double[] centres = new double[K * n];
        random.gaussians(centres, 0, centres.length);
        for (int a = 0; a < K; a++) {
            double square = 0;
            for (int i = a * n; i < (a + 1) * n; i++) {
                square = Math.fma(centres[i], centres[i], square);
            }
            double scale = radius / Math.sqrt(square);
            for (int i = a * n; i < (a + 1) * n; i++) {
                centres[i] *= scale;
            }
        }
        double[] weights = new double[K];
        double[] variances = new double[K];
        Arrays.fill(weights, 1.0 / K);
        Arrays.fill(variances, variance);
        return new Mixture(n, centres, weights, variances);
    }
}
