package icd.figure.layout;

import icd.figure.Chart;
import icd.figure.Check;
import icd.figure.Figure;
import icd.figure.Panel;

/** Finds what the axes of a figure's charts have to show, alone or shared. */
public final class Spans {

    private static final double STEEPEST = 2;
    private static final double FLATTEST = 0.2;
    private static final int ROUNDS = 3;

    private final Figure figure;
    private final Span[][] xs;
    private final Span[][] ys;

    public Spans(Figure figure) {
        this.figure = figure;
        int rows = figure.rows().size();
        int columns = figure.columns();
        this.xs = new Span[rows][columns];
        this.ys = new Span[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (panel(r, c) instanceof Chart chart) {
                    xs[r][c] = Extent.x(chart);
                    ys[r][c] = Extent.y(chart);
                }
            }
        }
        share();
        for (int round = 0; round < ROUNDS; round++) { // what one chart needs for equal units may be shared by others
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    if (panel(r, c) instanceof Chart chart && chart.equalUnits()) {
                        makeEqual(r, c);
                    }
                }
            }
            share();
        }
    }

    /** Returns what the x axis of the chart at a place has to show: of all of its column where that is shared. */
    public Span x(int row, int column) {
        return xs[row][column];
    }

    /** Returns what the y axis of the chart at a place has to show: of all of its row where that is shared. */
    public Span y(int row, int column) {
        return ys[row][column];
    }

    /** Whether a chart above another that shares its x axis leaves the labels to that one. */
    boolean labelledBelow(int row, int column) {
        boolean below = false;
        for (int r = row + 1; r < figure.rows().size(); r++) {
            below |= panel(r, column) instanceof Chart;
        }
        return below && figure.shared().columns();
    }

    /** Whether a chart right of another that shares its y axis leaves the labels to that one. */
    boolean labelledLeft(int row, int column) {
        boolean left = false;
        for (int c = 0; c < column; c++) {
            left |= panel(row, c) instanceof Chart;
        }
        return left && figure.shared().rows();
    }

    /** Neither a ribbon nor a tower: the shorter axis shows more than it must. */
    private void makeEqual(int r, int c) {
        Span x = xs[r][c];
        Span y = ys[r][c];
        double longest = Math.max(x.high() - x.low(), y.high() - y.low());
        if (longest == 0) { // a single place
            longest = Math.max(0.2 * Math.max(Math.abs(x.low()), Math.abs(y.low())), 1e-3);
        }
        xs[r][c] = x.widened(longest / STEEPEST);
        ys[r][c] = y.widened(longest * FLATTEST);
    }

    private void share() {
        for (int c = 0; figure.shared().columns() && c < figure.columns(); c++) {
            Span all = null;
            for (Span[] row : xs) {
                all = joined(all, row[c], "x axes of column " + (c + 1));
            }
            for (Span[] row : xs) {
                row[c] = row[c] == null ? null : all;
            }
        }
        for (int r = 0; figure.shared().rows() && r < ys.length; r++) {
            Span all = null;
            for (Span span : ys[r]) {
                all = joined(all, span, "y axes of row " + (r + 1));
            }
            for (int c = 0; c < ys[r].length; c++) {
                ys[r][c] = ys[r][c] == null ? null : all;
            }
        }
    }

    /** The union of what there is; null for no chart. */
    private Span joined(Span known, Span more, String which) {
        if (known == null || more == null) {
            return known == null ? more : known;
        }
        if (known.logarithmic() != more.logarithmic()) {
            throw Check.error(
                    "Figure " + figure.name(), which, "be all linear or all logarithmic to be shared", "both");
        }
        if (!known.names().equals(more.names())) {
            throw Check.error("Figure " + figure.name(), which, "have the same names to be shared", more.names());
        }
        return known.union(more);
    }

    private Panel panel(int row, int column) {
        return figure.rows().get(row).panels().get(column);
    }

    @Override
    public String toString() {
        return "axes of " + figure;
    }
}
