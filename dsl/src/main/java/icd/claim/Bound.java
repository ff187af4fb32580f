package icd.claim;

import icd.math.Digits;
import java.util.ArrayList;
import java.util.List;

/**
 * An error that stays below a bound with probability at least {@math 1 - delta}. The coverage is measured, and the slack
 * reported, which is how many times smaller the bound could be.
 *
 * @param standardErrors the number of standard errors by which the coverage may fall short
 * @param measure returns the trials, setting by setting
 */
public record Bound(double standardErrors, Measure<List<Coverage>> measure) implements Kind {

    /** Returns a bound with four standard errors. */
    public static Bound probable(Measure<List<Coverage>> measure) {
        return new Bound(4, measure);
    }

    @Override
    public String tolerance() {
        return "coverage of at least 1 - delta, to " + Digits.plain(standardErrors, 3) + " standard errors";
    }

    @Override
    public List<Finding> judge(Laboratory lab) {
        List<Finding> findings = new ArrayList<>();
        for (Coverage coverage : measure.of(lab)) {
            findings.add(inside(coverage, coverage.ratios(), false));
            if (coverage.printed().length > 0) {
                findings.add(inside(coverage, coverage.printed(), true));
            }
            findings.add(new Finding(
                    "slack, " + coverage.what(),
                    coverage.slack(),
                    0,
                    Relation.REPORTED,
                    Double.NaN,
                    Double.NaN,
                    false));
        }
        return findings;
    }

    private Finding inside(Coverage coverage, double[] ratios, boolean printed) {
        Estimate share = coverage.inside(ratios);
        return new Finding(
                "coverage, " + coverage.what(),
                share.value(),
                share.error(),
                Relation.AT_LEAST,
                1 - coverage.delta(),
                standardErrors * share.error(),
                printed);
    }

    @Override
    public String toString() {
        return tolerance();
    }
}
