package icd.figure.layout;

import icd.figure.View;

/**
 * Parallel projection of a box, whose sides run from -1 to 1 along the axes or less, as seen from a direction.
 *
 * <p>right = (-sin a, cos a, 0), up = (-cos a sin e, -sin a sin e, cos e), towards = (cos a cos e, sin a cos e, sin e)
 *
 * <p>for azimuth a and elevation e.
 */
final class Projection {

    private final double[] right;
    private final double[] up;
    private final double[] towards;

    Projection(View view) {
        double a = Math.toRadians(view.azimuth());
        double e = Math.toRadians(view.elevation());
        double sinA = StrictMath.sin(a);
        double cosA = StrictMath.cos(a);
        double sinE = StrictMath.sin(e);
        double cosE = StrictMath.cos(e);
        right = new double[] {-sinA, cosA, 0};
        up = new double[] {-cosA * sinE, -sinA * sinE, cosE};
        towards = new double[] {cosA * cosE, sinA * cosE, sinE};
    }

    /** How far to the right a point lies. */
    double right(double x, double y, double z) {
        return right[0] * x + right[1] * y + right[2] * z;
    }

    /** How far up a point lies. */
    double up(double x, double y, double z) {
        return up[0] * x + up[1] * y + up[2] * z;
    }

    /** How near to the eye a point lies. */
    double nearness(double x, double y, double z) {
        return towards[0] * x + towards[1] * y + towards[2] * z;
    }
}
