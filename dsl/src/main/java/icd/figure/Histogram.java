package icd.figure;

/**
 * Bars over bins that follow one another: counts, or a density of area 1. Drawn in a light shade with an outline, so that
 * several can lie over each other.
 *
 * @param edges where the bins begin and end, rising; bin i is [edges[i], edges[i+1]), the last one with its end.
 * @param heights one for each bin.
 * @throws IllegalArgumentException if edges are not finite and rising, or heights are not one fewer
 */
public record Histogram(String label, Numbers edges, Numbers heights, Style style) implements Mark {

    public Histogram {
        Check.mark("Histogram", label, style);
        Check.rising("Bins", "edges", 2, Check.given("Histogram", "edges", edges));
        int n = Check.given("Histogram", "heights", heights).size();
        String constraint = "be one fewer than edges (" + edges.size() + ")";
        Check.that(n == edges.size() - 1, "Histogram", "heights", constraint, n);
    }

    public Histogram(String label, double[] edges, double[] heights, Style style) {
        this(label, Numbers.of(edges), Numbers.of(heights), style);
    }

    /** How many values lie in each bin of {@link Bins#freedmanDiaconis}. */
    public static Histogram counts(String label, double[] values, Style style) {
        return counts(label, values, Bins.freedmanDiaconis(values), style);
    }

    /** How many values lie in each of the bins. */
    public static Histogram counts(String label, double[] values, double[] edges, Style style) {
        return new Histogram(label, edges, Bins.counts(values, edges), style);
    }

    /**
     * The share of the values in each bin divided by the bin's width. The shares are of all finite values, also those
     * outside the bins: the area is 1 where the bins hold all of them.
     */
    public static Histogram density(String label, double[] values, double[] edges, Style style) {
        return new Histogram(label, edges, Bins.densities(values, edges), style);
    }

    @Override
    public Columns columns() {
        return Columns.of("histogram", edges.slice(0, heights.size()), heights)
                .with(Columns.Name.X_END, edges.slice(1, edges.size()));
    }

    @Override
    public Histogram with(String newLabel, Style newStyle) {
        return new Histogram(newLabel, edges, heights, newStyle);
    }
}
