package icd.math;

import java.util.function.DoubleUnaryOperator;

/** The angle at which a function of period pi is least: the best of many evenly spaced ones, refined between its neighbours. */
public final class LeastAngle {

    private static final int TRIED = 2_000;

    private LeastAngle() {}

    /**
     * The angle, to some 1e-9 where the function is smooth.
     *
     * @param function of period pi, with no valley narrower than pi / 1000
     */
    public static double of(DoubleUnaryOperator function) {
        double apart = Math.PI / TRIED;
        double best = 0;
        double least = function.applyAsDouble(0);
        for (int i = 1; i < TRIED; i++) {
            double value = function.applyAsDouble(i * apart);
            if (value < least) {
                least = value;
                best = i * apart;
            }
        }
        double low = best - apart;
        double high = best + apart;
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
