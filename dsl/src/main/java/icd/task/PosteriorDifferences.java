package icd.task;

/** Posterior covariances from posterior means. */
final class PosteriorDifferences {

    /** Balances the h^2 of truncation against the 1/h of rounding. */
    private static final double STEP = Math.cbrt(0x1p-52);

    private PosteriorDifferences() {}

    static void covariance(
            Instance instance, double[] query, int at, Covariance noise, double[] covariance, Scratch scratch) {
        int n = instance.n();
        double[] shifted = scratch.numbers(0, n);
        double[] above = scratch.numbers(1, n);
        double[] below = scratch.numbers(2, n);
        double deviation = Math.sqrt(noise.trace() / n);
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
            double h =
                    STEP * deviation / Math.sqrt(square); // along Sigma_Z e_j, so that no step leaves the support of X~
            move(query, at, noise, j, h, shifted);
            instance.posterior(shifted, 0, noise, above, 0, scratch.inner());
            move(query, at, noise, j, -h, shifted);
            instance.posterior(shifted, 0, noise, below, 0, scratch.inner());
            for (int i = 0; i < n; i++) {
                covariance[i * n + j] = (above[i] - below[i]) / (2 * h);
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
