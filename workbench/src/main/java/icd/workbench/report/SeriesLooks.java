package icd.workbench.report;

import icd.figure.Colour;
import icd.figure.Marker;
import icd.figure.Style;
import java.util.List;

/**
 * How the lines of a figure look, by the values that tell them apart: numbers by rising lightness, words by hue, both by their
 * markers too.
 *
 * @param values in the order of the legend
 * @param label what the legend calls numbers; words stand for themselves
 */
record SeriesLooks(List<String> values, String label) {

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

    /** The lightest shade of viridis that is seen well on white paper. */
    private static final double LIGHTEST = 0.87;

    /** The values in order: numbers rising, words as they come. */
    static SeriesLooks of(List<String> values, String label) {
        List<String> distinct = values.stream().distinct().toList();
        return new SeriesLooks(
                numeric(distinct)
                        ? distinct.stream()
                                .sorted((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)))
                                .toList()
                        : distinct,
                label);
    }

    private static boolean numeric(List<String> values) {
        return values.stream().allMatch(value -> value.matches("-?[0-9.]+(E-?[0-9]+)?"));
    }

    /** What the legend says of a value. */
    String label(String value) {
        return numeric(values) ? label + " = " + value : FigureBuilder.label(value);
    }

    /** The line of a value, a marker on each point. */
    Style style(String value) {
        int index = values.indexOf(value);
        int turn = index + (values.getFirst().startsWith("linear") ? 0 : 1); // linear attention as in Figure 3
        boolean ramp = numeric(values) && values.size() > 1;
        return Style.of(
                        ramp
                                ? Colour.viridis(LIGHTEST * index / (values.size() - 1))
                                : COLOURS.get(turn % COLOURS.size()))
                .marker(MARKERS.get(turn % MARKERS.size()))
                .every(1)
                .size(1.8);
    }
}
