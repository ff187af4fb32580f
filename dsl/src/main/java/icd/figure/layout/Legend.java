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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The shared legend: one entry for each label, in as many rows as it takes. Lengths in points. */
final class Legend {

    private static final double SAMPLE = 23;
    private static final double POINT_SAMPLE = 8;
    private static final double SAMPLE_GAP = 4;
    private static final double ENTRY_GAP = 12;

    /** The looks of the marks of one label; a line and its band are shown together. */
    private record Entry(String label, Map<Class<?>, Style> styles, boolean line, Block text) {

        /** Returns whether the other is one more value of the same thing, as {@code L = 20} and {@code L = 50} are. */
        boolean goesOn(Entry other) {
            int end = label.lastIndexOf(" = ");
            return end >= 0 && end == other.label.lastIndexOf(" = ") && other.label.startsWith(label.substring(0, end));
        }

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
        Map<String, List<Drawn>> marks = figure.panels()
                .flatMap(
                        panel -> panel.marks().stream().filter(mark -> mark.isInLegend() && !panel.namesDirectly(mark)))
                .collect(Collectors.groupingBy(Drawn::label, LinkedHashMap::new, Collectors.toList()));
        List<Entry> all = new ArrayList<>();
        marks.forEach((label, alike) -> {
            Block text = setter.fit(label, Measures.TEXT, (width - SAMPLE - SAMPLE_GAP) / Measures.SPARE);
            all.add(new Entry(label, styles(figure, alike), alike.stream().anyMatch(Drawn::isLine), text));
        });
        List<List<Entry>> best = broken(all, width);
        for (double narrower = width; narrower > SAMPLE; narrower *= 0.95) { // rows of much the same length
            List<List<Entry>> other = broken(all, narrower);
            if (other.size() > best.size()) {
                break;
            }
            best = torn(other) <= torn(best) ? other : best;
        }
        rows = best;
    }

    /** Returns how many rows begin amid the values of one thing. */
    private static long torn(List<List<Entry>> rows) {
        return IntStream.range(1, rows.size())
                .filter(r -> rows.get(r - 1).getLast().goesOn(rows.get(r).getFirst()))
                .count();
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

    private static Map<Class<?>, Style> styles(Figure figure, List<Drawn> marks) {
        Map<Class<?>, Style> styles = new HashMap<>();
        for (Drawn mark : marks) {
            Style known = styles.getOrDefault(mark.getClass(), mark.style());
            String kind = mark.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            String what = kind + " \"" + mark.label() + "\"";
            String constraint = "look the same everywhere (" + known + ")";
            Check.that(known.equals(mark.style()), "Figure " + figure.name(), what, constraint, mark.style());
            styles.put(mark.getClass(), known);
        }
        return styles;
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
