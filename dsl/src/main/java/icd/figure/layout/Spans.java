package icd.figure.layout;

import icd.figure.Chart;
import icd.figure.Check;
import icd.figure.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Finds what the axes of a figure's charts have to show, alone or shared. */
public final class Spans {

    private static final double STEEPEST = 2;
    private static final double FLATTEST = 0.2;
    private static final int ROUNDS = 3;

    private final Figure figure;
    private final Span[][] xs; // by column, then row; null where there is no chart
    private final Span[][] ys; // by row, then column

    public Spans(Figure figure) {
        this.figure = figure;
        int rows = figure.rows().size();
        int columns = figure.columns();
        this.xs = new Span[columns][rows];
        this.ys = new Span[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (figure.panel(r, c) instanceof Chart chart) {
                    xs[c][r] = Span.x(chart);
                    ys[r][c] = Span.y(chart);
                }
            }
        }
        share();
        for (int round = 0; round < ROUNDS; round++) { // what one chart needs for equal units may be shared by others
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    if (figure.panel(r, c) instanceof Chart chart && chart.equalUnits()) {
                        makeEqual(r, c);
                    }
                }
            }
            share();
        }
    }

    /** Returns what the x axis of the chart at a place has to show: of all of its column where that is shared. */
    public Span x(int row, int column) {
        return xs[column][row];
    }

    /** Returns what the y axis of the chart at a place has to show: of all of its row where that is shared. */
    public Span y(int row, int column) {
        return ys[row][column];
    }

    /** Whether a chart above another that shares its x axis leaves the labels to that one. */
    boolean labelledBelow(int row, int column) {
        return figure.shared().columns() && IntStream.range(row + 1, ys.length).anyMatch(r -> xs[column][r] != null);
    }

    /** Whether a chart right of another that shares its y axis leaves the labels to that one. */
    boolean labelledLeft(int row, int column) {
        return figure.shared().rows() && IntStream.range(0, column).anyMatch(c -> ys[row][c] != null);
    }

    /** Neither a ribbon nor a tower: the shorter axis shows more than it must. */
    private void makeEqual(int r, int c) {
        Span x = x(r, c);
        Span y = y(r, c);
        double longest = Math.max(x.high() - x.low(), y.high() - y.low());
        if (longest == 0) { // a single place
            longest = Math.max(0.2 * Math.max(Math.abs(x.low()), Math.abs(y.low())), 1e-3);
        }
        xs[c][r] = x.widened(longest / STEEPEST);
        ys[r][c] = y.widened(longest * FLATTEST);
    }

    private void share() {
        if (figure.shared().columns()) {
            share(xs, "x axes of column ");
        }
        if (figure.shared().rows()) {
            share(ys, "y axes of row ");
        }
    }

    private void share(Span[][] lines, String which) {
        for (int k = 0; k < lines.length; k++) {
            Span[] line = lines[k];
            String what = which + (k + 1);
            Span all = Arrays.stream(line)
                    .filter(Objects::nonNull)
                    .reduce((known, more) -> joined(known, more, what))
                    .orElse(null);
            Arrays.setAll(line, i -> line[i] == null ? null : all);
        }
    }

    private Span joined(Span known, Span more, String which) {
        String where = "Figure " + figure.name();
        boolean oneKind = known.logarithmic() == more.logarithmic();
        Check.that(oneKind, where, which, "be all linear or all logarithmic to be shared", "both");
        List<String> names = more.names();
        Check.that(known.names().equals(names), where, which, "have the same names to be shared", names);
        return known.union(more);
    }

    @Override
    public String toString() {
        return "axes of " + figure;
    }
}
