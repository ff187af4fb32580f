package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.Schema;
import java.util.stream.IntStream;

/** Evenly spaced numbers. */
@Describe("evenly spaced numbers, both ends among them")
public record RangeSpec(
        @Describe(value = "the first", min = -1e30, max = 1e30)
        double from,

        @Describe(value = "the last, above the first", min = -1e30, max = 1e30)
        double to,

        @Describe(value = "how many", min = 2, byDefault = "50")
        int points) {

    /** Returns the numbers, rising. */
    public double[] values() {
        return IntStream.range(0, points)
                .mapToDouble(i -> from + (to - from) * i / (points - 1))
                .toArray();
    }

    @Override
    public String toString() {
        return points + " values from " + Schema.number(from) + " to " + Schema.number(to);
    }
}
