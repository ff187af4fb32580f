package icd.denoise;

import icd.task.PromptSet;
import java.util.Arrays;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Projection on the subspace that the context's principal components span, shrunk where a noise variance is given.
 *
 * @param k dimension of the subspace
 * @param noiseVariance NaN for no shrinkage
 */
record PcaProjection(int k, double noiseVariance) implements Denoiser {

    PcaProjection {
        if (!(k >= 1)) {
            throw new IllegalArgumentException("Baselines.pcaProjection: k must be >= 1, got " + k);
        }
    }

    @Override
    public String name() {
        return Double.isNaN(noiseVariance) ? "pca_projection" : "shrunk_pca_projection";
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        int n = prompts.n();
        if (!(k <= n)) {
            throw new IllegalArgumentException("Baselines.pcaProjection: k must be <= n = " + n + ", got " + k);
        }
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(n, true);
        double[] moments = prompts.secondMoments();
        for (int p = from; p < to; p++) {
            eigen.decompose(R064Store.wrap(Arrays.copyOfRange(moments, p * n * n, (p + 1) * n * n), n));
            MatrixStore<Double> leading = eigen.getV().limits(n, k); // sorted by falling eigenvalue
            MatrixStore<Double> projected = leading.multiply(leading.transpose().multiply(prompts.query(p)));
            double shrink = 1;
            if (!Double.isNaN(noiseVariance)) {
                double variance = 0;
                for (int j = 0; j < k; j++) {
                    variance += eigen.getD().doubleValue(j, j) / k;
                }
                shrink = variance / (variance + noiseVariance);
            }
            for (int i = 0; i < n; i++) {
                estimates[p * n + i] = shrink * projected.doubleValue(i);
            }
        }
    }
}
