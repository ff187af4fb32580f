package icd.claim;

import java.util.Arrays;

/**
 * Measured numbers beside the expected ones; an {@link Equality} judges them.
 *
 * @param what the name of the numbers
 * @param measured the measured numbers; owned, not copied
 * @param error their standard errors, 0 where there is only rounding; owned, not copied
 * @param relation the relation that each should have to the expected one
 * @param expected the expected numbers, as many; owned, not copied
 * @param printed whether {@code expected} is the printed form of an erratum, to be refuted
 */
public record Expectation(
        String what, double[] measured, double[] error, Relation relation, double[] expected, boolean printed) {

    /** @throws IllegalArgumentException if there are no numbers, or not as many of one as of the other */
    public Expectation {
        if (measured.length == 0 || measured.length != expected.length || measured.length != error.length) {
            throw new IllegalArgumentException("Expectation of " + what
                    + ": measured, error and expected must be of one length > 0, got " + measured.length + ", "
                    + error.length + " and " + expected.length);
        }
    }

    /** Returns two numbers that should be equal to rounding. */
    public static Expectation equal(String what, double measured, double expected) {
        return equal(what, new Estimate(measured, 0), expected);
    }

    /** Returns a measured number that should be equal to another. */
    public static Expectation equal(String what, Estimate measured, double expected) {
        return one(what, measured, Relation.EQUAL, expected);
    }

    /** Returns vectors that should be equal to rounding. */
    public static Expectation equal(String what, double[] measured, double[] expected) {
        return new Expectation(what, measured, new double[measured.length], Relation.EQUAL, expected, false);
    }

    /** Returns a measured number that should not be below another. */
    public static Expectation atLeast(String what, Estimate measured, double expected) {
        return one(what, measured, Relation.AT_LEAST, expected);
    }

    /** Returns a measured number that should not be above another. */
    public static Expectation atMost(String what, Estimate measured, double expected) {
        return one(what, measured, Relation.AT_MOST, expected);
    }

    /** Returns a measured number that should be above another by more than its error. */
    public static Expectation above(String what, Estimate measured, double expected) {
        return one(what, measured, Relation.ABOVE, expected);
    }

    private static Expectation one(String what, Estimate measured, Relation relation, double expected) {
        return new Expectation(
                what,
                new double[] {measured.value()},
                new double[] {measured.error()},
                relation,
                new double[] {expected},
                false);
    }

    /** Returns the same with the printed form as the expected side, which the measurement is to refute. */
    public Expectation asPrinted() {
        return new Expectation(what, measured, error, relation, expected, true);
    }

    /** Returns the same with another expected side. */
    public Expectation expecting(double... expected) {
        return new Expectation(what, measured, error, relation, expected, printed);
    }

    /**
     * Returns the number that deviates most, relative to its tolerance: {@code relative} times the largest expected
     * number (times 1 where all are 0) plus {@code standardErrors} standard errors.
     */
    Finding worst(double relative, double standardErrors) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        Finding worst = null;
        for (int i = 0; i < measured.length; i++) {
            double allowed = relative * (scale == 0 ? 1 : scale) + standardErrors * error[i];
            String name = measured.length == 1 ? what : what + " [" + i + "]";
            Finding finding = new Finding(name, measured[i], error[i], relation, expected[i], allowed, printed);
            // NaN, which is above nothing, counts as the worst of all
            if (worst == null || Double.isNaN(finding.strain()) || finding.strain() > worst.strain()) {
                worst = finding;
            }
        }
        return worst;
    }

    /** Returns the worst of them beside the expected value. */
    @Override
    public String toString() {
        return worst(0, 1).toString();
    }
}
