package icd.workbench.figures;

import icd.figure.Band;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Style;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Means against a coordinate, with the ends of the bar about each.
 *
 * @param x the places, in rising order
 * @param mean a mean for each place
 * @param low the lower end of the bar at each place
 * @param high the upper end of the bar at each place
 */
record Spread(double[] x, double[] mean, double[] low, double[] high) {

    /** @param about the mean and the two ends of its bar at the place of an index; see {@link Bars#about} */
    static Spread of(double[] x, IntFunction<double[]> about) {
        double[][] of = new double[3][x.length];
        for (int i = 0; i < x.length; i++) {
            double[] here = about.apply(i);
            for (int k = 0; k < of.length; k++) {
                of[k][i] = here[k];
            }
        }
        return new Spread(x, of[0], of[1], of[2]);
    }

    /** A line through the means, over the band of their bars where that is wanted and can be seen. */
    List<Mark> marks(String label, Style style, boolean banded) {
        Line line = new Line(label, x, mean, style);
        boolean seen = IntStream.range(0, x.length).anyMatch(i -> high[i] > low[i]);
        return banded && seen ? List.of(new Band(label, x, low, high, style), line) : List.of(line);
    }
}
