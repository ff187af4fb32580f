package icd.figure;

/**
 * How a mark looks. Choose dash and marker so that the marks of one chart differ without their colours too.
 *
 * @param colour of the line, the marker, or (lightened) the band or bar
 * @param dash how the line is broken
 * @param marker shape drawn on some of the points
 * @param every a marker stands on every so many points; 0 lets the renderer choose about eight of them on a line, and
 *     all of the points of a scatter
 * @param width of the line in points
 * @param size of the marker: its radius in points
 * @param solid whether the marker is filled with the colour, or white with a coloured outline
 */
public record Style(Colour colour, Dash dash, Marker marker, int every, double width, double size, boolean solid) {

    /** The radius of markers unless set. */
    public static final double SIZE = 2.1;

    public Style {
        Check.given("Style", "colour", colour);
        Check.given("Style", "dash", dash);
        Check.given("Style", "marker", marker);
        Check.positive("Style", "width", width);
        Check.positive("Style", "size", size);
        Check.that(every >= 0, "Style", "every", "not be negative", every);
    }

    /** A solid line of 1.1 points without markers. */
    public static Style of(Colour colour) {
        return new Style(colour, Dash.SOLID, Marker.NONE, 0, 1.1, SIZE, false);
    }

    public Style dash(Dash newDash) {
        return new Style(colour, newDash, marker, every, width, size, solid);
    }

    public Style marker(Marker newMarker) {
        return new Style(colour, dash, newMarker, every, width, size, solid);
    }

    /** A marker on every {@code points} points, from the first on; 0 for about eight in all. */
    public Style every(int points) {
        return new Style(colour, dash, marker, points, width, size, solid);
    }

    /** A line this many points wide. */
    public Style width(double points) {
        return new Style(colour, dash, marker, every, points, size, solid);
    }

    /** Markers of this radius in points; {@link #SIZE} unless set. */
    public Style size(double points) {
        return new Style(colour, dash, marker, every, width, points, solid);
    }

    /** Markers filled with the colour. */
    public Style filled() {
        return new Style(colour, dash, marker, every, width, size, true);
    }
}
