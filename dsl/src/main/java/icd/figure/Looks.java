package icd.figure;

import java.util.List;

/**
 * The looks of things in every figure, of the shell or of a recipe. Each thing that the paper names has one look. Series take their
 * looks one after another, so that each differs from its neighbours even without colour.
 */
public final class Looks {

    /** The typefaces of SVG; the first is that of all other formats, and texts are measured in it. */
    public static final String FONTS = "Liberation Sans, Arial, Helvetica, sans-serif";

    /** The width of one column of a paper in mm. */
    public static final double COLUMN = 85;

    /** The width of a page of two columns in mm. */
    public static final double PAGE = 171;

    /** The Bayes loss, measured or known. */
    public static final Style BAYES = Style.of(Colour.PURPLE).width(1.4);

    /** The loss of the zero predictor. */
    public static final Style ZERO = Style.of(Colour.GREY).dash(Dash.DASHED).width(0.9);

    /** Tokens of a context. */
    public static final Style TOKENS = Style.of(Colour.GREY).marker(Marker.CIRCLE);

    public static final Style QUERY = Style.of(Colour.VERMILION).marker(Marker.DIAMOND);

    public static final Style TARGET = Style.of(Colour.BLUE).marker(Marker.STAR);

    /** A finding as it should be. */
    public static final Style HOLDS = Style.of(Colour.BLUE).marker(Marker.CIRCLE);

    /** A finding that is out of what is allowed. */
    public static final Style FAILS =
            Style.of(Colour.VERMILION).marker(Marker.SQUARE).size(2.6);

    private static final List<Colour> COLOURS = List.of(
            Colour.BLUE,
            Colour.VERMILION,
            Colour.GREEN,
            Colour.ORANGE,
            Colour.PURPLE,
            Colour.SKY_BLUE,
            Colour.DARK_GREY);

    /** Colours that are seen well on viridis. */
    private static final List<Colour> PATHS =
            List.of(Colour.VERMILION, Colour.PURPLE, Colour.ORANGE, Colour.BLUE, Colour.BLACK, Colour.SKY_BLUE);

    private static final List<Marker> MARKERS = List.of(
            Marker.CIRCLE, Marker.TRIANGLE, Marker.SQUARE, Marker.DIAMOND, Marker.INVERTED, Marker.STAR, Marker.PLUS);

    /** A line of more points than these would be hidden by markers on each. */
    private static final int MOST_MARKED = 30;

    private Looks() {}

    /** How the path of this index looks on the colours of an energy. */
    public static Style path(int index) {
        return Style.of(PATHS.get(index % PATHS.size()))
                .marker(MARKERS.get(index % (MARKERS.size() - 2))) // the star is a target's
                .width(1.3)
                .size(2.8);
    }

    /** How the series of this index looks as points. */
    public static Style points(int index) {
        return Style.of(COLOURS.get(index % COLOURS.size()))
                .marker(MARKERS.get((index + index / COLOURS.size()) % MARKERS.size()));
    }

    /** How the series of this index looks as a line through so many points. */
    public static Style line(int index, int points) {
        Dash dash = Dash.values()[index % Dash.values().length];
        return points(index).dash(dash).every(points <= MOST_MARKED ? 1 : 0).size(1.8);
    }
}
