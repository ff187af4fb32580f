package icd.figure;

import icd.io.Csv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a figure shows as one long table: numbers as Double.toString gives them, so that
 * reading them back gives the same bits. A column that no panel of the figure needs is left out.
 */
final class CsvRenderer {

    /** The columns after those of every row, in their order. */
    private enum Column {
        SERIES,
        KIND,
        X,
        X_END,
        Y,
        Z,
        LOW,
        HIGH,
        ROW,
        COLUMN,
        VALUE
    }

    private static final Set<Column> CHART =
            EnumSet.of(Column.SERIES, Column.KIND, Column.X, Column.Y, Column.LOW, Column.HIGH);

    private final Csv csv = new Csv();
    private final Figure figure;
    private final Set<Column> columns = EnumSet.noneOf(Column.class);
    private final String[] cells = new String[Column.values().length];
    private List<String> panel = List.of();

    private CsvRenderer(Figure figure) {
        this.figure = figure;
        figure.rows().stream().flatMap(row -> row.panels().stream()).forEach(this::need);
    }

    static String render(Figure figure) {
        CsvRenderer renderer = new CsvRenderer(figure);
        renderer.table();
        return renderer.csv.toString();
    }

    private void need(Panel shown) {
        switch (shown) {
            case Chart chart -> {
                columns.addAll(CHART);
                if (chart.marks().stream().anyMatch(Histogram.class::isInstance)) {
                    columns.add(Column.X_END);
                }
                if (chart.hasSurface()) {
                    columns.add(Column.VALUE);
                }
            }
            case Chart3d _ -> {
                columns.addAll(CHART);
                columns.add(Column.Z);
            }
            case HeatMap _ -> columns.addAll(EnumSet.of(Column.ROW, Column.COLUMN, Column.VALUE));
            case Blank _ -> {}
        }
    }

    private void table() {
        List<String> header = new ArrayList<>(List.of("panel", "row_title", "heading", "title"));
        columns.forEach(column -> header.add(column.name().toLowerCase(Locale.ROOT)));
        csv.row(header);
        ColourScales scales = new ColourScales(figure);
        int number = 0;
        for (int r = 0; r < figure.rows().size(); r++) {
            Row row = figure.rows().get(r);
            for (int c = 0; c < row.panels().size(); c++) {
                number++;
                Panel shown = row.panels().get(c);
                panel = List.of(
                        Integer.toString(number),
                        Markup.unescaped(row.title()),
                        Markup.unescaped(figure.headingOver(c)),
                        Markup.unescaped(shown.title()));
                switch (shown) {
                    case Chart chart -> {
                        chart.marks().forEach(this::mark);
                        levels(scales.scale(r, c));
                    }
                    case Chart3d chart -> chart.marks().forEach(this::mark);
                    case HeatMap map -> matrix(map.values());
                    case Blank _ -> {}
                }
            }
        }
    }

    private void mark(Mark mark) {
        set(Column.SERIES, Markup.unescaped(mark.label()));
        switch (mark) {
            case Line line -> points("line", line.x(), line.y());
            case Points points -> points("points", points.x(), points.y());
            case Trajectory path -> points("trajectory", path.x(), path.y());
            case Band band -> intervals("band", band.x(), null, band.low(), band.high());
            case ErrorBars bars -> intervals("error_bars", bars.x(), bars.y(), bars.low(), bars.high());
            case Histogram histogram -> bars(histogram.edges(), histogram.heights());
            case Rule rule -> row("rule", Column.Y, rule.y());
            case VerticalRule rule -> row("vertical_rule", Column.X, rule.x());
            case Note note -> {
                set(Column.SERIES, note.text());
                set(Column.X, note.x());
                row("note", Column.Y, note.y());
            }
            case Contours contours -> grid("contours", contours);
            case Field field -> grid("field", field);
        }
        Arrays.fill(cells, null);
    }

    private void mark(Mark3d mark) {
        double[] z = mark.z();
        double[] x = mark.x();
        double[] y = mark.y();
        set(Column.SERIES, Markup.unescaped(mark.label()));
        String kind = switch (mark) {
            case Points3d _ -> "points";
            case Line3d _ -> "line";
        };
        for (int i = 0; i < x.length; i++) {
            set(Column.X, x[i]);
            set(Column.Y, y[i]);
            row(kind, Column.Z, z[i]);
        }
        Arrays.fill(cells, null);
    }

    private void points(String kind, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            set(Column.X, x[i]);
            row(kind, Column.Y, y[i]);
        }
    }

    private void intervals(String kind, double[] x, double[] y, double[] low, double[] high) {
        for (int i = 0; i < x.length; i++) {
            set(Column.X, x[i]);
            if (y != null) {
                set(Column.Y, y[i]);
            }
            set(Column.LOW, low[i]);
            row(kind, Column.HIGH, high[i]);
        }
    }

    private void bars(double[] edges, double[] heights) {
        for (int i = 0; i < heights.length; i++) {
            set(Column.X, edges[i]);
            set(Column.X_END, edges[i + 1]);
            row("histogram", Column.Y, heights[i]);
        }
    }

    private void grid(String kind, Surface surface) {
        double[] x = surface.x();
        double[] y = surface.y();
        double[][] values = surface.values();
        for (int i = 0; i < y.length; i++) {
            set(Column.Y, y[i]);
            for (int j = 0; j < x.length; j++) {
                set(Column.X, x[j]);
                row(kind, Column.VALUE, values[i][j]);
            }
        }
    }

    private void levels(ColourScale scale) {
        if (scale instanceof LevelMap map) {
            for (double level : map.levels()) {
                row("level", Column.VALUE, level);
            }
        }
        Arrays.fill(cells, null);
    }

    private void matrix(double[][] values) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                set(Column.ROW, Integer.toString(i));
                set(Column.COLUMN, Integer.toString(j));
                set(Column.VALUE, values[i][j]);
                end();
            }
        }
        Arrays.fill(cells, null);
    }

    private void set(Column column, double value) {
        set(column, Double.toString(value));
    }

    private void set(Column column, String cell) {
        cells[column.ordinal()] = cell;
    }

    /** Sets the last cell of a chart's row and writes the row; what was set stays for the next. */
    private void row(String kind, Column last, double value) {
        set(Column.KIND, kind);
        set(last, value);
        end();
    }

    private void end() {
        List<String> row = new ArrayList<>(panel);
        for (Column column : columns) {
            String cell = cells[column.ordinal()];
            row.add(cell == null ? "" : cell);
        }
        csv.row(row);
    }
}
