package icd.energy;

import icd.math.Norm;
import java.util.Arrays;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A plane in {@math R^n} with coordinates (x, y): the points origin + x u + y v, u and v orthonormal, so that distances in it are
 * true. Immutable.
 */
public final class Plane {

    private final double[] origin;
    private final double[] u;
    private final double[] v;

    private Plane(double[] origin, double[] u, double[] v) {
        this.origin = origin;
        this.u = u;
        this.v = v;
    }

    /**
     * Returns the plane of the first two coordinates of {@math R^n}.
     *
     * @throws IllegalArgumentException if {@math n &lt; 2}
     */
    public static Plane ofFirstTwo(int n) {
        Check.atLeast("Plane", "n", 2, n);
        double[] u = new double[n];
        double[] v = new double[n];
        u[0] = 1;
        v[1] = 1;
        return new Plane(new double[n], u, v);
    }

    /** Returns whether it is {@link #ofFirstTwo}. */
    public boolean isOfFirstTwo() {
        Plane first = ofFirstTwo(n());
        return Arrays.equals(origin, first.origin) && Arrays.equals(u, first.u) && Arrays.equals(v, first.v);
    }

    /**
     * Returns the plane through a point in two directions; x grows along the first, y along the part of the second that
     * is orthogonal to it.
     *
     * @param origin n x 1, where {@math x = y = 0}. Not modified.
     * @param first n x 1, of any length. Not modified.
     * @param second n x 1, of any length. Not modified.
     * @throws IllegalArgumentException if shapes differ, or the directions are parallel or zero
     */
    public static Plane of(MatrixStore<Double> origin, MatrixStore<Double> first, MatrixStore<Double> second) {
        int n = (int) origin.count();
        double[] u = Check.vector("Plane", "first direction", first, n);
        double[] v = Check.vector("Plane", "second direction", second, n);
        normalise(u);
        double length = Norm.of(v, 0, n);
        for (int pass = 0; pass < 2; pass++) { // the second pass removes the rounding errors of the first
            double overlap = dot(u, v);
            for (int i = 0; i < n; i++) {
                v[i] -= overlap * u[i];
            }
        }
        double left = Norm.of(v, 0, n);
        if (!(left > 1e-10 * length)) {
            throw new IllegalArgumentException("Plane: directions must not be parallel or zero, got " + left
                    + " as what is left of the second's length " + length);
        }
        normalise(v);
        return new Plane(Check.vector("Plane", "origin", origin, n), u, v);
    }

    /**
     * Returns the plane through three points, its origin at the first and the second on the x axis.
     *
     * @throws IllegalArgumentException if they lie on one line
     */
    public static Plane through(MatrixStore<Double> a, MatrixStore<Double> b, MatrixStore<Double> c) {
        return of(a, b.subtract(a), c.subtract(a));
    }

    private static void normalise(double[] u) {
        double length = Norm.of(u, 0, u.length);
        if (!(length > 0)) {
            throw new IllegalArgumentException("Plane: directions must not be zero, got one of length " + length);
        }
        for (int i = 0; i < u.length; i++) {
            u[i] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /** Dimension of the space. */
    public int n() {
        return origin.length;
    }

    /** Returns the point at (x, y), n x 1. */
    public R064Store point(double x, double y) {
        double[] s = new double[n()];
        point(x, y, s);
        return R064Store.wrap(s);
    }

    void point(double x, double y, double[] s) {
        for (int i = 0; i < s.length; i++) {
            s[i] = Math.fma(x, u[i], Math.fma(y, v[i], origin[i]));
        }
    }

    double[] along() {
        return u;
    }

    /** Returns (x, y) of the point of the plane nearest to a state n x 1. */
    public double[] project(MatrixStore<Double> state) {
        return project(Check.vector("Plane.project", "state", state, n()));
    }

    private double[] project(double[] s) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < s.length; i++) {
            x = Math.fma(s[i] - origin[i], u[i], x);
            y = Math.fma(s[i] - origin[i], v[i], y);
        }
        return new double[] {x, y};
    }

    /** Projects the columns of a matrix n x m: returns their x, then their y, m numbers each. */
    public double[][] projectAll(MatrixStore<Double> columns) {
        double[][] xy = new double[2][columns.getColDim()];
        for (int t = 0; t < columns.getColDim(); t++) {
            double[] p = project(columns.column(t));
            xy[0][t] = p[0];
            xy[1][t] = p[1];
        }
        return xy;
    }

    /** Projects a trajectory: returns x of each state, then y. */
    public double[][] project(Trajectory trajectory) {
        return projectAll(trajectory.states());
    }

    /** Returns the distance of a state n x 1 from the plane, which a projection hides. */
    public double distance(MatrixStore<Double> state) {
        double[] s = Check.vector("Plane.distance", "state", state, n());
        double[] p = project(s);
        double[] nearest = new double[s.length];
        point(p[0], p[1], nearest);
        for (int i = 0; i < s.length; i++) {
            s[i] -= nearest[i];
        }
        return Norm.of(s, 0, s.length);
    }

    @Override
    public String toString() {
        return "plane in R^" + n();
    }
}
