package icd.claim;

import icd.task.Instance;

/** The posterior mean of an instance under isotropic noise, one query at a time. */
final class Posteriors {

    private Posteriors() {}

    static double[] mean(Instance instance, double[] query, double noiseVariance) {
        double[] estimate = new double[query.length];
        instance.posteriorMean(query, 0, noiseVariance, estimate, 0);
        return estimate;
    }

    /**
     * Tr Cov(X | x~) = sigma_Z^2 div E[X | x~], which holds for Gaussian noise and any p_X (the second-order Tweedie
     * identity), by central differences.
     */
    static double traceOfCovariance(Instance instance, double[] query, double noiseVariance) {
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
