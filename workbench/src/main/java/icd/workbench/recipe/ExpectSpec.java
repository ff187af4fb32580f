package icd.workbench.recipe;

import icd.describe.Describe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a run should find: a published number, or one from theory.
 *
 * @param metric what is measured
 * @param at where: only observations whose coordinates have these values count
 * @param take what of them is compared
 * @param value what is expected
 * @param tolerance how far off the mean may be
 * @param relation which side of the value it may be on
 * @param source where the value stands
 */
@Describe("what a run should find, and where that is said")
public record ExpectSpec(
        @Describe(
                value = "what is measured: alpha_beta, fresh_mse_per_dim, over_bayes, a column of an evaluation ...",
                pattern = "[A-Za-z][A-Za-z0-9_]*",
                patternSays = "the name of a metric")
        String metric,

        @Describe(
                value = "where: case, model, an axis such as data.L, a coordinate of an evaluation; the mean over all"
                        + " that fit is compared",
                byDefault = "{}")
        SequencedMap<String, String> at,

        @Describe(value = "what of all that fit is compared", byDefault = "mean")
        Take take,

        @Describe("the value expected") double value,

        @Describe(value = "how far from the value the mean may be", min = 0)
        double tolerance,

        @Describe(value = "on which side of the value", byDefault = "equal")
        Relation relation,

        @Describe(value = "where the value stands: a section, a figure, a formula", byDefault = "''")
        String source) {

    /** Copies the map, in its order. */
    public ExpectSpec {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    /** Reports what names nothing that a run finds. */
    void check(Foresight known, Findings found) {
        known.metric(found, "metric", metric);
        known.place(found, "at", at);
        if (found.isEmpty() && !known.finds(metric, at)) {
            found.addWithin("", "there must be " + metric + " to find, got none at " + at);
        }
    }

    /** What of several observations is compared. */
    @Describe("what of several observations is compared")
    public enum Take {
        @Describe("their mean")
        MEAN,
        @Describe("the least of them")
        LEAST,
        @Describe("the greatest of them")
        GREATEST
    }

    /** How measured and expected value compare. */
    @Describe("how the measured value compares with the one expected")
    public enum Relation {
        @Describe("equal, give or take the tolerance")
        EQUAL,
        @Describe("at most the value and the tolerance")
        AT_MOST,
        @Describe("at least the value less the tolerance")
        AT_LEAST;

        /** Whether a measured value will do. */
        public boolean holds(double measured, double value, double tolerance) {
            return switch (this) {
                case EQUAL -> Math.abs(measured - value) <= tolerance;
                case AT_MOST -> measured <= value + tolerance;
                case AT_LEAST -> measured >= value - tolerance;
            };
        }
    }
}
