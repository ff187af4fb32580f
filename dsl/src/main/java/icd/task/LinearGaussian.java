package icd.task;

import icd.math.SymmetricEigen;

/** Bayes where tokens and noise are Gaussian: E[X | X~ = x~] = Sigma_X (Sigma_X + Sigma_Z)^+ x~, for X of mean zero. */
final class LinearGaussian {

    private LinearGaussian() {}

    /**
     * The general case, singular matrices among them: the sum is inverted on its range, and what of x~ is off it, where no
     * query can be, is left out.
     *
     * @param sigma Sigma_X, n x n, row-major. Not modified.
     * @param query x~, n numbers from {@code at}. Not modified.
     * @param estimate n numbers from {@code to}. Modified.
     * @param scratch arrays 0 to 1 are used
     * @return Tr Cov(X | X~) = Tr Sigma_X (Sigma_X + Sigma_Z)^+ Sigma_Z, which keeps its digits where one of the two is small,
     *     unlike Tr (Sigma_X - Sigma_X (Sigma_X + Sigma_Z)^+ Sigma_X)
     */
    static double posterior(
            int n,
            double[] sigma,
            double[] query,
            int at,
            Covariance noise,
            double[] estimate,
            int to,
            Scratch scratch) {
        double[] sum = scratch.numbers(0, n * n);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum[i * n + j] = sigma[i * n + j] + noise.get(i, j);
            }
        }
        SymmetricEigen eigen = scratch.eigen(n).decompose(sum, 0);
        double[] values = eigen.values();
        double[] axes = eigen.vectors();
        double[] image = scratch.numbers(1, n); // Sigma_X v
        for (int i = 0; i < n; i++) {
            estimate[to + i] = 0;
        }
        for (int j = 0; j < n && values[j] > Covariance.NOTHING * values[0]; j++) {
            double overlap = 0;
            double product = 0;
            for (int i = 0; i < n; i++) {
                double entry = 0;
                double noisy = 0; // Sigma_Z v
                for (int l = 0; l < n; l++) {
                    entry = Math.fma(sigma[i * n + l], axes[j * n + l], entry);
                    noisy = Math.fma(noise.get(i, l), axes[j * n + l], noisy);
                }
                image[i] = entry;
                product = Math.fma(entry, noisy, product);
                overlap = Math.fma(axes[j * n + i], query[at + i], overlap);
            }
            trace += product / values[j];
            for (int i = 0; i < n; i++) {
                estimate[to + i] = Math.fma(overlap / values[j], image[i], estimate[to + i]);
            }
        }
        return Math.max(0, trace);
    }
}
