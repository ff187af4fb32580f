package icd.task;

import icd.math.Slope;

/** Posterior covariances from posterior means. */
final class PosteriorDifferences {

    private PosteriorDifferences() {}

    static void covariance(
            Instance instance, double[] query, int at, Covariance noise, double[] covariance, Scratch scratch) {
        int n = instance.n();
        double[] shifted = scratch.numbers(0, n);
        double[] centre = new double[n];
        double[] column = new double[n];
        double deviation = Math.sqrt(noise.trace() / n);
        double most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.abs(query[at + i]));
        }
        instance.posterior(query, at, noise, centre, 0, scratch.inner());
        Slope slope = new Slope(n, Slope.UNIT_64);
        for (int j = 0; j < n; j++) {
            double square = 0;
            for (int i = 0; i < n; i++) {
                square = Math.fma(noise.get(i, j), noise.get(i, j), square);
            }
            if (square == 0) {
                for (int i = 0; i < n; i++) {
                    covariance[i * n + j] = 0; // no noise along this axis
                }
                continue;
            }
            // Along Sigma_Z e_j, so that no step leaves the support of X~.
            double norm = Math.sqrt(square);
            int axis = j;
            Slope.Curve curve = (t, mean) -> {
                move(query, at, noise, axis, t / norm, shifted);
                instance.posterior(shifted, 0, noise, mean, 0, scratch.inner());
                double size = 0;
                for (double number : mean) {
                    size = Math.max(size, Math.abs(number));
                }
                return Slope.UNIT_64 * size;
            };
            slope.of(curve, deviation, Slope.smallest(most, Slope.UNIT_64), centre, column);
            for (int i = 0; i < n; i++) {
                covariance[i * n + j] = norm * column[i];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (covariance[i * n + j] + covariance[j * n + i]);
                covariance[i * n + j] = mean;
                covariance[j * n + i] = mean;
            }
        }
    }

    private static void move(double[] query, int at, Covariance noise, int j, double h, double[] shifted) {
        for (int i = 0; i < noise.n(); i++) {
            shifted[i] = Math.fma(h, noise.get(i, j), query[at + i]);
        }
    }
}
