package icd.claim;

/**
 * One measured number and the expectation for it.
 *
 * @param what the name of the number
 * @param measured its value
 * @param error its standard error, or the half-width of its interval; 0 where there is only rounding
 * @param relation the relation that it should have to the expected number
 * @param expected the expected number; NaN where nothing is claimed
 * @param allowed the tolerance: the largest deviation that counts as agreement
 * @param printed whether {@code expected} is the printed form of an erratum, to be refuted
 */
public record Finding(
        String what,
        double measured,
        double error,
        Relation relation,
        double expected,
        double allowed,
        boolean printed) {

    /** Returns whether measured and expected agree. */
    public boolean agrees() {
        return relation.holds(allowed, measured, expected);
    }

    /** Returns whether they deviate by more than twice the tolerance, which is enough to refute the printed form. */
    public boolean refutes() {
        return relation.fails(2 * allowed, measured, expected);
    }

    /** Returns whether it is as it should be: it agrees, or refutes a printed form. */
    public boolean passes() {
        return printed ? refutes() : agrees();
    }

    /** Returns the deviation over the tolerance: above 1, or NaN, where it does not agree. */
    public double strain() {
        return switch (relation) {
            case EQUAL -> share(Math.abs(measured - expected));
            case AT_LEAST -> share(Math.max(0, expected - measured));
            case AT_MOST -> share(Math.max(0, measured - expected));
            case ABOVE -> measured > expected ? allowed / (measured - expected) : Double.POSITIVE_INFINITY;
            case REPORTED -> 0;
        };
    }

    /**
     * Returns its position on an axis on which 1 is the tolerance: an equality holds from -1 to 1, measured minus
     * expected over allowed; an order, turned so that it holds on the left, holds up to 1. Infinite where there is no
     * tolerance and it deviates, NaN where nothing is claimed.
     */
    public double position() {
        return switch (relation) {
            case EQUAL, AT_MOST -> share(measured - expected);
            case AT_LEAST -> share(expected - measured);
            case ABOVE -> 2 + share(expected - measured);
            case REPORTED -> Double.NaN;
        };
    }

    private double share(double out) {
        return !(allowed >= 0) ? Double.NaN : out == 0 ? 0 : out / allowed;
    }

    @Override
    public String toString() {
        String value = what + " = " + new Estimate(measured, error);
        return relation == Relation.REPORTED
                ? value
                : value + ", " + (printed ? "as printed " : "") + relation + " " + new Estimate(expected, 0);
    }
}
