package icd.figure;

/** A small shape drawn on points, so that marks can be told apart without colour. */
public enum Marker {
    NONE(0, 0, 0, 1),
    CIRCLE(24, 0, 1, 1),
    TRIANGLE(3, 0, 1.25, 1),
    SQUARE(4, 0.5, 1.2, 1),
    DIAMOND(4, 0, 1.25, 1),
    /** A triangle on its tip. */
    INVERTED(3, 0.5, 1.25, 1),
    /** A star of five rays. */
    STAR(10, 0, 1.5, 0.45),
    /** An upright cross of thick bars. */
    PLUS(1.4, 0),
    /** A cross of thick bars, turned by an eighth. */
    CROSS(1.4, 0.125);

    private final double[] xs;
    private final double[] ys;

    /** A polygon whose every second corner lies further in. */
    Marker(int corners, double turn, double size, double inner) {
        xs = new double[corners == 0 ? 0 : corners + 1];
        ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            double angle = 2 * Math.PI * (i % corners + turn) / corners;
            double radius = i % corners % 2 == 0 ? size : size * inner;
            xs[i] = radius * StrictMath.sin(angle);
            ys[i] = -radius * StrictMath.cos(angle);
        }
    }

    /** A cross, turned by part of a turn. */
    Marker(double size, double turn) {
        double cos = StrictMath.cos(2 * Math.PI * turn);
        double sin = StrictMath.sin(2 * Math.PI * turn);
        double b = 0.32; // half the thickness of the bars
        double[] x = {-b, b, b, size, size, b, b, -b, -b, -size, -size, -b, -b};
        double[] y = {-size, -size, -b, -b, b, b, size, size, b, b, -b, -b, -size};
        xs = new double[x.length];
        ys = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            xs[i] = cos * x[i] - sin * y[i];
            ys[i] = sin * x[i] + cos * y[i];
        }
    }

    /** The closed outline of this shape at (x, y) with the given radius, as {xs, ys}; the last point is the first. */
    public double[][] outline(double x, double y, double radius) {
        double[][] outline = new double[2][xs.length];
        for (int i = 0; i < xs.length; i++) {
            outline[0][i] = x + radius * xs[i];
            outline[1][i] = y + radius * ys[i];
        }
        return outline;
    }
}
