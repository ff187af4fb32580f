package icd.workbench.figures;

import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Marker;
import icd.figure.Style;
import icd.workbench.recipe.Coordinate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How the lines of a figure look. Lines named by numbers differ in lightness, lines named by words in hue; both differ in their markers
 * too.
 *
 * @param lines in the order of the legend
 * @param label what the legend calls numbers; words stand for themselves
 * @param beginsLinear whether the first line is linear attention, which then looks as in Figure 3
 * @param highlight the value whose line is black and thick; empty for none
 * @param names what the legend calls values, where not by their own names
 */
record SeriesLooks(List<Key> lines, String label, boolean beginsLinear, String highlight, Map<String, String> names) {

    /**
     * The coordinates of a line: a value of the series, and values of further coordinates if trials with that value are no repeats of each
     * other.
     */
    record Key(Coordinate value, SequencedMap<String, Coordinate> further) {}

    private static final List<Marker> MARKERS = List.of(
            Marker.TRIANGLE,
            Marker.CIRCLE,
            Marker.SQUARE,
            Marker.DIAMOND,
            Marker.INVERTED,
            Marker.STAR,
            Marker.PLUS,
            Marker.CROSS);
    private static final List<Colour> COLOURS =
            List.of(Colour.VERMILION, Colour.BLUE, Colour.GREEN, Colour.ORANGE, Colour.SKY_BLUE, Colour.DARK_GREY);

    /** Dashes of measured lines; those of theory are {@link Dash#DASHED}. */
    private static final List<Dash> DASHES = List.of(Dash.SOLID, Dash.DOTTED, Dash.DASH_DOTTED, Dash.LONG_DASHED);

    /** The lightest shade of viridis that is easy to see on white paper. */
    private static final double LIGHTEST = 0.75;

    /** The lines in order: numbers rising, words as they come. */
    static SeriesLooks of(
            List<Key> lines, String label, boolean beginsLinear, String highlight, Map<String, String> names) {
        List<Key> distinct = lines.stream().distinct().toList();
        return new SeriesLooks(
                areNumbers(distinct)
                        ? distinct.stream()
                                .sorted(Comparator.comparingDouble(
                                        line -> line.value().number()))
                                .toList()
                        : distinct,
                label,
                beginsLinear,
                highlight,
                names);
    }

    private static boolean areNumbers(List<Key> lines) {
        return lines.stream().allMatch(line -> line.value() instanceof Coordinate.Numeric);
    }

    /** Returns what the legend says of a line. */
    String label(Key line) {
        String value = line.value().toString();
        String own = areNumbers(lines) ? label + " = " + value : FigureBuilder.label(value);
        return names.getOrDefault(value, own) + FigureBuilder.where(line.further());
    }

    /**
     * How a line looks, with a marker on each point. Where lines of one value differ in further coordinates, they share the colour
     * of the value and differ in their dashes.
     */
    Style style(Key line) {
        int index = lines.indexOf(line);
        int turn = index + (beginsLinear ? 0 : 1);
        List<Coordinate> values = lines.stream().map(Key::value).distinct().toList();
        int value = values.indexOf(line.value());
        boolean ramp = areNumbers(lines) && values.size() > 1;
        boolean high = line.value().toString().equals(highlight);
        Colour colour = high
                ? Colour.BLACK
                : ramp
                        ? Colour.viridis(LIGHTEST * value / (values.size() - 1))
                        : COLOURS.get((turn - index + value) % COLOURS.size());
        return Style.of(colour)
                .dash(dash(line, values.size()))
                .width(high ? 2 : 1.1)
                .marker(MARKERS.get(turn % MARKERS.size()))
                .every(1)
                .size(1.8);
    }

    private Dash dash(Key line, int values) {
        List<SequencedMap<String, Coordinate>> further =
                lines.stream().map(Key::further).distinct().toList();
        return values == lines.size() ? Dash.SOLID : DASHES.get(further.indexOf(line.further()) % DASHES.size());
    }
}
