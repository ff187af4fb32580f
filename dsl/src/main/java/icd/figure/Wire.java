package icd.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Builds the lines of wire models, a point of NaN between one line and the next. */
final class Wire {

    private static final int MERIDIANS = 12;
    private static final int PARALLELS = 5;
    private static final int ROUND = 48;
    private static final int GRID = 6;

    private static final double[] GAP = {Double.NaN, Double.NaN, Double.NaN};

    private Wire() {}

    static Line3d sphere(String label, double[] centre, double radius, Style style) {
        List<double[]> points = new ArrayList<>();
        for (int m = 0; m < MERIDIANS; m++) {
            double longitude = 2 * Math.PI * m / MERIDIANS;
            for (int i = 0; i <= ROUND / 2; i++) {
                points.add(onSphere(radius, longitude, 2 * Math.PI * i / ROUND - Math.PI / 2));
            }
            points.add(GAP);
        }
        for (int p = 1; p <= PARALLELS; p++) {
            for (int i = 0; i <= ROUND; i++) {
                points.add(onSphere(radius, 2 * Math.PI * i / ROUND, Math.PI * p / (PARALLELS + 1) - Math.PI / 2));
            }
            points.add(GAP);
        }
        return around(label, centre, points, style);
    }

    static Line3d plane(String label, double[] centre, double[] u, double[] v, Style style) {
        three("u", u);
        three("v", v);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i <= GRID; i++) {
            double s = 2.0 * i / GRID - 1;
            points.addAll(List.of(combined(u, v, s, -1), combined(u, v, s, 1), GAP));
            points.addAll(List.of(combined(u, v, -1, s), combined(u, v, 1, s), GAP));
        }
        return around(label, centre, points, style);
    }

    private static Line3d around(String label, double[] centre, List<double[]> points, Style style) {
        three("centre", centre);
        double[][] xyz = IntStream.range(0, 3)
                .mapToObj(
                        k -> points.stream().mapToDouble(p -> centre[k] + p[k]).toArray())
                .toArray(double[][]::new);
        return new Line3d(label, xyz[0], xyz[1], xyz[2], style);
    }

    private static void three(String name, double[] vector) {
        int length = Check.given("Line3d", name, vector).length;
        Check.that(length == 3, "Line3d", name, "have three coordinates", length);
    }

    private static double[] onSphere(double radius, double longitude, double latitude) {
        double across = radius * StrictMath.cos(latitude);
        return new double[] {
            across * StrictMath.cos(longitude), across * StrictMath.sin(longitude), radius * StrictMath.sin(latitude)
        };
    }

    private static double[] combined(double[] u, double[] v, double s, double t) {
        return new double[] {s * u[0] + t * v[0], s * u[1] + t * v[1], s * u[2] + t * v[2]};
    }
}
