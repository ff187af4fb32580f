package icd.kernel;

import java.util.Arrays;

/** The reference in plain Java. */
final class ScalarPowers implements Powers {

    private static final int LANES = ScalarKernel64.LANES;

    private final double[] first = new double[LANES];
    private final double[] second = new double[LANES];
    private final double[] third = new double[LANES];

    @Override
    public void along(
            double[] d, int m, double c, double s, double shift, double inverse, double e, double[] r, double[] sums) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        Arrays.fill(third, 0);
        for (int t = 0; t < m; t++) {
            double q = number(d[t], c, s, shift, inverse);
            r[t] = q > 0 ? power(q, c * d[t], e) : 0;
            add(q, r[t], t % LANES, first, second, third);
        }
        fold(first, second, third, sums);
    }

    static double number(double d, double c, double s, double shift, double inverse) {
        double rest = c * d;
        return Double.isNaN(shift) || rest > -0.5 ? 1 + rest : (shift + Math.fma(s, d, 1)) * inverse;
    }

    static double power(double q, double rest, double e) {
        double log = e * Log64.of(q, rest);
        return log >= Exp64.LOWEST ? Exp64.of(log) : 0;
    }

    static void add(double q, double r, int lane, double[] first, double[] second, double[] third) {
        if (q > 0) {
            double inverse = 1 / q;
            double slope = r * inverse;
            first[lane] += r;
            second[lane] += slope;
            third[lane] += slope * inverse;
        }
    }

    static void fold(double[] first, double[] second, double[] third, double[] sums) {
        sums[0] = ScalarKernel64.fold(first, 0);
        sums[1] = ScalarKernel64.fold(second, 0);
        sums[2] = ScalarKernel64.fold(third, 0);
    }

    @Override
    public void of(double[] y, double e, double[] powers) {
        for (int t = 0; t < y.length; t++) {
            powers[t] = y[t] > 0 ? power(y[t], y[t] - 1, e) : 0;
        }
    }

    @Override
    public String toString() {
        return "scalar powers";
    }
}
