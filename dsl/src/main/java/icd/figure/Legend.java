package icd.figure;

import java.util.ArrayList;
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

    /** What the marks of one label look like; a line and its band are shown together. */
    private static final class Entry {
        private final Map<Class<?>, Style> styles = new LinkedHashMap<>();
        private Block text;

        /** Points alone need less room than lines. */
        double sample() {
            boolean points = styles.keySet().stream()
                    .allMatch(m -> m == Points.class || m == Points3d.class || m == ErrorBars.class);
            return points ? POINT_SAMPLE : SAMPLE;
        }

        double width() {
            return sample() + SAMPLE_GAP + Measures.SPARE * text.width();
        }
    }

    private final List<List<Entry>> rows;

    Legend(Figure figure, double width, Typesetter setter) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Row row : figure.rows()) {
            for (Panel panel : row.panels()) {
                switch (panel) {
                    case Chart chart ->
                        chart.marks().stream()
                                .filter(mark -> !(mark instanceof Surface)) // which has a colour bar instead
                                .forEach(mark -> collect(figure, mark.label(), mark.getClass(), mark.style(), entries));
                    case Chart3d chart ->
                        chart.marks()
                                .forEach(mark -> collect(figure, mark.label(), mark.getClass(), mark.style(), entries));
                    case HeatMap _, Blank _ -> {}
                }
            }
        }
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
        List<List<Entry>> rows = new ArrayList<>();
        double used = Double.POSITIVE_INFINITY;
        for (Entry entry : entries) {
            if (used + ENTRY_GAP + entry.width() > width) {
                rows.add(new ArrayList<>());
                used = -ENTRY_GAP;
            }
            rows.getLast().add(entry);
            used += ENTRY_GAP + entry.width();
        }
        return rows;
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

    /** Whether a label stands in the legend: not if it is empty or in one pair of round brackets. */
    static boolean isEntry(String label) {
        int open = 0;
        for (int i = 0; i < label.length() && label.startsWith("("); i++) {
            open += label.charAt(i) == '(' ? 1 : label.charAt(i) == ')' ? -1 : 0;
            if (open == 0) {
                return i < label.length() - 1;
            }
        }
        return !label.isBlank();
    }

    private static void collect(Figure figure, String label, Class<?> mark, Style style, Map<String, Entry> entries) {
        if (!isEntry(label)) {
            return;
        }
        Entry entry = entries.computeIfAbsent(label, _ -> new Entry());
        Style known = entry.styles.putIfAbsent(mark, style);
        if (known != null && !known.equals(style)) {
            String kind = mark.getSimpleName().toLowerCase(Locale.ROOT);
            throw Check.error(
                    "Figure " + figure.name(),
                    kind + " \"" + label + "\"",
                    "look the same everywhere (" + known + ")",
                    style);
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
        return row.stream().mapToDouble(e -> e.text.height()).max().orElse(0) + 1.5;
    }
}
