package icd.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;

/** The changes that {@link Figure} offers after it was drawn, panel by panel and mark by mark. */
final class Changes {

    private Changes() {}

    private static Mark with(Mark mark, Look look) {
        String label = look.label();
        Style style = look.style();
        return switch (mark) {
            case Line line -> new Line(label, line.x(), line.y(), style);
            case Band band -> new Band(label, band.x(), band.low(), band.high(), style);
            case Rule rule -> new Rule(label, rule.y(), style);
            case VerticalRule rule -> new VerticalRule(label, rule.x(), style);
            case Points points -> new Points(label, points.x(), points.y(), style);
            case ErrorBars bars -> new ErrorBars(label, bars.x(), bars.y(), bars.low(), bars.high(), style);
            case Trajectory path -> new Trajectory(label, path.x(), path.y(), style, path.steps());
            case Histogram histogram -> new Histogram(label, histogram.edges(), histogram.heights(), style);
            case Note _, Surface _ -> mark;
        };
    }

    private static Mark3d with(Mark3d mark, Look look) {
        return switch (mark) {
            case Points3d points -> new Points3d(look.label(), points.x(), points.y(), points.z(), look.style());
            case Line3d line -> new Line3d(look.label(), line.x(), line.y(), line.z(), look.style());
        };
    }

    /** All panels changed. */
    static List<Row> panels(List<Row> rows, UnaryOperator<Panel> change) {
        return rows.stream()
                .map(row ->
                        new Row(row.title(), row.panels().stream().map(change).toList()))
                .toList();
    }

    static Panel titled(Panel panel, String title) {
        return switch (panel) {
            case Chart c -> new Chart(title, c.x(), c.y(), c.marks(), c.equalUnits());
            case Chart3d c -> new Chart3d(title, c.x(), c.y(), c.z(), c.view(), c.marks(), c.equalUnits());
            case HeatMap map -> new HeatMap(title, map.values(), map.note(), map.shades());
            case Blank blank -> blank;
        };
    }

    static Panel labelled(Panel panel, String x, String y) {
        return switch (panel) {
            case Chart c -> new Chart(c.title(), named(c.x(), x), named(c.y(), y), c.marks(), c.equalUnits());
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
            case Chart c -> {
                positive("Figure.log", "the y axis", Extent.y(c).high());
                yield new Chart(c.title(), c.x(), c.y().log(), c.marks(), c.equalUnits());
            }
            case HeatMap map -> {
                double largest = Double.NEGATIVE_INFINITY;
                for (double[] row : map.values()) {
                    for (double value : row) {
                        largest = Math.max(largest, Double.isNaN(value) ? largest : value);
                    }
                }
                positive("Figure.log", "the matrix", largest);
                yield new HeatMap(
                        map.title(),
                        map.values(),
                        map.note(),
                        Shades.log(map.shades().label()));
            }
            case Chart3d _ -> throw Check.error("Figure.log", "axes", "be of a chart in the plane", "three dimensions");
            case Blank _ -> panel;
        };
    }

    static Panel logx(Panel panel) {
        return switch (panel) {
            case Chart c -> {
                positive("Figure.logx", "the x axis", Extent.x(c).high());
                yield new Chart(c.title(), c.x().log(), c.y(), c.marks(), c.equalUnits());
            }
            case Chart3d _, HeatMap _ ->
                throw Check.error("Figure.logx", "the x axis", "be of a chart in the plane", "another panel");
            case Blank _ -> panel;
        };
    }

    private static void positive(String where, String what, double largest) {
        if (!(largest > 0)) {
            throw Check.error(where, what, "have a value > 0 to be logarithmic", "none above " + largest);
        }
    }

    /** The labels of series in order: what the legend says, and an empty one of a series without a name. */
    static SequencedSet<String> series(List<Row> rows) {
        SequencedSet<String> labels = new LinkedHashSet<>();
        for (Row row : rows) {
            for (Panel panel : row.panels()) {
                switch (panel) {
                    case Chart chart ->
                        chart.marks().stream()
                                .filter(mark -> !(mark instanceof Note || mark instanceof Surface))
                                .map(Mark::label)
                                .forEach(labels::add);
                    case Chart3d chart ->
                        chart.marks().stream().map(Mark3d::label).forEach(labels::add);
                    case HeatMap _, Blank _ -> {}
                }
            }
        }
        labels.removeIf(label -> !label.isBlank() && !Legend.isEntry(label));
        return labels;
    }

    /** The name of a mark, and how it looks. */
    record Look(String label, Style style) {}

    /** The panel, each of its marks called and drawn otherwise. */
    static Panel marks(Panel panel, UnaryOperator<Look> change) {
        return switch (panel) {
            case Chart c ->
                new Chart(
                        c.title(),
                        c.x(),
                        c.y(),
                        c.marks().stream()
                                .map(mark -> with(mark, change.apply(new Look(mark.label(), mark.style()))))
                                .toList(),
                        c.equalUnits());
            case Chart3d c ->
                new Chart3d(
                        c.title(),
                        c.x(),
                        c.y(),
                        c.z(),
                        c.view(),
                        c.marks().stream()
                                .map(mark -> with(mark, change.apply(new Look(mark.label(), mark.style()))))
                                .toList(),
                        c.equalUnits());
            case HeatMap _, Blank _ -> panel;
        };
    }

    /**
     * Figures beside each other, their rows aligned at the top. A label that several have looks as it does in the first, and
     * one whose look another label has already takes a new look.
     */
    static Figure beside(List<Figure> figures) {
        SequencedMap<String, Style> looks = new LinkedHashMap<>();
        int height =
                figures.stream().mapToInt(figure -> figure.rows().size()).max().orElse(0);
        List<List<Panel>> rows = new ArrayList<>();
        for (int r = 0; r < height; r++) {
            rows.add(new ArrayList<>());
        }
        SequencedSet<String> notes = new LinkedHashSet<>();
        boolean alike = figures.stream().map(Figure::note).distinct().count() == 1;
        double width = 0;
        double weighted = 0;
        for (Figure figure : figures) {
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < figure.columns(); c++) {
                    Panel panel = r < figure.rows().size()
                            ? marks(
                                    figure.rows().get(r).panels().get(c),
                                    look -> new Look(look.label(), look(look.label(), look.style(), looks)))
                            : new Blank();
                    rows.get(r).add(panel.title().isBlank() ? titled(panel, figure.headingOver(c)) : panel);
                }
            }
            String title = figure.columns() == 1 ? figure.title(0, 0) : figure.headingOver(0);
            notes.add(
                    alike || figure.note().isEmpty() || title.isEmpty() ? figure.note() : title + ": " + figure.note());
            width += figure.width();
            weighted += figure.width() * figure.aspect();
        }
        notes.remove("");
        Figure all = Figure.of(
                        "grid",
                        String.join(
                                "; ", figures.stream().map(Figure::alternative).toList()))
                .width(width)
                .aspect(weighted / width)
                .colourBar(ColourBar.of("", ColourBar.Sharing.PANEL))
                .note(String.join(" ", notes));
        for (List<Panel> row : rows) {
            all = all.row(row.toArray(Panel[]::new));
        }
        return all;
    }

    private static Style look(String label, Style style, Map<String, Style> looks) {
        if (!Legend.isEntry(label)) {
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
