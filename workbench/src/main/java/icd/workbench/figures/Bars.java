package icd.workbench.figures;

import icd.describe.Describe;
import icd.math.Estimate;
import icd.workbench.result.Repeats;
import java.util.List;

/** What the bars or bands about a mean over repeats show. */
@Describe("how far the bars or bands about a mean reach")
public enum Bars {
    @Describe("from the least to the largest of what the mean is over")
    RANGE("their range"),

    @Describe("one standard error of the mean to either side")
    STANDARD_ERROR("one standard error"),

    @Describe("one standard deviation of what the mean is over to either side")
    STANDARD_DEVIATION("one standard deviation"),

    @Describe("the interval that holds the mean at 95 %, by Student's t")
    CI95("intervals that hold the mean at 95 %");

    /** The level of the intervals of {@link #CI95}. */
    private static final double LEVEL = 0.95;

    private final String words;

    Bars(String words) {
        this.words = words;
    }

    /**
     * The mean of the measurements at one place, and the ends of the bar about it. A single measurement has its own error in
     * place of a range; ends are NaN if they are not known.
     */
    double[] about(List<Estimate> each, Repeats repeats) {
        double[] values = each.stream().mapToDouble(Estimate::value).toArray();
        double mean = repeats.mean(values);
        if (this == RANGE && values.length > 1) {
            var range = each.stream().mapToDouble(Estimate::value).summaryStatistics();
            return new double[] {mean, range.getMin(), range.getMax()};
        }
        Estimate all = repeats.mean(each);
        double half = switch (this) {
            case RANGE, STANDARD_ERROR -> all.error();
            case STANDARD_DEVIATION -> all.standardDeviation();
            case CI95 -> all.halfWidth(LEVEL);
        };
        return new double[] {mean, mean - half, mean + half};
    }

    /** Returns the words of a note about them. */
    String said() {
        return words;
    }
}
