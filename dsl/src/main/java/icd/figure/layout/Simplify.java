package icd.figure.layout;

import java.util.Arrays;

/** Leaves out points of a polyline that lie within a tolerance of the line through the others (Douglas & Peucker 1973). */
final class Simplify {

    private Simplify() {}

    /**
     * @param xs not modified
     * @param ys as many. Not modified.
     * @return {xs, ys} of the points kept, always the first and the last
     */
    static double[][] line(double[] xs, double[] ys, double tolerance) {
        int n = xs.length;
        if (n < 3) {
            return new double[][] {xs, ys};
        }
        boolean[] kept = new boolean[n];
        kept[0] = true;
        kept[n - 1] = true;
        int[] stack = new int[2 * n];
        int top = 0;
        stack[top++] = 0;
        stack[top++] = n - 1;
        while (top > 0) {
            int to = stack[--top];
            int from = stack[--top];
            int far = farthest(xs, ys, from, to, tolerance);
            if (far > 0) {
                kept[far] = true;
                stack[top++] = from;
                stack[top++] = far;
                stack[top++] = far;
                stack[top++] = to;
            }
        }
        return new double[][] {only(xs, kept), only(ys, kept)};
    }

    /** The point between two others that is farthest from the segment between them, or 0 if all are near. */
    private static int farthest(double[] xs, double[] ys, int from, int to, double tolerance) {
        double dx = xs[to] - xs[from];
        double dy = ys[to] - ys[from];
        double square = dx * dx + dy * dy;
        double worst = tolerance * tolerance;
        int far = 0;
        for (int i = from + 1; i < to; i++) {
            double px = xs[i] - xs[from];
            double py = ys[i] - ys[from];
            double t = square > 0 ? Math.clamp((px * dx + py * dy) / square, 0, 1) : 0;
            double ex = px - t * dx;
            double ey = py - t * dy;
            double distance = ex * ex + ey * ey;
            if (distance > worst) {
                worst = distance;
                far = i;
            }
        }
        return far;
    }

    private static double[] only(double[] values, boolean[] kept) {
        double[] some = new double[values.length];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (kept[i]) {
                some[n++] = values[i];
            }
        }
        return Arrays.copyOf(some, n);
    }
}
