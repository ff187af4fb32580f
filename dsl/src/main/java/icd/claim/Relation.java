package icd.claim;

/** The relation that a measured number should have to an expected one. */
public enum Relation {
    EQUAL("expected"),
    /** The measured number is not below the expected one, as far as the measurement can tell. */
    AT_LEAST("expected at least"),
    /** The measured number is not above the expected one, as far as the measurement can tell. */
    AT_MOST("expected at most"),
    /** The measured number is above the expected one by more than its error. */
    ABOVE("expected above"),
    /** No relation is claimed. */
    REPORTED("reported");

    private final String words;

    Relation(String words) {
        this.words = words;
    }

    /**
     * Returns whether the measured number has this relation to the expected one within the tolerance; false for NaN.
     */
    boolean holds(double allowed, double measured, double expected) {
        return switch (this) {
            case EQUAL -> Math.abs(measured - expected) <= allowed;
            case AT_LEAST -> measured >= expected - allowed;
            case AT_MOST -> measured <= expected + allowed;
            case ABOVE -> measured > expected + allowed;
            case REPORTED -> true;
        };
    }

    /**
     * Returns whether it certainly has not this relation, because it deviates by more than the tolerance; false for
     * NaN.
     */
    boolean fails(double allowed, double measured, double expected) {
        return switch (this) {
            case EQUAL -> Math.abs(measured - expected) > allowed;
            case AT_LEAST, ABOVE -> measured < expected - allowed;
            case AT_MOST -> measured > expected + allowed;
            case REPORTED -> false;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
