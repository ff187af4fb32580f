package icd.figure;

import java.util.ArrayList;
import java.util.List;

/** Builds the lines of wire models, a point of NaN between one line and the next. */
final class Wire {

    private static final int MERIDIANS = 12;
    private static final int PARALLELS = 5;
    private static final int ROUND = 48;
    private static final int GRID = 6;

    private final List<double[]> points = new ArrayList<>();

    private Wire() {}

    static Wire sphere(double radius) {
        Wire wire = new Wire();
        for (int m = 0; m < MERIDIANS; m++) {
            double longitude = 2 * Math.PI * m / MERIDIANS;
            for (int i = 0; i <= ROUND / 2; i++) {
                wire.onSphere(radius, longitude, 2 * Math.PI * i / ROUND - Math.PI / 2);
            }
            wire.gap();
        }
        for (int p = 1; p <= PARALLELS; p++) {
            for (int i = 0; i <= ROUND; i++) {
                wire.onSphere(radius, 2 * Math.PI * i / ROUND, Math.PI * p / (PARALLELS + 1) - Math.PI / 2);
            }
            wire.gap();
        }
        return wire;
    }

    static Wire plane(double[] u, double[] v) {
        Wire wire = new Wire();
        for (int i = 0; i <= GRID; i++) {
            double s = 2.0 * i / GRID - 1;
            wire.segment(u, v, s, -1, s, 1);
            wire.segment(u, v, -1, s, 1, s);
        }
        return wire;
    }

    Line3d at(String label, double[] centre, Style style) {
        double[] c = three("centre", centre);
        double[][] xyz = new double[3][points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int k = 0; k < 3; k++) {
                xyz[k][i] = c[k] + points.get(i)[k];
            }
        }
        return new Line3d(label, xyz[0], xyz[1], xyz[2], style);
    }

    static double[] three(String name, double[] vector) {
        if (Check.given("Line3d", name, vector).length != 3) {
            throw Check.error("Line3d", name, "have three coordinates", vector.length);
        }
        return vector;
    }

    private void onSphere(double radius, double longitude, double latitude) {
        double across = radius * StrictMath.cos(latitude);
        points.add(new double[] {
            across * StrictMath.cos(longitude), across * StrictMath.sin(longitude), radius * StrictMath.sin(latitude)
        });
    }

    private void segment(double[] u, double[] v, double s0, double t0, double s1, double t1) {
        points.add(combined(u, v, s0, t0));
        points.add(combined(u, v, s1, t1));
        gap();
    }

    private static double[] combined(double[] u, double[] v, double s, double t) {
        return new double[] {s * u[0] + t * v[0], s * u[1] + t * v[1], s * u[2] + t * v[2]};
    }

    private void gap() {
        points.add(new double[] {Double.NaN, Double.NaN, Double.NaN});
    }
}
