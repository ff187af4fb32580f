package icd.theory;

import icd.math.Bessel;

/**
 * Descent on the energy of softmax attention as L grows, for tokens uniform on the sphere of radius R in m dimensions: a state
 * s in their space moves to alpha R A(beta R ||s||) s/||s||, A = I_{m/2}/I_{m/2-1} the mean of a direction with weights
 * exp(kappa cos). As A(kappa) &lt;= kappa/m, s = 0 is where it ends iff alpha beta &lt;= m/R^2. (Derived.)
 */
final class SphereDescent {

    private SphereDescent() {}

    /** Returns the beta up to which descent ends at s = 0: m/(alpha R^2). */
    static double threshold(double m, double radius, double alpha) {
        return m / (alpha * radius * radius);
    }

    /**
     * Returns the norm s = alpha R A(beta R s) at which a state stays; 0 where that is the only one. (alpha, beta) and
     * (-alpha, -beta) are one layer.
     */
    static double fixedPoint(double m, double radius, double alpha, double beta) {
        if (!(alpha * beta * radius * radius > m)) {
            return 0;
        }
        double low = 0;
        double most = Math.abs(alpha) * radius;
        double high = most;
        while (high - low > 1e-12 * most) {
            double s = (low + high) / 2;
            boolean grows = most * Bessel.ratio(m / 2 - 1, Math.abs(beta) * radius * s) > s;
            low = grows ? s : low;
            high = grows ? high : s;
        }
        return (low + high) / 2;
    }
}
