package icd.figure.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The sizes that all parts of a figure share, in points. */
public final class Measures {

    static final double TITLE = 8.5;
    static final double TEXT = 8;
    static final double TICK_TEXT = 7;

    /** No text is smaller than this, scripts included: below it print cannot be read. */
    static final double LEAST = 6;

    static final double SPINE = 0.6;
    static final double TICK = 2.5;
    static final double MARGIN = 5;
    static final double GAP = 3;
    static final double COLUMN_GAP = 6;

    /** How far a title or a note may be wider than the plot area it belongs to without coming near its neighbour. */
    static final double SPILL = 3;

    static final double BAND_OPACITY = 0.22;

    /** An SVG may be shown in another typeface than it was measured in, and those in use are up to this much wider. */
    static final double SPARE = 1.15;

    private Measures() {}

    /** Entries in rows, each as long as fits; an entry that does not fit alone is a row. */
    public static <T> List<List<T>> rows(
            List<T> entries, double width, double gap, ToDoubleFunction<? super T> measure) {
        List<List<T>> rows = new ArrayList<>();
        double used = width;
        for (T entry : entries) {
            double needed = gap + measure.applyAsDouble(entry);
            if (used + needed > width) {
                rows.add(new ArrayList<>());
                used = -gap;
            }
            rows.getLast().add(entry);
            used += needed;
        }
        return rows;
    }

    /** The largest of a measure; 0 where there is nothing to measure. */
    public static <T> double most(Collection<T> all, ToDoubleFunction<? super T> measure) {
        return all.stream().mapToDouble(measure).max().orElse(0);
    }
}
