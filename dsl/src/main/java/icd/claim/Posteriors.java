package icd.claim;

import icd.task.Covariance;
import icd.task.Instance;
import icd.task.Scratch;

/** The posterior of an instance under isotropic noise, one query at a time. */
final class Posteriors {

    private Posteriors() {}

    static double[] mean(Instance instance, double[] query, double noiseVariance) {
        double[] estimate = new double[query.length];
        posterior(instance, query, noiseVariance, estimate);
        return estimate;
    }

    /** Returns Tr Cov(X | x~) by the instance's own formula. */
    static double trace(Instance instance, double[] query, double noiseVariance) {
        return posterior(instance, query, noiseVariance, new double[query.length]);
    }

    private static double posterior(Instance instance, double[] query, double noiseVariance, double[] estimate) {
        Covariance noise = Covariance.isotropic(query.length, noiseVariance);
        return instance.posterior(query, 0, noise, estimate, 0, new Scratch());
    }

    /**
     * Returns Tr Cov(X | x~) = sigma_Z^2 div E[X | x~], which holds for Gaussian noise and any p_X (the second-order
     * Tweedie identity), by central differences.
     */
    static double traceByDivergence(Instance instance, double[] query, double noiseVariance) {
        double h = 1e-5;
        double[] shifted = query.clone();
        double divergence = 0;
        for (int i = 0; i < query.length; i++) {
            shifted[i] = query[i] + h;
            double above = mean(instance, shifted, noiseVariance)[i];
            shifted[i] = query[i] - h;
            divergence += (above - mean(instance, shifted, noiseVariance)[i]) / (2 * h);
            shifted[i] = query[i];
        }
        return noiseVariance * divergence;
    }
}
