package icd.figure;

/**
 * A linear axis.
 *
 * @param label what is measured and its unit, with markup (see {@link Figure})
 * @param low where the axis begins, NaN to choose it from the data
 * @param high where it ends, NaN to choose it from the data
 * @throws IllegalArgumentException if only one end is set, an end is infinite, or low is not below high
 */
public record Axis(String label, double low, double high) {

    public Axis {
        Check.given("Axis", "label", label);
        boolean chosen = Double.isNaN(low) && Double.isNaN(high);
        if (!(chosen || low < high && Double.isFinite(high - low))) {
            throw Check.error(
                    "Axis", "range", "be two finite numbers in rising order, or NaN and NaN", low + " to " + high);
        }
    }

    /** An axis whose range covers the data and ends on ticks. */
    public static Axis of(String label) {
        return new Axis(label, Double.NaN, Double.NaN);
    }

    /** The same axis over a fixed range; marks are clipped to it. */
    public Axis range(double newLow, double newHigh) {
        return new Axis(label, newLow, newHigh);
    }

    boolean hasRange() {
        return !Double.isNaN(low);
    }
}
