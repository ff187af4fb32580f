package icd.energy;

import icd.math.Digits;
import org.ojalgo.matrix.store.R064Store;

/** The result of a {@link Landscape}: E at the points {@math (x_i, y_j)} of a plane. Immutable. */
public final class Surface {

    private final String name;
    private final Plane plane;
    private final double[] x;
    private final double[] y;
    private final double[][] values;

    Surface(String name, Plane plane, double[] x, double[] y, double[][] values) {
        this.name = name;
        this.plane = plane;
        this.x = x;
        this.y = y;
        this.values = values;
    }

    /** Returns the energy's name. */
    public String name() {
        return name;
    }

    /** Returns the plane, on which states and trajectories can be projected. */
    public Plane plane() {
        return plane;
    }

    /** Returns x of each column, increasing (a copy). */
    public double[] x() {
        return x.clone();
    }

    /** Returns y of each row, increasing (a copy). */
    public double[] y() {
        return y.clone();
    }

    /** Returns E at {@math (x_i, y_j)}. */
    public double value(int i, int j) {
        return values[j][i];
    }

    /** Returns values for which {@code values()[j][i]} is E at {@math (x_i, y_j)} (a copy). */
    public double[][] values() {
        double[][] copy = new double[values.length][];
        for (int j = 0; j < values.length; j++) {
            copy[j] = values[j].clone();
        }
        return copy;
    }

    /** Returns the point of the grid with the least energy, n x 1. */
    public R064Store lowest() {
        int[] at = extreme(1);
        return plane.point(x[at[0]], y[at[1]]);
    }

    /** Returns the least energy on the grid. */
    public double min() {
        int[] at = extreme(1);
        return values[at[1]][at[0]];
    }

    /** Returns the largest energy on the grid. */
    public double max() {
        int[] at = extreme(-1);
        return values[at[1]][at[0]];
    }

    private int[] extreme(double sign) {
        int[] at = {0, 0};
        for (int j = 0; j < y.length; j++) {
            for (int i = 0; i < x.length; i++) {
                if (sign * values[j][i] < sign * values[at[1]][at[0]]) {
                    at[0] = i;
                    at[1] = j;
                }
            }
        }
        return at;
    }

    @Override
    public String toString() {
        int[] low = extreme(1);
        return Digits.text(
                "%s on %d x %d points: from %.6g at (%.4g, %.4g) to %.6g",
                name, x.length, y.length, min(), x[low[0]], y[low[1]], max());
    }
}
