package icd.figure.layout;

import icd.figure.Bins;
import icd.figure.Levels;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Finds the levels that were asked for. */
final class LevelChoice {

    private LevelChoice() {}

    /** @param values the finite values of all surfaces that share the levels. Modified: sorted. */
    static LevelMap map(Levels wanted, double[] values) {
        Arrays.sort(values);
        double[] levels = switch (wanted.spacing()) {
            case LINEAR -> linear(wanted.about(), values);
            case LOG -> log(wanted.about(), values);
            case QUANTILES -> quantiles(wanted.about(), values);
            case GIVEN ->
                wanted.given().stream().mapToDouble(Double::doubleValue).toArray();
        };
        boolean below = values.length > 0 && values[0] < levels[0];
        boolean above = values.length > 0 && values[values.length - 1] > levels[levels.length - 1];
        return new LevelMap(levels, below, above);
    }

    private static double[] linear(int about, double[] sorted) {
        double min = sorted.length == 0 ? 0 : sorted[0];
        double max = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
        return numbers(LinearTicks.covering(min, max, about, t -> true));
    }

    private static double[] log(int about, double[] sorted) {
        double[] positive = Arrays.stream(sorted).filter(v -> v > 0).toArray();
        double min = positive.length == 0 ? 1 : positive[0];
        double max = positive.length == 0 ? 10 : positive[positive.length - 1];
        if (max < 3 * min) { // too little for powers of ten
            LinearTicks even = LinearTicks.covering(min, max, about, t -> t.low() > 0);
            if (even.low() > 0) {
                return numbers(even);
            }
        }
        return LogTicks.levels(min, max, about);
    }

    private static double[] quantiles(int about, double[] sorted) {
        if (sorted.length == 0) {
            return new double[] {0, 1};
        }
        double[] levels = IntStream.range(0, about)
                .mapToDouble(i -> Bins.quantile(sorted, i / (about - 1.0)))
                .distinct()
                .toArray();
        return IntStream.range(0, levels.length)
                .mapToDouble(i -> rounded(levels, i))
                .distinct()
                .toArray();
    }

    /**
     * A level with as few digits as leave it nearer to its place than half-way to a neighbour. The first is rounded down and the last up, so
     * that they cover as much.
     */
    private static double rounded(double[] levels, int i) {
        int last = levels.length - 1;
        double gap = Math.min(
                i == 0 ? Double.POSITIVE_INFINITY : levels[i] - levels[i - 1],
                i == last ? Double.POSITIVE_INFINITY : levels[i + 1] - levels[i]);
        return Double.isFinite(gap)
                ? new BigDecimal(levels[i])
                        .setScale(
                                -LinearTicks.decade(gap),
                                i == 0 ? RoundingMode.FLOOR : i == last ? RoundingMode.CEILING : RoundingMode.HALF_EVEN)
                        .doubleValue()
                : levels[i];
    }

    private static double[] numbers(Ticks ticks) {
        return ticks.values().stream().mapToDouble(BigDecimal::doubleValue).toArray();
    }
}
