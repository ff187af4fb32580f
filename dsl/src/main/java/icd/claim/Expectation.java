package icd.claim;

import java.util.Arrays;

/**
 * Measured numbers beside the expected ones: what an {@link Equality} judges.
 *
 * @param what which numbers
 * @param measured any number of them; owned, not copied
 * @param error their standard errors, 0 where there is none but rounding; owned, not copied
 * @param relation what each should be to the expected one
 * @param expected as many; owned, not copied
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

    /** Two numbers that should be equal to rounding. */
    public static Expectation equal(String what, double measured, double expected) {
        return equal(what, new Estimate(measured, 0), expected);
    }

    /** A measured number that should be equal to another. */
    public static Expectation equal(String what, Estimate measured, double expected) {
        return one(what, measured, Relation.EQUAL, expected);
    }

    /** Vectors that should be equal to rounding. */
    public static Expectation equal(String what, double[] measured, double[] expected) {
        return new Expectation(what, measured, new double[measured.length], Relation.EQUAL, expected, false);
    }

    /** A measured number that should not be below another. */
    public static Expectation atLeast(String what, Estimate measured, double expected) {
        return one(what, measured, Relation.AT_LEAST, expected);
    }

    /** A measured number that should not be above another. */
    public static Expectation atMost(String what, Estimate measured, double expected) {
        return one(what, measured, Relation.AT_MOST, expected);
    }

    /** A measured number that should be above another by more than its error. */
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

    /** The same with what is printed as the expected side, which the measurement is to refute. */
    public Expectation asPrinted() {
        return new Expectation(what, measured, error, relation, expected, true);
    }

    /** The same with another expected side. */
    public Expectation expecting(double... expected) {
        return new Expectation(what, measured, error, relation, expected, printed);
    }

    /**
     * The number that is furthest out, where each may be by {@code relative} times the largest expected one (times 1 where
     * all are 0) and by so many standard errors.
     */
    Finding worst(double relative, double standardErrors) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        Finding worst = null;
        for (int i = 0; i < measured.length; i++) {
            double allowed = relative * (scale == 0 ? 1 : scale) + standardErrors * error[i];
            String name = measured.length == 1 ? what : what + " [" + i + "]";
            Finding finding = new Finding(name, measured[i], error[i], relation, expected[i], allowed, printed);
            // NaN, which nothing is above, is worst of all
            if (worst == null || Double.isNaN(finding.strain()) || finding.strain() > worst.strain()) {
                worst = finding;
            }
        }
        return worst;
    }

    /** The worst of them beside what is expected. */
    @Override
    public String toString() {
        return worst(0, 1).toString();
    }
}
