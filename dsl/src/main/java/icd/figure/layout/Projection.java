package icd.figure.layout;

import icd.figure.View;
import java.util.stream.Stream;

/**
 * Parallel projection of a box, whose sides run from -1 to 1 along the axes or less, as seen from a direction.
 *
 * <p>right = (-sin a, cos a, 0), up = (-cos a sin e, -sin a sin e, cos e), towards = (cos a cos e, sin a cos e, sin e)
 *
 * <p>for azimuth a and elevation e.
 */
record Projection(double[] right, double[] up, double[] towards) {

    static Projection of(View view) {
        double a = Math.toRadians(view.azimuth());
        double e = Math.toRadians(view.elevation());
        double sinA = StrictMath.sin(a);
        double cosA = StrictMath.cos(a);
        double sinE = StrictMath.sin(e);
        double cosE = StrictMath.cos(e);
        double[] up = {-cosA * sinE, -sinA * sinE, cosE};
        return new Projection(new double[] {-sinA, cosA, 0}, up, new double[] {cosA * cosE, sinA * cosE, sinE});
    }

    /** Returns how far to the right and up a point lies, and how near to the eye. */
    double[] of(double x, double y, double z) {
        return Stream.of(right, up, towards)
                .mapToDouble(axis -> axis[0] * x + axis[1] * y + axis[2] * z)
                .toArray();
    }
}
