package icd.workbench.figures;

import icd.describe.Describe;
import icd.math.Estimate;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Findings;
import icd.workbench.result.Measured;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An axis of a chart: what it shows, and how.
 *
 * @param of what it shows: a coordinate of observations, a metric, or the difference or ratio of two metrics
 * @param label the text beside it; if empty, the name of what it shows
 * @param log whether the scale is logarithmic
 * @param range its two ends; if empty, they follow from the data
 */
@Describe("an axis: what it shows, and how")
public record CurveAxis(
        @Describe(
                value =
                        "what it shows: for x a coordinate (an axis such as data.L, or one of an evaluation), for y a metric, or the"
                                + " difference or ratio of two, as in test_mse - train_mse",
                pattern = "[A-Za-z][A-Za-z0-9_.]*( [-/] [A-Za-z][A-Za-z0-9_.]*)?",
                patternSays = "the name of a coordinate or metric, or two metrics with ' - ' or ' / ' between them")
        String of,

        @Describe(value = "the text beside it, with markup as in σ_0^2; left out, the name", byDefault = "''")
        String label,

        @Describe(value = "whether it is logarithmic", byDefault = "linear")
        Scale scale,

        @Describe(value = "its two ends; left out, they follow from the data", byDefault = "[]")
        List<Double> range) {

    /** Copies the list. */
    public CurveAxis {
        range = List.copyOf(range);
    }

    /** The metrics that it shows: one, or the two of a difference or ratio. */
    List<String> metrics() {
        return List.of(of.split(" [-/] "));
    }

    /** Returns its values at all places where all of its metrics were measured; the error of a difference or ratio is not known. */
    List<Measured> measured(List<Measured> all) {
        List<Measured> first = ofMetric(metrics().getFirst(), all);
        if (metrics().size() == 1) {
            return first;
        }
        Map<Map<String, Coordinate>, Double> second =
                ofMetric(metrics().getLast(), all).stream().collect(Collectors.toMap(Measured::at, Measured::value));
        return first.stream()
                .filter(each -> second.containsKey(each.at()))
                .map(each -> {
                    double other = second.get(each.at());
                    double value = of.contains(" / ") ? each.value() / other : each.value() - other;
                    return new Measured(each.at(), of, Estimate.of(value));
                })
                .toList();
    }

    private static List<Measured> ofMetric(String metric, List<Measured> all) {
        return all.stream().filter(each -> each.metric().equals(metric)).toList();
    }

    /**
     * Reports what cannot be drawn.
     *
     * @param path where it stands in the figure
     */
    void check(Findings found, String path) {
        boolean fits = range.isEmpty()
                || range.size() == 2
                        && range.getFirst() < range.getLast()
                        && (scale == Scale.LINEAR || range.getFirst() > 0);
        if (!fits) {
            found.addWithin(
                    path,
                    "range must be empty or two numbers in rising order, positive where scale is log, got " + range);
        }
    }

    /** The scale that turns values into distances. */
    @Describe("how values become distances")
    public enum Scale {
        @Describe("equal distances are equal differences")
        LINEAR,
        @Describe("equal distances are equal ratios")
        LOG
    }
}
