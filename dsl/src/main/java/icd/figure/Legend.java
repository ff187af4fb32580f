package icd.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shared legend: one entry for each label, in as many rows as it takes. Lengths in points. */
final class Legend {

    private static final double SAMPLE = 23;
    private static final double SAMPLE_GAP = 4;
    private static final double ENTRY_GAP = 12;
    private static final double BAND_HEIGHT = 6.5;

    /** What the marks of one label look like; a line and its band are shown together. */
    private static final class Entry {
        private final Map<Class<?>, Style> styles = new LinkedHashMap<>();
        private Block text;

        double width() {
            return SAMPLE + SAMPLE_GAP + Measures.SPARE * text.width();
        }
    }

    private final List<List<Entry>> rows;

    Legend(Figure figure, double width, Typesetter setter) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Row row : figure.rows()) {
            for (Panel panel : row.panels()) {
                if (panel instanceof Chart chart) {
                    chart.marks().forEach(mark -> collect(figure, mark, entries));
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
                entry.text.add(at + SAMPLE + SAMPLE_GAP, textTop, 0, items);
                at += entry.width() + ENTRY_GAP;
            }
            top += height;
        }
    }

    private static void collect(Figure figure, Mark mark, Map<String, Entry> entries) {
        if (mark.label().isBlank()) {
            return;
        }
        Entry entry = entries.computeIfAbsent(mark.label(), label -> new Entry());
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
        double[] xs = {x, x + SAMPLE};
        double[] ys = {centre, centre};
        Style band = entry.styles.get(Band.class);
        if (band != null) {
            double top = centre - BAND_HEIGHT / 2;
            double[] ringX = {x, x + SAMPLE, x + SAMPLE, x};
            double[] ringY = {top, top, top + BAND_HEIGHT, top + BAND_HEIGHT};
            items.add(new Item.Fill(ringX, ringY, band.colour(), Measures.BAND_OPACITY));
        }
        Style rule = entry.styles.get(Rule.class);
        if (rule != null) {
            items.add(ChartMarks.stroke(xs, ys, rule));
        }
        Style line = entry.styles.get(Line.class);
        if (line != null) {
            items.add(ChartMarks.stroke(xs, ys, line));
            if (line.marker() != Marker.NONE) {
                ChartMarks.addMarker(line, x + SAMPLE / 2, centre, items);
            }
        }
    }

    private static double width(List<Entry> row) {
        double spare = (Measures.SPARE - 1) * row.getLast().text.width();
        return row.stream().mapToDouble(Entry::width).sum() + ENTRY_GAP * (row.size() - 1) - spare;
    }

    private static double height(List<Entry> row) {
        return row.stream().mapToDouble(e -> e.text.height()).max().orElse(0) + 1.5;
    }
}
