package icd.energy;

import icd.math.Slope;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Derivatives by differences, for energies that give none: see {@link Slope}. */
final class Differences {

    /** The relative error of a gradient that is itself computed by differences. */
    private static final double GRADIENT_ERROR = 0x1p-36;

    private Differences() {}

    /**
     * Computes the gradient of a function.
     *
     * @param gradient n numbers. Modified.
     * @return the largest estimated error of a component that has less than three digits; 0 where all components have
     *     three
     */
    static double gradient(ToDoubleFunction<double[]> value, double[] s, double[] gradient) {
        double[] shifted = s.clone();
        double[] centre = {value.applyAsDouble(s)};
        double[] along = new double[1];
        Slope slope = new Slope(1, Slope.UNIT_64);
        double error = 0;
        for (int i = 0; i < s.length; i++) {
            int coordinate = i;
            double at = s[i];
            Slope.Curve curve = (t, values) -> {
                shifted[coordinate] = at + t;
                values[0] = value.applyAsDouble(shifted);
                return Slope.UNIT_64 * Math.abs(values[0]);
            };
            double off = slope.of(curve, Slope.length(s, 0, s.length, i), smallest(at), centre, along);
            error = slope.isKnown() ? error : Math.max(error, off);
            shifted[i] = at;
            gradient[i] = along[0];
        }
        return error;
    }

    private static double smallest(double x) {
        return Slope.smallest(x, Slope.UNIT_64);
    }

    /**
     * Computes the Hessian from the gradient, which may itself be by differences, and makes it symmetric. Returns the
     * same as {@link #gradient}.
     */
    static double hessian(Energy energy, double[] s, double[] hessian) {
        int n = s.length;
        double[] shifted = s.clone();
        double[] centre = new double[n];
        double[] column = new double[n];
        energy.gradient(s, centre);
        Slope slope = new Slope(n, Slope.UNIT_64);
        double error = 0;
        for (int i = 0; i < n; i++) {
            int coordinate = i;
            double at = s[i];
            Slope.Curve curve = (t, gradient) -> {
                shifted[coordinate] = at + t;
                energy.gradient(shifted, gradient);
                return GRADIENT_ERROR
                        * Arrays.stream(gradient).map(Math::abs).max().orElse(0);
            };
            double off = slope.of(curve, Slope.length(s, 0, n, i), smallest(at), centre, column);
            error = slope.isKnown() ? error : Math.max(error, off);
            shifted[i] = at;
            System.arraycopy(column, 0, hessian, i * n, n);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (hessian[i * n + j] + hessian[j * n + i]);
                hessian[i * n + j] = mean;
                hessian[j * n + i] = mean;
            }
        }
        return error;
    }
}
