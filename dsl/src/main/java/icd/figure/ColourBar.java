package icd.figure;

/**
 * Which panels share a colour scale, and the scale of what is signed: symmetric about zero, so that white is 0, blue negative
 * and red positive.
 *
 * @param label along the bar of the signed scale, with markup (see {@link Figure}); may be empty
 * @param sharing which heat maps and surfaces have one scale and one bar, as far as their shades or levels are equal
 * @param limit the signed scale runs from -limit to limit; NaN for the largest magnitude among those that share it. Values
 *     beyond a limit that was set take the end colour, and the bar says so with a pointed end.
 */
public record ColourBar(String label, Sharing sharing, double limit) {

    /** Which heat maps and surfaces share one scale. */
    public enum Sharing {
        /** All panels of the figure share a scale. */
        FIGURE,
        /** The panels of one row share a scale. */
        ROW,
        /** The panels of one row under one heading share a scale. */
        BLOCK,
        /** Each panel has a scale of its own. */
        PANEL
    }

    public ColourBar {
        Check.given("ColourBar", "label", label);
        Check.given("ColourBar", "sharing", sharing);
        if (!Double.isNaN(limit)) {
            Check.positive("ColourBar", "limit", limit);
        }
    }

    /** A scale that reaches as far as the data do. */
    public static ColourBar of(String label, Sharing sharing) {
        return new ColourBar(label, sharing, Double.NaN);
    }
}
