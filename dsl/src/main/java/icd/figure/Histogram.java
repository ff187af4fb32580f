package icd.figure;

/**
 * Bars over bins that follow one another: counts, or a density of area 1. Drawn in a light shade with an outline, so that
 * several can lie over each other.
 *
 * @param edges where the bins begin and end, rising; bin i is [edges[i], edges[i+1]), the last one with its end. Not modified, copied.
 * @param heights one for each bin. Not modified, copied.
 * @throws IllegalArgumentException if edges are not finite and rising, or heights are not one fewer
 */
public record Histogram(String label, double[] edges, double[] heights, Style style) implements Mark {

    public Histogram {
        Check.given("Histogram", "label", label);
        Check.given("Histogram", "style", style);
        Bins.check(Check.given("Histogram", "edges", edges));
        if (Check.given("Histogram", "heights", heights).length != edges.length - 1) {
            throw Check.error("Histogram", "heights", "be one fewer than edges (" + edges.length + ")", heights.length);
        }
        edges = edges.clone();
        heights = heights.clone();
    }

    /** How many values lie in each bin of {@link Bins#freedmanDiaconis}. */
    public static Histogram counts(String label, double[] values, Style style) {
        return counts(label, values, Bins.freedmanDiaconis(values), style);
    }

    /** How many values lie in each of the bins. */
    public static Histogram counts(String label, double[] values, double[] edges, Style style) {
        return new Histogram(label, edges, Bins.counts(values, edges), style);
    }

    /** The share of the values in each bin of {@link Bins#freedmanDiaconis}, divided by the bin's width. */
    public static Histogram density(String label, double[] values, Style style) {
        return density(label, values, Bins.freedmanDiaconis(values), style);
    }

    /**
     * The share of the values in each bin divided by the bin's width. The shares are of all finite values, also those
     * outside the bins: the area is 1 where the bins hold all of them.
     */
    public static Histogram density(String label, double[] values, double[] edges, Style style) {
        return new Histogram(label, edges, Bins.densities(values, edges), style);
    }

    /** A copy of the edges. */
    @Override
    public double[] edges() {
        return edges.clone();
    }

    /** A copy of the heights. */
    @Override
    public double[] heights() {
        return heights.clone();
    }

    /** Label and number of bins, without the data. */
    @Override
    public String toString() {
        return "histogram \"" + label + "\" of " + heights.length + " bins";
    }
}
