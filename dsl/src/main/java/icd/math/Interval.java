package icd.math;

/**
 * An interval that holds a mean at some level, such as 95 % of the times that it is drawn.
 *
 * @param low its lower end; NaN where it is not known
 * @param high its upper end; NaN where it is not known
 */
public record Interval(double low, double high) {

    /** Returns whether both ends are known. */
    public boolean isKnown() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** {@code 0.3271 to 0.3317}; empty where it is not known. */
    @Override
    public String toString() {
        return isKnown() ? Digits.of(low, 4) + " to " + Digits.of(high, 4) : "";
    }
}
