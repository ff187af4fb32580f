package icd.figure;

/**
 * A colour scale for values that vary continuously. Panels with equal shades share one range and one bar, as far as the
 * figure's {@link ColourBar#sharing} reaches.
 *
 * @param kind which colours, and how values are spread over them
 * @param label along the bar, with markup (see {@link Figure}); may be empty
 * @param low value of the first colour, NaN for the least of the data. Values beyond an end that was set take its colour,
 *     and the bar says so with a pointed end.
 * @param high value of the last colour, NaN for the largest of the data
 * @throws IllegalArgumentException if only one end is set, low is not below high, or a logarithmic scale is to begin at or
 *     below zero
 */
public record Shades(Kind kind, String label, double low, double high) {

    /** The kinds of colour scale. */
    public enum Kind {
        /** About zero, blue below and red above; the figure's {@link ColourBar} says how far and what. */
        SIGNED,
        /** Viridis, from the least value to the largest. */
        LINEAR,
        /** Viridis, equal ratios for equal steps of colour. */
        LOG
    }

    public Shades {
        Check.given("Shades", "kind", kind);
        Check.given("Shades", "label", label);
        Check.range("Shades", kind == Kind.LOG ? "scale" : "", low, high);
        boolean free = kind != Kind.SIGNED || Double.isNaN(low) && label.isEmpty();
        Check.that(free, "Shades", "a signed scale", "leave label and range to the colour bar", "\"" + label + "\"");
    }

    /** White at zero, blue below, red above, as the figure's {@link ColourBar} says. */
    public static Shades signed() {
        return new Shades(Kind.SIGNED, "", Double.NaN, Double.NaN);
    }

    /** A scale from the least of the data to the largest. */
    public static Shades linear(String label) {
        return new Shades(Kind.LINEAR, label, Double.NaN, Double.NaN);
    }

    /** A logarithmic scale from the least positive value to the largest. */
    public static Shades log(String label) {
        return new Shades(Kind.LOG, label, Double.NaN, Double.NaN);
    }

    /** The same scale over a fixed range. */
    public Shades range(double newLow, double newHigh) {
        return new Shades(kind, label, newLow, newHigh);
    }

    public boolean hasRange() {
        return !Double.isNaN(low);
    }
}
