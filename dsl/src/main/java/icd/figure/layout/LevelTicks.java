package icd.figure.layout;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The levels of contours beside their bar, evenly spaced whatever their values; every so many of them have labels. */
final class LevelTicks implements Ticks {

    private static final int DIGITS = 6;
    private static final int ALIGNED = 3; // most decimals that all labels are given for the sake of one

    private final double[] levels;
    private final List<BigDecimal> values = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    LevelTicks(double[] levels, int stride) {
        this.levels = levels;
        BigDecimal[] exact = Arrays.stream(levels).mapToObj(LevelTicks::rounded).toArray(BigDecimal[]::new);
        boolean powers = Arrays.stream(exact).allMatch(LogTicks::isPowerOfTen)
                && Arrays.stream(levels).anyMatch(v -> v < 0.00999 || v > 1001);
        boolean round = true; // then all have as many decimals
        for (int i = 0; i < levels.length; i++) {
            round &= exact[i].doubleValue() == levels[i];
        }
        int decimals = Math.max(
                0, Arrays.stream(exact).mapToInt(BigDecimal::scale).max().orElse(0));
        // Ratios such as 1.01, 1.1, 2, 20 have their own decimals: 20.00 claims what nobody asks.
        boolean ratios = levels[0] > 0 && levels[levels.length - 1] >= 10 && decimals >= ALIGNED - 1;
        boolean aligned = round && decimals <= ALIGNED && !ratios;
        for (int i = 0; i < levels.length; i += stride) {
            values.add(new BigDecimal(levels[i]));
            labels.add(label(exact[i], powers, aligned ? decimals : exact[i].scale()));
        }
    }

    private static String label(BigDecimal level, boolean power, int decimals) {
        double size = Math.abs(level.doubleValue());
        boolean handy = size == 0 || size >= 0.000999 && size < 99_999;
        return power || !handy
                ? LogTicks.scientific(level)
                : level.setScale(Math.max(0, decimals), RoundingMode.UNNECESSARY)
                        .toPlainString()
                        .replace('-', '−');
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

    @Override
    public List<BigDecimal> values() {
        return List.copyOf(values);
    }

    @Override
    public List<String> labels() {
        return List.copyOf(labels);
    }

    @Override
    public double low() {
        return levels[0];
    }

    @Override
    public double high() {
        return levels[levels.length - 1];
    }

    @Override
    public double fraction(double value) {
        if (levels.length == 1) {
            return 0;
        }
        int found = Arrays.binarySearch(levels, value);
        int from = Math.clamp(found >= 0 ? found : -found - 2, 0, levels.length - 2);
        return (from + (value - levels[from]) / (levels[from + 1] - levels[from])) / (levels.length - 1);
    }

    @Override
    public double at(double fraction) {
        double place = fraction * (levels.length - 1);
        int from = Math.clamp((int) place, 0, Math.max(0, levels.length - 2));
        int to = Math.min(from + 1, levels.length - 1);
        return levels[from] + (place - from) * (levels[to] - levels[from]);
    }
}
