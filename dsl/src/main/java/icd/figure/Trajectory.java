package icd.figure;

/**
 * A path walked in the order given, such as a descent from a query: an open circle where it starts, the style's marker
 * (or a filled circle) where it ends, and something to show its steps. A path of one point is its end. NaN leaves a gap.
 *
 * @param x abscissae. Not modified, copied.
 * @param y ordinates, as many. Not modified, copied.
 * @param steps how single steps show
 * @throws IllegalArgumentException if x and y differ in length
 */
public record Trajectory(String label, double[] x, double[] y, Style style, Steps steps) implements Mark {

    /** How the steps of a trajectory show. */
    public enum Steps {
        /** Only the line. */
        NONE,
        /** A dot on every point between. */
        DOTS,
        /** Arrow heads along the line, well apart. */
        ARROWS
    }

    public Trajectory {
        Check.given("Trajectory", "label", label);
        Check.given("Trajectory", "style", style);
        Check.given("Trajectory", "steps", steps);
        Check.sameLength("Trajectory", "y", Check.given("Trajectory", "y", y), "x", Check.given("Trajectory", "x", x));
        x = x.clone();
        y = y.clone();
    }

    /** A trajectory with arrow heads. */
    public Trajectory(String label, double[] x, double[] y, Style style) {
        this(label, x, y, style, Steps.ARROWS);
    }

    /** A copy of the abscissae. */
    @Override
    public double[] x() {
        return x.clone();
    }

    /** A copy of the ordinates. */
    @Override
    public double[] y() {
        return y.clone();
    }

    /** Label and number of points, without the data. */
    @Override
    public String toString() {
        return "trajectory \"" + label + "\" of " + x.length + " points";
    }
}
