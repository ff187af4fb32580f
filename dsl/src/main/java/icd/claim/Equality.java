package icd.claim;

import icd.math.Digits;
import java.util.List;
import java.util.Locale;

/**
 * Numbers that are equal, or ordered, to rounding or to the error of a Monte Carlo estimate.
 *
 * @param relative the tolerance of each number, as a share of the largest expected number that it is compared with
 * @param standardErrors the number of standard errors that is added to the tolerance
 * @param measure returns the numbers
 */
public record Equality(double relative, double standardErrors, Measure<List<Expectation>> measure) implements Kind {

    /** @throws IllegalArgumentException if a tolerance is negative or not finite */
    public Equality {
        if (!(relative >= 0 && relative < 1 && standardErrors >= 0 && standardErrors < 100)) {
            throw new IllegalArgumentException(
                    "Equality: relative must be in [0, 1) and standardErrors in [0, 100), got " + relative + " and "
                            + standardErrors);
        }
    }

    /** Returns equality to rounding. */
    public static Equality exact(double relative, Measure<List<Expectation>> measure) {
        return new Equality(relative, 0, measure);
    }

    /** Returns equality to four standard errors. */
    public static Equality monteCarlo(Measure<List<Expectation>> measure) {
        return new Equality(1e-12, 4, measure);
    }

    @Override
    public String tolerance() {
        String rounding = String.format(Locale.ROOT, "%.1g relative", relative);
        String errors = Digits.plain(standardErrors, 3) + " standard errors";
        return standardErrors == 0 ? rounding : relative > 1e-6 ? errors + " + " + rounding : errors;
    }

    @Override
    public List<Finding> judge(Laboratory lab) {
        return measure.of(lab).stream()
                .map(expectation -> expectation.worst(relative, standardErrors))
                .toList();
    }

    @Override
    public String toString() {
        return "equality to " + tolerance();
    }
}
