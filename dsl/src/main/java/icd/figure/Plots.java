package icd.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Figures of bare numbers, in one call: curves, scatters, bars, histograms and cells. Their texts are plain, see {@link #text}. */
public final class Plots {

    /** The number of places at which a function is evaluated. */
    private static final int PLACES = 400;

    private Plots() {}

    /**
     * A text of a user's as markup that shows it as it is, with underscores: only {@code _} or {@code ^} before a brace is
     * markup, as in {@code W_{KQ}}. One in round brackets stands in the legend all the same.
     */
    public static String text(String plain) {
        return plain.replaceAll("\\\\|[_^](?!\\{)|^\\((?=.*\\)$)", "\\\\$0");
    }

    /** A text of a figure for people who read plain characters: escaped ones stand for themselves, other markup stays as it is. */
    public static String plain(String text) {
        return Markup.unescaped(text);
    }

    /**
     * Lines, each with its errors where it has some, over one pair of axes.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Figure curves(String x, String y, List<Series> all) {
        Check.that(!all.isEmpty(), "plot", "series", "be one or more", "none");
        List<Mark> marks = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            Series series = all.get(k);
            Style style = Looks.line(k, series.size());
            String label = text(series.name());
            if (series.hasErrors()) {
                double[] errors = series.errors().toArray();
                marks.add(ErrorBars.of(label, series.x().toArray(), series.y().toArray(), errors, style));
            }
            marks.add(new Line(label, series.x(), series.y(), style));
        }
        List<String> shown =
                all.stream().map(Series::name).filter(name -> !name.isEmpty()).toList();
        String series = all.size() + (all.size() == 1 ? " series" : " series " + shown);
        String alternative = "A plot of " + series + " of " + points(all) + " points";
        return of("plot", alternative, Axis.of(text(x)), Axis.of(text(y)), marks)
                .note(notes(all));
    }

    private static Figure of(String name, String alternative, Axis x, Axis y, List<Mark> marks) {
        return Figure.of(name, alternative).width(Looks.COLUMN).row(new Chart("", x, y, marks));
    }

    private static int points(List<Series> all) {
        return all.stream().mapToInt(Series::size).sum();
    }

    private static String notes(List<Series> all) {
        int missing = all.stream().mapToInt(Series::missing).sum();
        boolean errors = all.stream().anyMatch(Series::hasErrors);
        String bars = errors ? "Bars: one standard error." : "";
        String left = missing == 0 ? "" : "Not finite, and left out: " + missing + " of " + points(all) + " points.";
        return (bars + " " + left).strip();
    }

    /**
     * A function over an interval, asked at 400 places; of positive numbers at 400 more, each a like multiple of the one before, so that
     * a logarithmic axis shows it as well.
     *
     * @throws IllegalArgumentException if the interval is not of two finite numbers in rising order, or the function is finite
     *     nowhere
     */
    public static Figure function(DoubleUnaryOperator f, double from, double to) {
        boolean rising = from < to && Double.isFinite(to - from);
        Check.that(rising, "plot", "from and to", "be finite numbers in rising order", from + " and " + to);
        DoubleStream even = places(share -> from + (to - from) * share);
        double ratio = to / from;
        DoubleStream alike = from > 0 && Double.isFinite(ratio)
                ? places(share -> from * Math.pow(ratio, share))
                : DoubleStream.empty();
        double[] x = DoubleStream.concat(DoubleStream.concat(even, alike), DoubleStream.of(from, to))
                .filter(place -> place >= from && place <= to)
                .sorted()
                .distinct()
                .toArray();
        Figure curve = curves(
                "x", "f(x)", List.of(Series.of("", x, Arrays.stream(x).map(f).toArray())));
        return curve.panels(panel -> Changes.marks(
                panel, look -> new Changes.Look(look.label(), look.style().marker(Marker.NONE))));
    }

    private static DoubleStream places(DoubleUnaryOperator of) {
        return IntStream.range(0, PLACES).mapToDouble(i -> of.applyAsDouble(i / (PLACES - 1.0)));
    }

    /** Points without lines. */
    public static Figure scatter(String x, String y, List<Series> all) {
        List<Mark> marks = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            Series series = all.get(k);
            marks.add(new Points(text(series.name()), series.x(), series.y(), Looks.points(k)));
        }
        return of("scatter", "A scatter of " + points(all) + " points", Axis.of(text(x)), Axis.of(text(y)), marks)
                .note(notes(all));
    }

    /**
     * A bar from 0 to each value, under its name.
     *
     * @throws IllegalArgumentException if there are not as many names as values, there is none, or a value is not finite
     */
    public static Figure bars(List<String> names, double... values) {
        int n = values.length;
        boolean matched = names.size() == n && n > 0;
        Check.that(matched, "bar", "names", "be as many as values (" + n + "), one or more", names.size());
        finite("bar", values);
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Numbers edges = Numbers.of(i - 0.35, i + 0.35);
            String label = "(" + text(names.get(i)) + ")";
            marks.add(new Histogram(label, edges, Numbers.of(values[i]), Style.of(Colour.BLUE)));
        }
        Axis x = Axis.of("", names.stream().map(Plots::text).toList());
        return of("bars", "A bar for each of " + names, x, Axis.of("value"), marks);
    }

    /**
     * How often values occur.
     *
     * @throws IllegalArgumentException if there is none, or one is not finite
     */
    public static Figure histogram(double... values) {
        Check.that(values.length > 0, "hist", "values", "be one or more", "none");
        finite("hist", values);
        List<Mark> bars = List.of(Histogram.counts("", values, Style.of(Colour.BLUE)));
        String alternative = "A histogram of " + values.length + " values";
        return of("histogram", alternative, Axis.of("value"), Axis.of("count"), bars);
    }

    /**
     * A matrix as coloured cells, row 0 at the top: about zero where it has both signs, else from the least to the largest.
     *
     * @throws IllegalArgumentException if there is no cell, rows differ in length, or no value is finite
     */
    public static Figure cells(double[][] rows) {
        HeatMap map = new HeatMap("", rows, rows.length + " x " + (rows.length == 0 ? 0 : rows[0].length));
        double[] all = map.values().stream().filter(Double::isFinite).toArray();
        if (all.length == 0) {
            throw Check.error("heat", "values", "hold a finite number", rows[0][0]);
        }
        boolean signed = DoubleStream.of(all).anyMatch(value -> value < 0);
        long missing = (long) rows.length * rows[0].length - all.length;
        String grey = missing == 0 ? "" : "Grey: " + missing + " of " + (missing + all.length) + " values, not finite.";
        return Figure.of("matrix", "A matrix of " + map.note() + " as coloured cells")
                .width(Looks.COLUMN)
                .row(signed ? map : new HeatMap("", rows, map.note(), Shades.linear("")))
                .note(grey);
    }

    private static void finite(String where, double[] values) {
        for (int i = 0; i < values.length; i++) {
            String found = values[i] + " as number " + i;
            boolean shown = Math.abs(values[i]) <= Check.LARGEST;
            Check.that(shown, where, "values", "hold finite numbers of size 1e300 at most", found);
        }
    }
}
