package icd.figure;

import java.util.List;

/**
 * A linear or logarithmic axis, or one of names.
 *
 * @param label what is measured and its unit, with markup (see {@link Figure})
 * @param low where the axis begins, NaN to choose it from the data
 * @param high where it ends, NaN to choose it from the data
 * @param logarithmic whether equal distances are equal ratios; values that are not positive then have no place: they
 *     leave a gap, and the figure's note says how many they are
 * @param names what stands, with markup, at 0, 1, 2 and so on instead of numbers; empty for an axis of numbers
 * @throws IllegalArgumentException if only one end is set, an end is infinite, low is not below high, a logarithmic
 *     axis is to begin at or below zero, or an axis of names has a range or is logarithmic
 */
public record Axis(String label, double low, double high, boolean logarithmic, List<String> names) {

    public Axis {
        Check.given("Axis", "label", label);
        Check.range("Axis", logarithmic ? "axis" : "", low, high);
        names = List.copyOf(names);
        boolean plain = Double.isNaN(low) && !logarithmic;
        Check.that(plain || names.isEmpty(), "Axis", "an axis of names", "have neither range nor logarithms", names);
    }

    /** A linear axis whose range covers the data and ends on ticks. */
    public static Axis of(String label) {
        return of(label, List.of());
    }

    /**
     * An axis of names, the first at 0, the next at 1, and so on: from left to right, or from below upwards. Long names belong
     * on the y axis: below an x axis they stand upright where they have no room.
     */
    public static Axis of(String label, List<String> names) {
        return new Axis(label, Double.NaN, Double.NaN, false, names);
    }

    /** The same axis over a fixed range; marks are clipped to it. */
    public Axis range(double newLow, double newHigh) {
        return new Axis(label, newLow, newHigh, logarithmic, names);
    }

    /** The same axis, logarithmic. */
    public Axis log() {
        return new Axis(label, low, high, true, names);
    }

    public boolean hasRange() {
        return !Double.isNaN(low);
    }

    /** Whether the axis has a place for a value. */
    public boolean shows(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }
}
