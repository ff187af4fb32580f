package icd.kernel;

import java.util.Arrays;

/** The reference in plain Java. */
final class ScalarPowers extends Powers {

    private static final int LANES = ScalarKernel64.LANES;

    private final double[] first = new double[LANES];
    private final double[] second = new double[LANES];

    ScalarPowers() {
        super("scalar powers");
    }

    @Override
    void along(
            double[] d, int m, double s, double shift, double inverse, double e, double l, double[] r, double[] sums) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        double c = s * inverse;
        for (int t = 0; t < m; t++) {
            double q = number(d[t], c, s, shift, inverse);
            r[t] = q > 0 ? power(q, c * d[t], e, l) : 0;
            add(q, r[t], t % LANES, first, second);
        }
        fold(first, second, sums);
    }

    static double number(double d, double c, double s, double shift, double inverse) {
        double rest = c * d;
        return Double.isNaN(shift) || rest > -0.5 ? 1 + rest : (shift + Math.fma(s, d, 1)) * inverse;
    }

    /** Returns whether a power with this exponent is made of square roots. */
    static boolean isRoot(double e) {
        return e == 0.25 || e == 0.5 || e == 0.75;
    }

    /** Returns e^l q^e. */
    static double power(double q, double rest, double e, double l) {
        if (isRoot(e)) {
            double root = Math.sqrt(q);
            return (e == 0.5 ? root : e == 0.25 ? Math.sqrt(root) : root * Math.sqrt(root)) * StrictMath.exp(l);
        }
        double log = Math.fma(e, Log64.of(q, rest), l);
        return log >= Exp64.LOWEST ? Exp64.of(log) : 0;
    }

    static void add(double q, double r, int lane, double[] first, double[] second) {
        if (q > 0) {
            first[lane] += r;
            second[lane] += r / q;
        }
    }

    static void fold(double[] first, double[] second, double[] sums) {
        sums[0] = ScalarKernel64.fold(first, 0);
        sums[1] = ScalarKernel64.fold(second, 0);
    }

    @Override
    void shifted(double[] d, int m, double s, double root, double e, double[] r, double[] sums) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        for (int t = 0; t < m; t++) {
            r[t] = addShifted(Math.max(Math.fma(s, d[t], root), 0), e, t % LANES, first, second);
        }
        fold(first, second, sums);
    }

    /** Returns whether e is not a whole number. */
    static boolean hasRoot(double e) {
        return e != Math.rint(e);
    }

    /** Adds w^e and w^(e - 1) to sums, and returns the former. */
    static double addShifted(double w, double e, int lane, double[] first, double[] second) {
        double lower = hasRoot(e) ? Math.sqrt(w) : w > 0 ? 1 : 0;
        for (int i = 2; i <= e; i++) {
            lower *= w;
        }
        double power = w * lower;
        first[lane] += power;
        second[lane] += lower;
        return power;
    }

    @Override
    void raised(double[] y, int m, double e, double[] powers) {
        for (int t = 0; t < m; t++) {
            powers[t] = y[t] > 0 ? power(y[t], y[t] - 1, e, 0) : 0;
        }
    }
}
