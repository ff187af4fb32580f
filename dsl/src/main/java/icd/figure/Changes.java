package icd.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The changes that {@link Figure} offers after it was drawn, panel by panel and mark by mark. */
final class Changes {

    private Changes() {}

    static Panel titled(Panel panel, String title) {
        return switch (panel) {
            case Chart c -> c.titled(title);
            case Chart3d c -> new Chart3d(title, c.x(), c.y(), c.z(), c.view(), c.marks(), c.equalUnits());
            case HeatMap map -> new HeatMap(title, map.values(), map.note(), map.shades());
            case Blank blank -> blank;
        };
    }

    static Panel labelled(Panel panel, String x, String y) {
        return switch (panel) {
            case Chart c -> c.over(named(c.x(), x), named(c.y(), y));
            case Chart3d c ->
                new Chart3d(c.title(), named(c.x(), x), named(c.y(), y), c.z(), c.view(), c.marks(), c.equalUnits());
            case HeatMap _, Blank _ -> panel;
        };
    }

    private static Axis named(Axis axis, String label) {
        return new Axis(Plots.text(label), axis.low(), axis.high(), axis.logarithmic(), axis.names());
    }

    /** A panel with logarithmic heights, or colours. */
    static Panel log(Panel panel) {
        return switch (panel) {
            case Chart c -> c.over(c.x(), log("Figure.log", "the y axis", c, c.y(), Columns::alongY));
            case HeatMap map -> {
                DoubleStream values = map.values().stream().filter(value -> !Double.isNaN(value));
                positive("Figure.log", "the matrix", values.max().orElse(Double.NEGATIVE_INFINITY));
                Shades shades = Shades.log(map.shades().label());
                yield new HeatMap(map.title(), map.values(), map.note(), shades);
            }
            case Chart3d _ -> throw Check.error("Figure.log", "axes", "be of a chart in the plane", "three dimensions");
            case Blank _ -> panel;
        };
    }

    static Panel logx(Panel panel) {
        return switch (panel) {
            case Chart c -> c.over(log("Figure.logx", "the x axis", c, c.x(), Columns::alongX), c.y());
            case Chart3d _, HeatMap _ ->
                throw Check.error("Figure.logx", "the x axis", "be of a chart in the plane", "another panel");
            case Blank _ -> panel;
        };
    }

    /** An axis without any finite value can be logarithmic. */
    private static Axis log(String where, String what, Chart chart, Axis axis, Function<Columns, DoubleStream> along) {
        String other = where.equals("Figure.log") ? ".logx() changes the x axis" : ".log() changes the y axis";
        Check.that(axis.names().isEmpty(), where, what, "hold numbers (" + other + ")", "names " + axis.names());
        DoubleStream values =
                chart.marks().stream().map(Mark::columns).flatMapToDouble(along).filter(Double::isFinite);
        positive(where, what, axis.hasRange() ? axis.high() : values.max().orElse(1));
        return axis.log();
    }

    private static void positive(String where, String what, double largest) {
        Check.that(largest > 0, where, what, "have a value > 0 to be logarithmic", "none above " + largest);
    }

    /** The labels of series in order: what the legend says, and an empty one of a series without a name. */
    static List<String> series(Figure figure) {
        return figure.panels()
                .flatMap(panel -> panel.marks().stream())
                .filter(Drawn::isSeries)
                .map(Drawn::label)
                .filter(label -> label.isBlank() || Markup.isEntry(label))
                .distinct()
                .toList();
    }

    /** The name of a mark, and how it looks. */
    record Look(String label, Style style) {}

    private static Drawn changed(Drawn mark, UnaryOperator<Look> change) {
        Look look = new Look(mark.label(), mark.style());
        Look changed = mark.isSeries() ? change.apply(look) : look;
        return mark.with(changed.label, changed.style);
    }

    /** The panel, each of its marks called and drawn otherwise. */
    static Panel marks(Panel panel, UnaryOperator<Look> change) {
        return switch (panel) {
            case Chart c ->
                c.with(c.marks().stream()
                        .map(mark -> (Mark) changed(mark, change))
                        .toList());
            case Chart3d c -> {
                List<Mark3d> marks = c.marks().stream()
                        .map(mark -> (Mark3d) changed(mark, change))
                        .toList();
                yield new Chart3d(c.title(), c.x(), c.y(), c.z(), c.view(), marks, c.equalUnits());
            }
            case HeatMap _, Blank _ -> panel;
        };
    }

    /**
     * Figures beside each other, their rows aligned at the top. A label that several have looks as it does in the first, and
     * one whose look another label has already takes a new look.
     */
    static Figure beside(List<Figure> figures) {
        Map<String, Style> looks = new LinkedHashMap<>();
        List<Figure> alike = figures.stream()
                .map(figure -> figure.panels(panel ->
                        marks(panel, look -> new Look(look.label, look(look.label, look.style, looks)))))
                .toList();
        boolean oneNote = figures.stream().map(Figure::note).distinct().count() == 1;
        SequencedSet<String> notes = new LinkedHashSet<>();
        double width = 0;
        double weighted = 0;
        for (Figure figure : figures) {
            String title = figure.columns() == 1 ? figure.title(0, 0) : figure.headingOver(0);
            String whose = oneNote || figure.note().isEmpty() || title.isEmpty() ? "" : title + ": ";
            notes.add(whose + figure.note());
            width += figure.width();
            weighted += figure.width() * figure.aspect();
        }
        notes.remove("");
        Figure all = Figure.of("grid", figures.stream().map(Figure::alternative).collect(Collectors.joining("; ")))
                .width(width)
                .aspect(weighted / width)
                .colourBar(ColourBar.of("", ColourBar.Sharing.PANEL))
                .note(String.join(" ", notes));
        int height = alike.stream().map(Figure::rows).mapToInt(List::size).max().orElse(0);
        for (int r = 0; r < height; r++) {
            List<Panel> row = new ArrayList<>();
            for (Figure figure : alike) {
                for (int c = 0; c < figure.columns(); c++) {
                    Panel panel = r < figure.rows().size() ? figure.panel(r, c) : new Blank();
                    row.add(panel.title().isBlank() ? titled(panel, figure.headingOver(c)) : panel);
                }
            }
            all = all.row(row.toArray(Panel[]::new));
        }
        return all;
    }

    private static Style look(String label, Style style, Map<String, Style> looks) {
        if (!Markup.isEntry(label)) {
            return style;
        }
        Style known = looks.get(label);
        if (known == null) {
            known = style;
            for (int next = 0; looks.containsValue(known) && next < 49; next++) {
                Style other = Looks.points(next);
                known = other.dash(style.dash())
                        .every(style.every())
                        .width(style.width())
                        .size(style.size());
            }
            looks.put(label, known);
        }
        return known;
    }
}
