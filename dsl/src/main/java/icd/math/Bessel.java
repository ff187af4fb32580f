package icd.math;

/** Ratios of modified Bessel functions of the first kind. */
public final class Bessel {

    private static final int MOST_TERMS = 500;

    private Bessel() {}

    /**
     * {@math I_{nu+1}(x) / I_nu(x)}, by Perron's continued fraction
     *
     * {@equation
     *   x / (2nu+2+x - (2nu+3)x / (2nu+3+2x - (2nu+5)x / (2nu+4+2x - (2nu+7)x / (2nu+5+2x - ...))))
     * }
     *
     * which, unlike Gauss's, keeps its digits at large x, and never forms the functions themselves, which overflow
     * beyond {@math x = 713}.
     *
     * <p>Accuracy: relative error below 1e-14 for {@math nu} from -1/2 to 511.5 and x from 1e-12 to 1e6.
     *
     * <p>Special cases: 0 at {@math x = 0}, 1 at {@math x = infinity}, NaN if either argument is NaN.
     *
     * <p>Reference: Gautschi &amp; Slavik, Math. Comp. 32 (1978) 865.
     *
     * @param nu order, at least -1/2
     * @param x argument, at least 0
     * @throws IllegalArgumentException if {@math nu &lt; -1/2} or {@math x &lt; 0}
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
        return x / perron(nu, x, 0);
    }

    /**
     * {@math 1 - I_{nu+1}(x) / I_nu(x)}, to the digits of a difference that is never taken: {@math (2nu+2 - T) / (2nu+2+x - T)}, where
     * {@math 2nu+2+x - T} is the continued fraction of {@link #ratio}. At large x it is {@math (nu + 1/2) / x}.
     *
     * <p>Accuracy: relative error below 1e-14 for {@math nu} from 0 to 511.5 and x from 0 to 1e15.
     *
     * <p>Special cases: 1 at {@math x = 0}, 0 at {@math x = infinity}, NaN if either argument is NaN.
     *
     * @param nu order, at least 0: for smaller ones {@math 2nu+2 - T} itself is a difference of close numbers
     * @param x argument, at least 0
     * @throws IllegalArgumentException if {@math nu &lt; 0} or {@math x &lt; 0}
     */
    public static double oneMinusRatio(double nu, double x) {
        if (Double.isNaN(nu) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (!(nu >= 0)) {
            throw new IllegalArgumentException("Bessel.oneMinusRatio: nu must be >= 0, got " + nu);
        }
        if (!(x >= 0)) {
            throw new IllegalArgumentException("Bessel.oneMinusRatio: x must be >= 0, got " + x);
        }
        if (x == 0) {
            return 1;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double rest = 2 * nu + 2 - (2 * nu + 3) * (x / perron(nu, x, 1));
        return rest / (rest + x);
    }

    /**
     * b_k + a_{k+1}/(b_{k+1} + a_{k+2}/(b_{k+2} + ...)) for k = first, by Lentz's method: no memory is taken, as there are
     * inner loops. From 0 on it is the denominator of the ratio.
     */
    private static double perron(double nu, double x, int first) {
        double fraction = first == 0 ? 2 * nu + 2 + x : 2 * nu + 2 + first + 2 * x;
        double c = fraction;
        double d = 0;
        for (int k = first + 1; k <= MOST_TERMS; k++) {
            double a = -(2 * nu + 2 * k + 1) * x;
            double b = 2 * nu + 2 + k + 2 * x;
            d = 1 / (b + a * d);
            c = b + a / c;
            double change = c * d;
            fraction *= change;
            if (change >= 1 - 0x1p-53 && change <= 1 + 0x1p-52) {
                return fraction;
            }
        }
        throw new ArithmeticException("Bessel: the continued fraction must converge within " + MOST_TERMS
                + " terms, got " + fraction + " for nu = " + nu + " and x = " + x);
    }
}
