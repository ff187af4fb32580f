package icd.workbench.recipe;

import icd.describe.Describe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A number that a run should find: a published number, or one from theory.
 *
 * @param metric the measured quantity
 * @param at the place: only observations whose coordinates have these values count
 * @param take which value of the observations is compared
 * @param value the expected value
 * @param tolerance the largest allowed deviation of the mean
 * @param relation the side of the value on which it may be
 * @param source the source of the value
 */
@Describe("a number that a run should find, and its source")
public record ExpectSpec(
        @Describe(
                value =
                        "the measured quantity: alpha_beta, fresh_mse_per_dim, over_bayes, a column of an evaluation ...",
                pattern = "[A-Za-z][A-Za-z0-9_]*",
                patternSays = "the name of a metric")
        String metric,

        @Describe(
                value = "where: case, model, an axis such as data.L, a coordinate of an evaluation; the mean over all"
                        + " that fit is compared",
                byDefault = "{}")
        SequencedMap<String, String> at,

        @Describe(value = "which value of the observations that fit is compared", byDefault = "mean")
        Take take,

        @Describe("the value expected") double value,

        @Describe(value = "how far from the value the mean may be", min = 0)
        double tolerance,

        @Describe(value = "on which side of the value", byDefault = "equal")
        Relation relation,

        @Describe(value = "the source of the value: a section, a figure, a formula", byDefault = "''")
        String source) {

    /** Copies the map, in its order. */
    public ExpectSpec {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    /** Reports names of things that a run does not find. */
    void check(Foresight known, Findings found) {
        known.metric(found, "metric", metric);
        known.place(found, "at", at);
        if (found.isEmpty() && !known.finds(metric, at)) {
            found.addWithin("", "there must be " + metric + " to find, got none at " + at);
        }
    }

    /** The value of several observations that is compared. */
    @Describe("which value of several observations is compared")
    public enum Take {
        @Describe("their mean")
        MEAN,
        @Describe("the least of them")
        LEAST,
        @Describe("the greatest of them")
        GREATEST
    }

    /** The relation between measured and expected value. */
    @Describe("how the measured value compares with the one expected")
    public enum Relation {
        @Describe("equal, give or take the tolerance")
        EQUAL,
        @Describe("at most the value and the tolerance")
        AT_MOST,
        @Describe("at least the value less the tolerance")
        AT_LEAST;

        /** Returns whether a measured value meets the expectation. */
        public boolean holds(double measured, double value, double tolerance) {
            return switch (this) {
                case EQUAL -> Math.abs(measured - value) <= tolerance;
                case AT_MOST -> measured <= value + tolerance;
                case AT_LEAST -> measured >= value - tolerance;
            };
        }
    }
}
