package icd.figure;

import java.util.List;

/** How the series of a plot look, one after another: each differs from its neighbours without colour too. */
final class Looks {

    private static final List<Colour> COLOURS = List.of(
            Colour.BLUE,
            Colour.VERMILION,
            Colour.GREEN,
            Colour.ORANGE,
            Colour.PURPLE,
            Colour.SKY_BLUE,
            Colour.DARK_GREY);

    private static final List<Marker> MARKERS = List.of(
            Marker.CIRCLE, Marker.TRIANGLE, Marker.SQUARE, Marker.DIAMOND, Marker.INVERTED, Marker.STAR, Marker.PLUS);

    /** With more points than these, markers on each would hide the line. */
    private static final int MOST_MARKED = 30;

    private Looks() {}

    /** How the series of this index looks as points. */
    static Style points(int index) {
        return Style.of(COLOURS.get(index % COLOURS.size()))
                .marker(MARKERS.get((index + index / COLOURS.size()) % MARKERS.size()));
    }

    /** How the series of this index looks as a line through so many points. */
    static Style line(int index, int points) {
        Dash dash = Dash.values()[index % Dash.values().length];
        return points(index).dash(dash).every(points <= MOST_MARKED ? 1 : 0).size(1.8);
    }
}
