package icd.task;

import icd.math.Norm;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A shape that shows where the tokens of an instance are: the points {@math "centre" + sum_j c_j r_j a_j} with {@math ||c|| = 1}, a sphere or
 * ellipsoid; or, where all {@math r_j} are infinite, the flat space through the centre that the axes span.
 *
 * @param centre n numbers; owned, not copied
 * @param axes {@math a_j}, n numbers each; owned, not copied
 * @param lengths {@math r_j &gt;= 0}, in units of the axes' own; owned, not copied
 */
public record Outline(double[] centre, List<double[]> axes, double[] lengths) {

    /** @throws IllegalArgumentException if axes and lengths are not of one number */
    public Outline {
        axes = List.copyOf(axes);
        if (axes.size() != lengths.length) {
            throw new IllegalArgumentException("Outline: there must be a length for each axis, got " + lengths.length
                    + " lengths of " + axes.size() + " axes");
        }
    }

    /** A sphere about a centre, or with a radius of infinity a flat space. */
    static Outline of(double[] centre, List<double[]> axes, double radius) {
        return new Outline(
                centre,
                axes,
                DoubleStream.generate(() -> radius).limit(axes.size()).toArray());
    }

    /** Whether it goes on for ever. */
    public boolean isFlat() {
        return Arrays.stream(lengths).allMatch(Double::isInfinite);
    }

    /** Whether it is a sphere in the space of its axes: they are orthonormal to 1e-12, and of one length. */
    public boolean isSphere() {
        for (int j = 0; j < axes.size(); j++) {
            for (int k = 0; k <= j; k++) {
                double product = 0;
                for (int i = 0; i < centre.length; i++) {
                    product = Math.fma(axes.get(j)[i], axes.get(k)[i], product);
                }
                if (!(Math.abs(product - (j == k ? 1 : 0)) <= 1e-12)) {
                    return false;
                }
            }
        }
        return !isFlat() && Arrays.stream(lengths).distinct().count() == 1;
    }

    /** The shape of the same points in the new coordinates. */
    Outline transformed(Transform transform) {
        return new Outline(
                moved(transform, centre, false),
                axes.stream().map(axis -> moved(transform, axis, isFlat())).toList(),
                lengths);
    }

    private static double[] moved(Transform transform, double[] vector, boolean toUnit) {
        double[] moved = new double[vector.length];
        transform.apply(vector, 0, moved, 0);
        double length = Norm.of(moved, 0, moved.length);
        return toUnit ? Arrays.stream(moved).map(entry -> entry / length).toArray() : moved;
    }

    @Override
    public String toString() {
        return (isFlat() ? "a flat space" : isSphere() ? "a sphere" : "an ellipsoid") + " of " + axes.size()
                + " axes in R^" + centre.length;
    }
}
