package icd.figure;

/** A small open shape drawn on some points of a line, so that lines can be told apart without colour. */
public enum Marker {
    NONE(0, 0, 0),
    CIRCLE(24, 0, 1),
    TRIANGLE(3, 0, 1.25),
    SQUARE(4, 0.5, 1.2),
    DIAMOND(4, 0, 1.25);

    private final double[] xs;
    private final double[] ys;

    Marker(int corners, double turn, double size) {
        xs = new double[corners == 0 ? 0 : corners + 1];
        ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            double angle = 2 * Math.PI * (i % corners + turn) / corners;
            xs[i] = size * StrictMath.sin(angle);
            ys[i] = -size * StrictMath.cos(angle);
        }
    }

    /** The closed outline of this shape at (x, y) with the given radius, as {xs, ys}; the last point is the first. */
    double[][] outline(double x, double y, double radius) {
        double[][] outline = new double[2][xs.length];
        for (int i = 0; i < xs.length; i++) {
            outline[0][i] = x + radius * xs[i];
            outline[1][i] = y + radius * ys[i];
        }
        return outline;
    }
}
