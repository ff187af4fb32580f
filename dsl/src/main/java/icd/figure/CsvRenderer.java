package icd.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * What a figure shows as one long table, RFC 4180 but with line feeds: numbers as Double.toString gives them, so that
 * reading them back gives the same bits. A column that no panel of the figure needs is left out.
 */
final class CsvRenderer {

    private static final List<String> CHART = List.of("series", "kind", "x", "y", "low", "high");
    private static final List<String> MAP = List.of("row", "column", "value");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final boolean charts;
    private final boolean maps;
    private String panel = "";

    private CsvRenderer(Figure figure) {
        charts = has(figure, Chart.class);
        maps = has(figure, HeatMap.class);
    }

    static String render(Figure figure) {
        CsvRenderer renderer = new CsvRenderer(figure);
        renderer.table(figure);
        return renderer.out.toString();
    }

    private void table(Figure figure) {
        List<String> names = new ArrayList<>(List.of("panel", "row_title", "heading", "title"));
        names.addAll(charts ? CHART : List.of());
        names.addAll(maps ? MAP : List.of());
        out.append(String.join(",", names)).append('\n');
        int number = 0;
        for (Row row : figure.rows()) {
            for (int c = 0; c < row.panels().size(); c++) {
                number++;
                Panel shown = row.panels().get(c);
                panel = String.join(
                        ",",
                        Integer.toString(number),
                        quoted(row.title()),
                        quoted(heading(figure, c)),
                        quoted(shown.title()));
                switch (shown) {
                    case Chart chart -> chart.marks().forEach(this::mark);
                    case HeatMap map -> matrix(map.values());
                    case Blank blank -> {}
                }
            }
        }
    }

    private void mark(Mark mark) {
        String series = quoted(mark.label());
        switch (mark) {
            case Line line -> {
                double[] x = line.x();
                double[] y = line.y();
                for (int i = 0; i < x.length; i++) {
                    chartRow(series, "line", "" + x[i], "" + y[i], "", "");
                }
            }
            case Band band -> {
                double[] x = band.x();
                double[] low = band.low();
                double[] high = band.high();
                for (int i = 0; i < x.length; i++) {
                    chartRow(series, "band", "" + x[i], "", "" + low[i], "" + high[i]);
                }
            }
            case Rule rule -> chartRow(series, "rule", "", "" + rule.y(), "", "");
        }
    }

    private void chartRow(String... fields) {
        out.append(panel).append(',').append(String.join(",", fields));
        out.append(",".repeat(maps ? MAP.size() : 0)).append('\n');
    }

    private void matrix(double[][] values) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                out.append(panel).append(",".repeat(charts ? CHART.size() : 0));
                out.append(',')
                        .append(i)
                        .append(',')
                        .append(j)
                        .append(',')
                        .append(values[i][j])
                        .append('\n');
            }
        }
    }

    private static String heading(Figure figure, int column) {
        int end = 0;
        for (Heading heading : figure.headings()) {
            end += heading.columns();
            if (column < end) {
                return heading.text();
            }
        }
        return "";
    }

    private static boolean has(Figure figure, Class<? extends Panel> kind) {
        return figure.rows().stream().flatMap(row -> row.panels().stream()).anyMatch(kind::isInstance);
    }

    private static String quoted(String field) {
        boolean special = field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
