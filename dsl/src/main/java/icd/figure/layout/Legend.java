package icd.figure.layout;

import icd.figure.Band;
import icd.figure.Check;
import icd.figure.Drawn;
import icd.figure.ErrorBars;
import icd.figure.Figure;
import icd.figure.Histogram;
import icd.figure.Line;
import icd.figure.Line3d;
import icd.figure.Points;
import icd.figure.Points3d;
import icd.figure.Rule;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.figure.VerticalRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shared legend: one entry for each label, in as many rows as it takes. Lengths in points. */
final class Legend {

    private static final double SAMPLE = 23;
    private static final double POINT_SAMPLE = 8;
    private static final double SAMPLE_GAP = 4;
    private static final double ENTRY_GAP = 12;

    /** The looks of the marks of one label; a line and its band are shown together. */
    private static final class Entry {
        private final Map<Class<?>, Style> styles = new LinkedHashMap<>();
        private boolean line;
        private Block text;

        /** Points alone need less room than lines. */
        double sample() {
            return line ? SAMPLE : POINT_SAMPLE;
        }

        double width() {
            return sample() + SAMPLE_GAP + Measures.SPARE * text.width();
        }
    }

    private final List<List<Entry>> rows;

    Legend(Figure figure, double width, Typesetter setter) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        figure.panels()
                .flatMap(
                        panel -> panel.marks().stream().filter(mark -> mark.isInLegend() && !panel.namesDirectly(mark)))
                .forEach(mark -> collect(figure, mark, entries));
        entries.forEach((label, e) ->
                e.text = setter.fit(label, Measures.TEXT, (width - SAMPLE - SAMPLE_GAP) / Measures.SPARE));
        List<Entry> all = List.copyOf(entries.values());
        List<List<Entry>> best = broken(all, width);
        int fewest = best.size();
        for (double narrower = width; broken(all, narrower).size() == fewest && narrower > SAMPLE; narrower *= 0.95) {
            best = broken(all, narrower); // rows of much the same length
        }
        rows = best;
    }

    private static List<List<Entry>> broken(List<Entry> entries, double width) {
        return Measures.rows(entries, width, ENTRY_GAP, Entry::width);
    }

    double height() {
        return rows.stream().mapToDouble(Legend::height).sum();
    }

    /** Draws the rows from y downwards, each centred on x. */
    void paint(double x, double y, List<Item> items) {
        double top = y;
        for (List<Entry> row : rows) {
            double at = x - width(row) / 2;
            double height = height(row);
            for (Entry entry : row) {
                sample(entry, at, top + height / 2, items);
                double textTop = top + (height - entry.text.height()) / 2;
                entry.text.add(at + entry.sample() + SAMPLE_GAP, textTop, 0, items);
                at += entry.width() + ENTRY_GAP;
            }
            top += height;
        }
    }

    private static void collect(Figure figure, Drawn mark, Map<String, Entry> entries) {
        Entry entry = entries.computeIfAbsent(mark.label(), _ -> new Entry());
        entry.line |= mark.isLine();
        Style known = entry.styles.putIfAbsent(mark.getClass(), mark.style());
        if (known != null && !known.equals(mark.style())) {
            String kind = mark.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            throw Check.error(
                    "Figure " + figure.name(),
                    kind + " \"" + mark.label() + "\"",
                    "look the same everywhere (" + known + ")",
                    mark.style());
        }
    }

    private static void sample(Entry entry, double x, double centre, List<Item> items) {
        Map<Class<?>, Style> styles = entry.styles;
        LegendSample sample = new LegendSample(x, centre, entry.sample(), items);
        sample.add(styles.get(Band.class), sample::band);
        sample.add(styles.get(Histogram.class), sample::bar);
        sample.add(styles.get(Rule.class), sample::line);
        sample.add(styles.get(VerticalRule.class), sample::line);
        sample.add(styles.get(Line3d.class), sample::line);
        sample.add(styles.get(Line.class), sample::markedLine);
        sample.add(styles.get(ErrorBars.class), sample::errorBar);
        sample.add(styles.get(Trajectory.class), sample::trajectory);
        sample.add(styles.get(Points.class), sample::point);
        sample.add(styles.get(Points3d.class), sample::point);
    }

    private static double width(List<Entry> row) {
        double spare = (Measures.SPARE - 1) * row.getLast().text.width();
        return row.stream().mapToDouble(Entry::width).sum() + ENTRY_GAP * (row.size() - 1) - spare;
    }

    private static double height(List<Entry> row) {
        return Measures.most(row, e -> e.text.height()) + 1.5;
    }
}
