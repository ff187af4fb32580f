package icd.claim;

/** What a measured number should be to an expected one. */
public enum Relation {
    EQUAL("expected"),
    /** Not below, as far as the measurement can tell. */
    AT_LEAST("expected at least"),
    /** Not above, as far as the measurement can tell. */
    AT_MOST("expected at most"),
    /** Above, by more than the measurement's error. */
    ABOVE("expected above"),
    /** Nothing is claimed of it. */
    REPORTED("reported");

    private final String words;

    Relation(String words) {
        this.words = words;
    }

    /** Whether the measured number is so related to the expected one, given what it may be out by; never for NaN. */
    boolean holds(double allowed, double measured, double expected) {
        return switch (this) {
            case EQUAL -> Math.abs(measured - expected) <= allowed;
            case AT_LEAST -> measured >= expected - allowed;
            case AT_MOST -> measured <= expected + allowed;
            case ABOVE -> measured > expected + allowed;
            case REPORTED -> true;
        };
    }

    /** Whether it is certainly not so related: out by more than this; never for NaN. */
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
