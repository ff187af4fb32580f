package icd.figure;

/**
 * The colour scale of the heat maps: symmetric about zero, so that white is 0, blue negative and red positive.
 *
 * @param label along the bar, with markup (see {@link Figure}); may be empty
 * @param sharing which heat maps have one scale and one bar
 * @param limit the scale runs from -limit to limit; NaN for the largest magnitude among those that share it. Values
 *     beyond a limit that was set take the end colour, and the bar says so with a pointed end.
 */
public record ColourBar(String label, Sharing sharing, double limit) {

    /** Which heat maps share one scale. */
    public enum Sharing {
        /** All of the figure. */
        FIGURE,
        /** Those of one row. */
        ROW,
        /** Those of one row under one heading. */
        BLOCK
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
