package icd.figure.layout;

import java.util.BitSet;

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
        BitSet kept = new BitSet(n);
        kept.set(0);
        kept.set(n - 1);
        for (int from = 0; from < n - 1; ) { // the next point kept is known once nothing lies far off the way to it
            int to = kept.nextSetBit(from + 1);
            int far = farthest(xs, ys, from, to, tolerance);
            kept.set(far > 0 ? far : from);
            from = far > 0 ? from : to;
        }
        int[] all = kept.stream().toArray();
        return new double[][] {PlotArea.only(xs, all), PlotArea.only(ys, all)};
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
}
