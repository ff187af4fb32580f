package icd.denoise;

/** The loss of the shrunk PCA projection on subspaces, whose components are the subspace and whose shrinkage is estimated. */
final class ShrunkLoss {

    /** Points of the rule for each standard deviation; it converges faster than any power of them. */
    private static final double POINTS = 5;

    private ShrunkLoss() {}

    /**
     * The mean over contexts of d [(1 - c)^2 sigma_0^2 + c^2 sigma_Z^2], where c = v / (v + sigma_Z^2) and the estimated
     * variance v = Tr C / d is sigma_0^2 times a Gamma variable of shape dL/2 and mean 1: by the trapezoidal rule over its
     * logarithm, to 12 digits.
     *
     * @param d dimension of the subspace
     * @param L context length, at least d
     * @param variance sigma_0^2 &gt; 0
     * @param noiseVariance sigma_Z^2 &gt; 0
     */
    static double of(int d, int L, double variance, double noiseVariance) {
        double shape = 0.5 * d * L;
        double deviation = 1 / Math.sqrt(shape);
        double step = Math.min(1, deviation) / POINTS;
        int below = (int) Math.ceil(Math.max(12 * deviation, 40 / shape) / step); // the density falls to e^-40 at least
        int above = (int) Math.ceil(12 * Math.min(1, deviation) / step);
        double sum = 0;
        double mass = 0;
        for (int i = -below; i <= above; i++) {
            double t = i * step;
            double density = Math.exp(-shape * (Math.expm1(t) - t));
            double v = variance * Math.exp(t);
            double keep = v / (v + noiseVariance);
            double lose = noiseVariance / (v + noiseVariance);
            sum += density * (lose * lose * variance + keep * keep * noiseVariance);
            mass += density;
        }
        return d * (sum / mass);
    }
}
