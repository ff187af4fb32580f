package icd.figure.render;

import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Columns;
import icd.figure.Drawn;
import icd.figure.Figure;
import icd.figure.Grid;
import icd.figure.HeatMap;
import icd.figure.Markup;
import icd.figure.Panel;
import icd.figure.layout.ColourScale;
import icd.figure.layout.ColourScales;
import icd.io.Csv;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes what a figure shows as one long table: numbers as Double.toString gives them, so that
 * reading them back gives the same bits. A column that no panel of the figure needs is left out.
 */
public final class CsvRenderer {

    private static final List<String> OF_PANELS = List.of("panel", "row_title", "heading", "title");

    /** The others, in their order. */
    private static final List<String> ORDER =
            List.of("series", "kind", "x", "x_end", "y", "z", "low", "high", "row", "column", "value");

    private final Csv csv = new Csv();
    private final List<String> header;
    private final Map<String, String> cells = new HashMap<>();

    private CsvRenderer(Figure figure) {
        Set<String> needed = new LinkedHashSet<>();
        figure.panels().forEach(panel -> need(panel, needed));
        this.header = Stream.concat(OF_PANELS.stream(), ORDER.stream().filter(needed::contains))
                .toList();
        csv.row(header);
        ColourScales scales = new ColourScales(figure);
        for (int r = 0; r < figure.rows().size(); r++) {
            for (int c = 0; c < figure.columns(); c++) {
                panel(figure, r, c, scales.scale(r, c));
            }
        }
    }

    public static String render(Figure figure) {
        return new CsvRenderer(figure).csv.toString();
    }

    private static void need(Panel panel, Set<String> needed) {
        switch (panel) {
            case Chart _, Chart3d _ -> needed.addAll(List.of("series", "kind", "x", "y", "low", "high"));
            case HeatMap _ -> needed.addAll(List.of("row", "column", "value"));
            case Blank _ -> {}
        }
        panel.marks().forEach(mark -> mark.columns().names().forEach(name -> needed.add(name.toString())));
    }

    private void panel(Figure figure, int r, int c, ColourScale scale) {
        Panel panel = figure.panel(r, c);
        cells.put("panel", Integer.toString(figure.number(r, c)));
        cells.put("row_title", Markup.unescaped(figure.rows().get(r).title()));
        cells.put("heading", Markup.unescaped(figure.headingOver(c)));
        cells.put("title", Markup.unescaped(panel.title()));
        panel.marks().forEach(this::mark);
        if (panel instanceof HeatMap map) {
            matrix(map.values());
        } else if (scale != null) {
            for (double level : scale.levels()) {
                row(Map.of("kind", "level", "value", Double.toString(level)));
            }
        }
    }

    private void mark(Drawn mark) {
        Columns columns = mark.columns();
        Map<String, String> row = new HashMap<>();
        row.put("series", Markup.unescaped(mark.label()));
        row.put("kind", columns.kind());
        for (int i = 0; i < columns.rows(); i++) {
            for (Columns.Name name : columns.names()) {
                row.put(name.toString(), Double.toString(columns.at(name, i)));
            }
            row(row);
        }
    }

    private void matrix(Grid values) {
        for (int i = 0; i < values.rows(); i++) {
            for (int j = 0; j < values.columns(); j++) {
                String value = Double.toString(values.at(i, j));
                row(Map.of("row", Integer.toString(i), "column", Integer.toString(j), "value", value));
            }
        }
    }

    /** One row of the table: what is said of its panel, and what is said here. */
    private void row(Map<String, String> own) {
        csv.row(header.stream()
                .map(column -> own.getOrDefault(column, cells.getOrDefault(column, "")))
                .toList());
    }
}
