package icd.figure.render;

import icd.figure.Axis;
import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Columns;
import icd.figure.Drawn;
import icd.figure.Figures;
import icd.figure.HeatMap;
import icd.figure.Markup;
import icd.figure.layout.Box;
import icd.figure.layout.Place;
import icd.figure.layout.Scene;
import icd.figure.layout.Ticks;
import icd.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The values of a figure and their places as JSON, see {@link Figures#inline}. */
public final class ValuesRenderer {

    private ValuesRenderer() {}

    public static String render(Scene scene) {
        return Json.of(Map.of("panels", each(scene.places(), ValuesRenderer::panel)));
    }

    private static Map<String, Object> panel(Place place) {
        Map<String, Object> panel = new LinkedHashMap<>();
        panel.put("name", pieces(place.name()));
        Box box = place.box();
        panel.put("box", new double[] {box.x(), box.y(), box.width(), box.height()});
        switch (place.panel()) {
            case Chart chart -> {
                panel.put("x", axis(chart.x(), place.axes().getFirst()));
                panel.put("y", axis(chart.y(), place.axes().getLast()));
                panel.put("marks", each(chart.marks(), ValuesRenderer::mark));
            }
            case HeatMap map -> panel.put("values", map.values().toArray());
            case Chart3d chart -> {
                panel.put("axes", each(chart.axes(), axis -> pieces(axis.label())));
                panel.put("marks", each(place.marks(), ValuesRenderer::mark));
            }
            case Blank _ -> {}
        }
        return panel;
    }

    private static <T> List<Object> each(List<T> all, Function<T, Object> values) {
        return all.stream().map(values).toList();
    }

    private static Map<String, Object> axis(Axis axis, Ticks ticks) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("label", pieces(axis.label()));
        values.put("low", ticks.low());
        values.put("high", ticks.high());
        values.put("log", axis.logarithmic());
        if (!axis.names().isEmpty()) {
            values.put("names", each(axis.names(), ValuesRenderer::pieces));
        }
        return values;
    }

    private static Map<String, Object> mark(Place.Projected projected) {
        Map<String, Object> values = mark(projected.mark());
        values.put("across", projected.across().toArray());
        values.put("down", projected.down().toArray());
        return values;
    }

    private static Map<String, Object> mark(Drawn mark) {
        Columns columns = mark.columns();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", columns.kind());
        columns.numbers().forEach((name, numbers) -> values.put(name.toString(), numbers.toArray()));
        if (columns.values() != null) {
            values.put("values", columns.values().toArray());
        }
        values.put("label", pieces(mark.label()));
        values.put("colour", "#%06x".formatted(mark.style().colour().rgb()));
        return values;
    }

    /** A label as pieces: text on the line as it is, scripts as an object with their element's name. */
    private static List<Object> pieces(String markup) {
        return Markup.parse(markup).stream()
                .<Object>map(piece -> switch (piece.level()) {
                    case LINE -> piece.text();
                    case ABOVE -> Map.of("sup", piece.text());
                    case BELOW -> Map.of("sub", piece.text());
                })
                .toList();
    }
}
