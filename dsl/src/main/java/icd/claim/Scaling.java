package icd.claim;

import icd.math.RandomStream;
import java.util.Arrays;

/**
 * Repeated, independent measurements of an error at several sizes; a {@link Limit} judges them.
 *
 * @param x the sizes, at least three, all different and positive; owned, not copied
 * @param y y[i] are the measurements at x[i], at least two, all positive; owned, not copied
 */
public record Scaling(double[] x, double[][] y) {

    /** @throws IllegalArgumentException if there are too few, or a number is not positive and finite */
    public Scaling {
        if (!(x.length >= 3 && y.length == x.length && Arrays.stream(y).allMatch(row -> row.length >= 2))) {
            throw new IllegalArgumentException(
                    "Scaling: there must be at least 3 sizes with at least 2 measurements each, got " + x.length
                            + " sizes and "
                            + Arrays.toString(
                                    Arrays.stream(y).mapToInt(row -> row.length).toArray()));
        }
        for (int i = 0; i < x.length; i++) {
            for (double value : y[i]) {
                if (!(x[i] > 0 && value > 0 && Double.isFinite(value))) {
                    throw new IllegalArgumentException(
                            "Scaling: sizes and measurements must be > 0 and finite, got " + value + " at " + x[i]);
                }
            }
        }
    }

    /** Makes one measurement at a size. */
    @FunctionalInterface
    public interface Measurement {

        double of(double x, RandomStream random);
    }

    /** Makes independent measurements at each size. */
    public static Scaling measure(Laboratory lab, double[] x, int repeats, Measurement error) {
        double[][] y = new double[x.length][repeats];
        lab.workers().forEach(x.length * repeats, (worker, item) -> {
            int i = item / repeats;
            int r = item % repeats;
            y[i][r] = error.of(x[i], lab.stream("scaling", i, r));
        });
        return new Scaling(x.clone(), y);
    }

    @Override
    public String toString() {
        return "measurements at " + Arrays.toString(x);
    }
}
