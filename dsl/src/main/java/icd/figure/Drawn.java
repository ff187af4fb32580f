package icd.figure;

/** A mark of a chart, in the plane or in three dimensions. */
public sealed interface Drawn permits Mark, Mark3d {

    /** Returns what the legend says, with markup (see {@link Figure}). */
    String label();

    Style style();

    /** Returns what the mark holds: its kind, and its numbers by name. */
    Columns columns();

    /** Returns the same mark with another label and style; one that no legend can name stays as it is. */
    default Drawn with(String label, Style style) {
        return this;
    }

    /** Whether the legend names the mark: not where its label is empty or in one pair of round brackets. */
    default boolean isInLegend() {
        return isSeries() && Markup.isEntry(label());
    }

    /** Whether the mark is one of those that a legend can name. */
    default boolean isSeries() {
        return true;
    }

    /** Whether there is a line to be seen, not points alone. */
    default boolean isLine() {
        return true;
    }
}
