package icd.math;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The angles at which a function of period pi is least: the best of many evenly spaced ones, each refined between its neighbours. */
public final class LeastAngle {

    private static final int TRIED = 2_000;
    private static final double APART = Math.PI / TRIED;

    private LeastAngle() {}

    /**
     * The angle, to some 1e-9 where the function is smooth.
     *
     * @param function of period {@math pi}, with no valley narrower than {@math pi / 1000}
     */
    public static double of(DoubleUnaryOperator function) {
        double best = 0;
        double least = function.applyAsDouble(0);
        for (int i = 1; i < TRIED; i++) {
            double value = function.applyAsDouble(i * APART);
            if (value < least) {
                least = value;
                best = i * APART;
            }
        }
        return refined(function, best);
    }

    /**
     * The angles at which the function is less than on either side, that of the least value first.
     *
     * @param function of period {@math pi}, with no valley narrower than {@math pi / 1000}
     */
    public static List<Double> valleys(DoubleUnaryOperator function) {
        double[] values = new double[TRIED];
        for (int i = 0; i < TRIED; i++) {
            values[i] = function.applyAsDouble(i * APART);
        }
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < TRIED; i++) {
            double before = values[(i + TRIED - 1) % TRIED];
            if (values[i] < before && values[i] <= values[(i + 1) % TRIED]) {
                found.add(refined(function, i * APART));
            }
        }
        found.sort(Comparator.comparingDouble(function::applyAsDouble));
        return found;
    }

    private static double refined(DoubleUnaryOperator function, double near) {
        double low = near - APART;
        double high = near + APART;
        while (high - low > 1e-9) { // a third from either end is left at a time
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (function.applyAsDouble(left) < function.applyAsDouble(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }
}
