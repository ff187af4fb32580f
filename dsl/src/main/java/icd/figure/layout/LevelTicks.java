package icd.figure.layout;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The levels of contours beside their bar, evenly spaced whatever their values; every so many of them have labels. */
final class LevelTicks {

    private static final int DIGITS = 6;
    private static final int ALIGNED = 3; // most decimals that all labels are given for the sake of one

    private LevelTicks() {}

    static Ticks of(double[] levels, int stride) {
        List<BigDecimal> exact =
                Arrays.stream(levels).mapToObj(LevelTicks::rounded).toList();
        boolean powers = exact.stream().allMatch(LogTicks::isPowerOfTen)
                && Arrays.stream(levels).anyMatch(v -> v < 0.00999 || v > 1001);
        boolean round = IntStream.range(0, levels.length) // then all have as many decimals
                .allMatch(i -> exact.get(i).doubleValue() == levels[i]);
        int decimals =
                Math.max(0, exact.stream().mapToInt(BigDecimal::scale).max().orElse(0));
        int last = levels.length - 1;
        // Ratios such as 1.01, 1.1, 2, 20 have their own decimals: 20.00 claims what nobody asks.
        boolean ratios = levels[0] > 0 && levels[last] >= 10 && decimals >= ALIGNED - 1;
        boolean aligned = round && decimals <= ALIGNED && !ratios;
        List<Integer> labelled =
                IntStream.iterate(0, i -> i <= last, i -> i + stride).boxed().toList();
        return new Ticks(
                labelled.stream().map(i -> new BigDecimal(levels[i])).toList(),
                labelled.stream()
                        .map(exact::get)
                        .map(level -> label(level, powers, aligned ? decimals : level.scale()))
                        .toList(),
                List.of(),
                levels[0],
                levels[last],
                "",
                false,
                value -> fraction(levels, value),
                fraction -> at(levels, fraction * last));
    }

    private static String label(BigDecimal level, boolean power, int decimals) {
        double size = Math.abs(level.doubleValue());
        boolean handy = size == 0 || size >= 0.000999 && size < 99_999;
        return power || !handy ? LogTicks.scientific(level) : LogTicks.decimal(level, Math.max(0, decimals));
    }

    /** A number in few characters. */
    static String label(double value) {
        BigDecimal rounded = rounded(value);
        return label(rounded, false, rounded.scale());
    }

    /** Round levels as they are, others, such as quantiles, with three digits. */
    private static BigDecimal rounded(double level) {
        BigDecimal shortest = new BigDecimal(Double.toString(level)).stripTrailingZeros();
        return shortest.precision() <= DIGITS ? shortest : shortest.round(new MathContext(3));
    }

    private static double fraction(double[] levels, double value) {
        if (levels.length == 1) {
            return 0;
        }
        int found = Arrays.binarySearch(levels, value);
        int from = Math.clamp(found >= 0 ? found : -found - 2, 0, levels.length - 2);
        return (from + (value - levels[from]) / (levels[from + 1] - levels[from])) / (levels.length - 1);
    }

    private static double at(double[] levels, double place) {
        int from = Math.clamp((int) place, 0, Math.max(0, levels.length - 2));
        int to = Math.min(from + 1, levels.length - 1);
        return levels[from] + (place - from) * (levels[to] - levels[from]);
    }
}
