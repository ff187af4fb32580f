package icd.figure;

/**
 * A path walked in the order given, such as a descent from a query: the style's marker (or a circle), open where it starts
 * and filled where it ends, and something to show its steps. A path of one point is its end. NaN leaves a gap.
 *
 * @param x abscissae.
 * @param y ordinates, as many.
 * @param steps how single steps show
 * @throws IllegalArgumentException if x and y differ in length
 */
public record Trajectory(String label, Numbers x, Numbers y, Style style, Steps steps) implements Mark {

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
        Check.mark("Trajectory", label, style);
        Check.given("Trajectory", "steps", steps);
        Check.sameLength("Trajectory", "y", y, "x", x);
    }

    public Trajectory(String label, double[] x, double[] y, Style style, Steps steps) {
        this(label, Numbers.of(x), Numbers.of(y), style, steps);
    }

    /** A trajectory with arrow heads. */
    public Trajectory(String label, double[] x, double[] y, Style style) {
        this(label, x, y, style, Steps.ARROWS);
    }

    @Override
    public Columns columns() {
        return Columns.of("trajectory", x, y);
    }

    @Override
    public Trajectory with(String newLabel, Style newStyle) {
        return new Trajectory(newLabel, x, y, newStyle, steps);
    }
}
