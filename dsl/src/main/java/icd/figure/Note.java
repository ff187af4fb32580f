package icd.figure;

/**
 * A few words at a place in a chart, on a light ground so that they can be read over anything. Moved inwards as far as
 * needed to stay within the plot area; not drawn where the axes cannot show its place.
 *
 * @param text with markup (see {@link Figure})
 * @param x the place in data units
 * @param y the place in data units
 * @param side where the words stand as seen from the place
 */
public record Note(String text, double x, double y, Side side) implements Mark {

    /** The places where the words of a note can stand. */
    public enum Side {
        CENTRE,
        ABOVE,
        BELOW,
        LEFT,
        RIGHT
    }

    public Note {
        Check.given("Note", "text", text);
        Check.given("Note", "side", side);
    }

    /** The words themselves. */
    @Override
    public String label() {
        return text;
    }

    /** The style of all text. */
    @Override
    public Style style() {
        return Style.of(Colour.INK);
    }

    @Override
    public Columns columns() {
        return Columns.of("note").with(Columns.Name.X, x).with(Columns.Name.Y, y);
    }

    @Override
    public boolean isSeries() {
        return false;
    }
}
