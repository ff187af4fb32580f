package icd.workbench.result;

import icd.math.Digits;
import icd.math.Estimate;
import icd.workbench.recipe.ExpectSpec;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.Recipe;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An expectation of a recipe, compared with the findings of its run.
 *
 * @param spec the expectation
 * @param estimate the mean of the observations it names, or their least or greatest, with its standard error: for a
 *     mean from the spread of several observations, otherwise the observation's own; NaN if there are none
 * @param place the place of the least or greatest, by the coordinates that the expectation leaves open; empty for a
 *     mean
 * @param over the coordinates, besides repeats, over which the mean is taken; empty for the least or greatest
 * @param repeats the repeats behind the standard error, as {@link Repeats#over} names them; empty where it is a
 *     number's own
 * @param observations the number of observations
 * @param low the least observation
 * @param high the greatest observation
 */
public record Expectation(
        ExpectSpec spec,
        Estimate estimate,
        String place,
        List<String> over,
        String repeats,
        int observations,
        double low,
        double high) {

    /** Copies the list. */
    public Expectation {
        over = List.copyOf(over);
    }

    /** Compares the expectations of a run's recipe with its findings, in their order. */
    public static List<Expectation> of(RunResult run) {
        return run.recipe().expect().stream()
                .map(spec -> of(spec, Observations.of(run, spec.at().keySet()), run.recipe()))
                .toList();
    }

    private static Expectation of(ExpectSpec spec, List<Measured> all, Recipe recipe) {
        List<Measured> at = all.stream()
                .filter(observation -> observation.metric().equals(spec.metric()) && observation.isAt(spec.at()))
                .toList();
        var values = at.stream().mapToDouble(Measured::value).summaryStatistics();
        int count = at.size();
        if (count == 0) {
            return new Expectation(spec, Estimate.of(Double.NaN), "", List.of(), "", 0, Double.NaN, Double.NaN);
        }
        if (spec.take() != ExpectSpec.Take.MEAN) {
            Comparator<Measured> byValue = Comparator.comparingDouble(Measured::value);
            Measured extreme =
                    spec.take() == ExpectSpec.Take.LEAST ? Collections.min(at, byValue) : Collections.max(at, byValue);
            return new Expectation(
                    spec,
                    extreme.estimate(),
                    place(spec, extreme),
                    List.of(),
                    "",
                    count,
                    values.getMin(),
                    values.getMax());
        }
        Repeats repeats = Repeats.ofMeasured(recipe, at);
        Estimate mean = repeats.mean(at.stream().map(Measured::estimate).toList());
        return new Expectation(
                spec, mean, "", repeats.further(), repeats.over(), count, values.getMin(), values.getMax());
    }

    private static String place(ExpectSpec spec, Measured extreme) {
        return extreme.at().entrySet().stream()
                .filter(entry -> !Metric.COORDINATES.contains(entry.getKey())
                        && !spec.at().containsKey(entry.getKey()))
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns the value found. */
    public double measured() {
        return estimate.value();
    }

    /** Returns whether theory knows the value found, so that nothing was drawn. */
    public boolean isExact() {
        return estimate.kind() == Estimate.Kind.EXACT;
    }

    /** Returns whether the run found the expected value; false if it found none. */
    public boolean met() {
        return spec.relation().holds(measured(), spec.value(), spec.tolerance());
    }

    /** Returns the quantity and its place: {@code alpha_beta of subspaces linear}. */
    public String what() {
        String where = spec.at().entrySet().stream()
                .map(entry -> entry.getKey().equals("case") || entry.getKey().equals("model")
                        ? entry.getValue()
                        : entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
        String metric = switch (spec.take()) {
            case MEAN -> spec.metric();
            case LEAST -> "least " + spec.metric();
            case GREATEST -> "greatest " + spec.metric();
        };
        return where.isEmpty() ? metric : metric + " of " + where;
    }

    /** Returns the expected value: {@code 0.327 ± 0.01}, {@code at most 1.25}. */
    public String expected() {
        return switch (spec.relation()) {
            case EQUAL -> Digits.plain(spec.value(), 5) + " ± " + Digits.plain(spec.tolerance(), 5);
            case AT_MOST -> "at most " + Digits.plain(spec.value() + spec.tolerance(), 5);
            case AT_LEAST -> "at least " + Digits.plain(spec.value() - spec.tolerance(), 5);
        };
    }

    /**
     * Describes the repeats behind the standard errors of some expectations, as the end of a sentence; empty where all
     * errors are numbers' own.
     */
    public static String errors(List<Expectation> all) {
        String over = Repeats.said(all.stream()
                .filter(each -> !each.isExact())
                .map(Expectation::repeats)
                .toList());
        return over.isEmpty() ? "" : "; ± of found values: one standard error, of means over " + over;
    }

    /** Returns the value found: {@code 0.3294 ± 0.0012}. */
    public String found() {
        return observations == 0
                ? "nothing"
                : Digits.plain(measured(), 5)
                        + (isExact()
                                ? " exact"
                                : Double.isFinite(estimate.error())
                                        ? String.format(Locale.ROOT, " ± %.2g", estimate.error())
                                        : "")
                        + (place.isEmpty() ? "" : " at " + place)
                        + (over.isEmpty() ? "" : ", mean over " + String.join(", ", over));
    }

    @Override
    public String toString() {
        return what() + ": expected " + expected() + ", found " + found() + (met() ? "" : "; not met");
    }
}
