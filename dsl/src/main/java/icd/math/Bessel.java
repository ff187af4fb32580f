package icd.math;

import org.apache.commons.numbers.fraction.ContinuedFraction;

/** Ratios of modified Bessel functions of the first kind. */
public final class Bessel {

    private static final int MOST_TERMS = 500;

    private Bessel() {}

    /**
     * I_{nu+1}(x) / I_nu(x), by Perron's continued fraction
     *
     * <pre>
     *   x / (2nu+2+x - (2nu+3)x / (2nu+3+2x - (2nu+5)x / (2nu+4+2x - (2nu+7)x / (2nu+5+2x - ...
     * </pre>
     *
     * which, unlike Gauss's, keeps its digits at large x, and never forms the functions themselves, which overflow
     * beyond x = 713.
     *
     * <p>Accuracy: relative error below 1e-14 for nu from -1/2 to 511.5 and x from 1e-12 to 1e6.
     *
     * <p>Special cases: 0 at x = 0, 1 at x = infinity, NaN if either argument is NaN.
     *
     * <p>Reference: Gautschi &amp; Slavik, Math. Comp. 32 (1978) 865.
     *
     * @param nu order, at least -1/2
     * @param x argument, at least 0
     * @throws IllegalArgumentException if nu &lt; -1/2 or x &lt; 0
     */
    public static double ratio(double nu, double x) {
        if (Double.isNaN(nu) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (!(nu >= -0.5)) {
            throw new IllegalArgumentException("Bessel.ratio: nu must be >= -0.5, got " + nu);
        }
        if (!(x >= 0)) {
            throw new IllegalArgumentException("Bessel.ratio: x must be >= 0, got " + x);
        }
        if (x == 0) {
            return 0;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 1;
        }
        return x / new Perron(nu).evaluate(x, 1e-16, MOST_TERMS);
    }

    /** The denominator: b_0 + a_1/(b_1 + a_2/(b_2 + ...)). */
    private static final class Perron extends ContinuedFraction {

        private final double nu;

        Perron(double nu) {
            this.nu = nu;
        }

        @Override
        protected double getA(int k, double x) {
            return -(2 * nu + 2 * k + 1) * x;
        }

        @Override
        protected double getB(int k, double x) {
            return k == 0 ? 2 * nu + 2 + x : 2 * nu + 2 + k + 2 * x;
        }
    }
}
