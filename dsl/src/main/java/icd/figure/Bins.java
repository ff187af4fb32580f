package icd.figure;

import java.util.Arrays;

/** Bins of histograms: where they begin and end, and what they hold. */
public final class Bins {

    private static final int MOST = 200;

    private Bins() {}

    /**
     * Edges of equal bins over all finite values, of the width of Freedman and Diaconis (1981):
     *
     * <p>{@math h = 2 "IQR" n^(-1/3)}
     *
     * <p>made a little smaller so that bins end on the least and the largest value. Where the interquartile range is zero
     * the bins are those of Sturges (1926), log2(n) + 1 in number. Never more than 200. Values that do not vary get one bin
     * about them, no values one bin from 0 to 1.
     *
     * @param samples the values of one histogram, or of several that lie over each other and share their bins. Not modified.
     */
    public static double[] freedmanDiaconis(double[]... samples) {
        double[] sorted = Arrays.stream(samples)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int n = sorted.length;
        if (n == 0) {
            return new double[] {0, 1};
        }
        double low = sorted[0];
        double high = sorted[n - 1];
        if (!(high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)))) {
            double room = low == 0 ? 0.5 : 0.05 * Math.abs(low);
            return new double[] {low - room, low + room};
        }
        double quartiles = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        double width = 2 * quartiles / StrictMath.cbrt(n);
        double wanted =
                width > 0 ? Math.ceil((high - low) / width) : Math.ceil(StrictMath.log(n) / StrictMath.log(2)) + 1;
        return even(low, high, (int) Math.clamp(wanted, 1, MOST));
    }

    /**
     * Edges of equal bins.
     *
     * @throws IllegalArgumentException if low is not below high, or there is no bin
     */
    public static double[] even(double low, double high, int bins) {
        boolean rising = low < high && Double.isFinite(high - low);
        Check.that(rising, "Bins", "range", "be two finite numbers in rising order", low + " to " + high);
        Check.that(bins >= 1, "Bins", "bins", "be at least 1", bins);
        double[] edges = new double[bins + 1];
        Arrays.setAll(edges, i -> i == bins ? high : low + (high - low) * i / bins);
        return edges;
    }

    /**
     * How many values lie in each bin; the last bin has its upper edge too. Values outside all bins and NaN are not counted.
     *
     * @param values not modified
     * @param edges finite and rising. Not modified.
     */
    public static double[] counts(double[] values, double[] edges) {
        Check.rising("Bins", "edges", 2, Numbers.of(edges));
        double[] counts = new double[edges.length - 1];
        for (double value : values) {
            if (value >= edges[0] && value <= edges[edges.length - 1]) {
                int found = Arrays.binarySearch(edges, value == 0 ? 0.0 : value);
                int bin = found >= 0 ? found : -found - 2;
                counts[Math.min(bin, counts.length - 1)]++;
            }
        }
        return counts;
    }

    static double[] densities(double[] values, double[] edges) {
        double[] densities = counts(values, edges);
        long all = Arrays.stream(values).filter(Double::isFinite).count();
        Arrays.setAll(densities, i -> densities[i] / (Math.max(1, all) * (edges[i + 1] - edges[i])));
        return densities;
    }

    /** Interpolates linearly between the order statistics, as R's type 7 and NumPy do by default. */
    public static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
