package icd.claim;

/**
 * One measured number and what was expected of it.
 *
 * @param what which number
 * @param measured its value
 * @param error its standard error, or the half-width of its interval; 0 where there is none but rounding
 * @param relation what it should be to the expected one
 * @param expected NaN where nothing is claimed
 * @param allowed by how much it may be out
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

    /** Whether measured and expected agree. */
    public boolean agrees() {
        return relation.holds(allowed, measured, expected);
    }

    /** Whether they are out by more than twice what is allowed: as much as it takes to refute what is printed. */
    public boolean refutes() {
        return relation.fails(2 * allowed, measured, expected);
    }

    /** Whether it is as it should be: agreement, or refutation of a printed form. */
    public boolean passes() {
        return printed ? refutes() : agrees();
    }

    /** By how many times what is allowed it is out: above 1, or NaN, where it does not agree. */
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
     * Where it lies on an axis on which 1 is the limit of what is allowed: an equality holds from -1 to 1, measured less
     * expected over allowed; an order, turned so that it holds on the left, up to 1. Infinite where nothing is allowed and it
     * is out, NaN where nothing is claimed.
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
