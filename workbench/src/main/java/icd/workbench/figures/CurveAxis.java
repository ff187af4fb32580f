package icd.workbench.figures;

import icd.describe.Describe;
import icd.workbench.recipe.Findings;
import java.util.List;

/**
 * What an axis of curves shows.
 *
 * @param of a coordinate of observations, or a metric
 * @param label empty for the name of what it shows
 * @param log whether equal distances are equal ratios
 * @param range where it begins and ends; empty to follow from the data
 */
@Describe("an axis: what it shows, and how")
public record CurveAxis(
        @Describe(
                value =
                        "what it shows: of x a coordinate (an axis such as data.L, or one of an evaluation), of y a metric",
                pattern = "[A-Za-z][A-Za-z0-9_.]*",
                patternSays = "the name of a coordinate or metric")
        String of,

        @Describe(value = "what stands beside it, with markup as σ_0^2; none for the name", byDefault = "''")
        String label,

        @Describe(value = "whether it is logarithmic", byDefault = "linear")
        Scale scale,

        @Describe(value = "where it begins and ends; none to follow from the data", byDefault = "[]")
        List<Double> range) {

    /** Copies the list. */
    public CurveAxis {
        range = List.copyOf(range);
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

    /** How values become distances. */
    @Describe("how values become distances")
    public enum Scale {
        @Describe("equal distances are equal differences")
        LINEAR,
        @Describe("equal distances are equal ratios")
        LOG
    }
}
