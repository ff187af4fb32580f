package icd.figure.layout;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A finer grid through the values of a coarse one, by the cubics of Catmull and Rom (1974) along its rows and then its columns. Contours
 * of the fine grid have no kinks. Parabolas are followed exactly, to the edges.
 */
final class Refinement {

    private static final int FINE = 150;
    private static final int MOST = 4;

    private Refinement() {}

    /** Returns into how many parts each cell of a grid is cut: 1 where the grid is fine, too small, or has a gap. */
    static int times(double[][] values) {
        int least = Math.min(values.length, values[0].length);
        boolean whole = Arrays.stream(values).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
        return whole && least >= 3 ? Math.clamp(Math.ceilDiv(FINE, least), 1, MOST) : 1;
    }

    /** Returns a grid of (rows - 1) times + 1 rows and (columns - 1) times + 1 columns. The coarse one is not modified. */
    static double[][] of(double[][] values, int times) {
        double[][] wide = Arrays.stream(values).map(row -> along(row, times)).toArray(double[][]::new);
        return transposed(Arrays.stream(transposed(wide))
                .map(column -> along(column, times))
                .toArray(double[][]::new));
    }

    private static double[] along(double[] p, int times) {
        int last = p.length - 1;
        double[] fine = new double[last * times + 1];
        fine[last * times] = p[last];
        for (int i = 0; i < last; i++) {
            double before = i > 0 ? p[i - 1] : 3 * p[0] - 3 * p[1] + p[2];
            double after = i + 1 < last ? p[i + 2] : 3 * p[last] - 3 * p[last - 1] + p[last - 2];
            for (int k = 0; k < times; k++) {
                double t = (double) k / times;
                double third = 3 * (p[i] - p[i + 1]) + after - before;
                double second = 2 * before - 5 * p[i] + 4 * p[i + 1] - after;
                fine[i * times + k] = p[i] + t / 2 * (p[i + 1] - before + t * (second + t * third));
            }
        }
        return fine;
    }

    private static double[][] transposed(double[][] values) {
        return IntStream.range(0, values[0].length)
                .mapToObj(j -> Arrays.stream(values).mapToDouble(row -> row[j]).toArray())
                .toArray(double[][]::new);
    }
}
