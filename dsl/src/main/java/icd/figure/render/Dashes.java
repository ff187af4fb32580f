package icd.figure.render;

import icd.figure.layout.Box;
import java.util.ArrayList;
import java.util.List;

/** Cuts a polyline into the pieces that a dash pattern leaves. */
final class Dashes {

    private Dashes() {}

    /**
     * @param lengths alternating ink and gap; empty for the whole line
     * @return the inked pieces, each as {xs, ys}
     */
    static List<double[][]> cut(double[] xs, double[] ys, double[] lengths) {
        if (lengths.length == 0) {
            return List.<double[][]>of(new double[][] {xs, ys});
        }
        List<double[][]> pieces = new ArrayList<>();
        List<double[]> piece = new ArrayList<>();
        int phase = 0;
        double left = lengths[0];
        piece.add(new double[] {xs[0], ys[0]});
        for (int i = 1; i < xs.length; i++) {
            double length = Box.length(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
            double done = 0;
            while (length - done > left) {
                done += left;
                double t = done / length;
                piece.add(new double[] {xs[i - 1] + t * (xs[i] - xs[i - 1]), ys[i - 1] + t * (ys[i] - ys[i - 1])});
                double[] at = piece.getLast();
                finish(piece, phase, pieces);
                piece.add(at);
                phase = (phase + 1) % lengths.length;
                left = lengths[phase];
            }
            left -= length - done;
            piece.add(new double[] {xs[i], ys[i]});
        }
        finish(piece, phase, pieces);
        return pieces;
    }

    private static void finish(List<double[]> piece, int phase, List<double[][]> pieces) {
        if (phase % 2 == 0 && piece.size() > 1) {
            pieces.add(new double[][] {
                piece.stream().mapToDouble(p -> p[0]).toArray(),
                piece.stream().mapToDouble(p -> p[1]).toArray()
            });
        }
        piece.clear();
    }
}
