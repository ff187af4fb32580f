package icd.figure.layout;

import icd.figure.Bins;
import icd.figure.Colour;
import icd.figure.Levels;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One colour for each stretch between neighbouring levels, evenly spaced over viridis whatever the levels are. */
final class LevelMap implements ColourScale {

    private static final int ALIGNED = 3; // most decimals that all labels are given for the sake of one

    private final double[] levels;
    private final boolean below;
    private final boolean above;
    private final int bands;

    /**
     * The levels that were asked for.
     *
     * @param values the finite values of all surfaces that share the levels. Modified: sorted.
     */
    LevelMap(Levels wanted, double[] values) {
        Arrays.sort(values);
        levels = switch (wanted.spacing()) {
            case LINEAR -> linear(wanted.about(), values);
            case LOG -> log(wanted.about(), values);
            case QUANTILES -> quantiles(wanted.about(), values);
            case GIVEN -> wanted.given().toArray();
        };
        int last = levels.length - 1;
        below = values.length > 0 && values[0] < levels[0];
        above = values.length > 0 && values[values.length - 1] > levels[last]
                || last == 0 && !below; // a single level still needs a colour
        bands = last + (below ? 1 : 0) + (above ? 1 : 0);
    }

    @Override
    public double[] levels() {
        return levels.clone();
    }

    /** How many colours there are. */
    int bands() {
        return bands;
    }

    /** The level on which a band begins; minus infinity for the lowest. */
    double from(int band) {
        return band == 0 ? Double.NEGATIVE_INFINITY : levels[below ? band - 1 : band];
    }

    int colour(int band) {
        return Colour.viridis(bands == 1 ? 0.5 : band / (bands - 1.0)).rgb();
    }

    /** The band of a finite value. */
    int band(double value) {
        int band = below ? 1 : 0;
        int found = Arrays.binarySearch(levels, value + 0.0);
        return Math.clamp(band + (found >= 0 ? found : -found - 2), 0, bands - 1);
    }

    @Override
    public int rgb(double value) {
        return Double.isFinite(value) ? colour(band(value)) : MISSING;
    }

    @Override
    public double place(double value) {
        return bands == 1 ? 0.5 : band(value) / (bands - 1.0);
    }

    @Override
    public int[] bar() {
        int inner = levels.length - 1;
        return IntStream.range(0, Math.max(1, inner))
                .map(i -> colour(inner == 0 ? bands - 1 : inner - 1 - i + (below ? 1 : 0)))
                .toArray();
    }

    @Override
    public Ticks ticks(int wanted, Predicate<Ticks> fits) {
        return IntStream.range(1, levels.length)
                .mapToObj(this::ticks)
                .filter(fits)
                .findFirst()
                .orElseGet(() -> ticks(levels.length));
    }

    /** The levels beside the bar, evenly spaced whatever their values; every so many of them have labels. */
    private Ticks ticks(int stride) {
        List<BigDecimal> exact = Arrays.stream(levels).mapToObj(Ticks::rounded).toList();
        boolean powers = exact.stream().allMatch(LogTicks::isPowerOfTen)
                && Arrays.stream(levels).anyMatch(v -> v < 0.00999 || v > 1001);
        boolean round = IntStream.range(0, levels.length) // then all have as many decimals
                .allMatch(i -> exact.get(i).doubleValue() == levels[i]);
        int decimals = Ticks.decimals(exact);
        int last = levels.length - 1;
        // Ratios such as 1.01, 1.1, 2, 20 have their own decimals: 20.00 claims what nobody asks.
        boolean ratios = levels[0] > 0 && levels[last] >= 10 && decimals >= ALIGNED - 1;
        boolean aligned = round && decimals <= ALIGNED && !ratios;
        List<BigDecimal> values = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i <= last; i += stride) {
            values.add(new BigDecimal(levels[i]));
            labels.add(Ticks.label(
                    exact.get(i), powers, aligned ? decimals : exact.get(i).scale()));
        }
        DoubleUnaryOperator toValue = fraction -> Bins.quantile(levels, fraction);
        return new Ticks(values, labels, List.of(), levels[0], levels[last], "", false, this::fraction, toValue);
    }

    private double fraction(double value) {
        if (levels.length == 1) {
            return 0;
        }
        int found = Arrays.binarySearch(levels, value);
        int from = Math.clamp(found >= 0 ? found : -found - 2, 0, levels.length - 2);
        return (from + (value - levels[from]) / (levels[from + 1] - levels[from])) / (levels.length - 1);
    }

    @Override
    public OptionalInt below() {
        return below ? OptionalInt.of(colour(0)) : OptionalInt.empty();
    }

    @Override
    public OptionalInt above() {
        return above && levels.length > 1 ? OptionalInt.of(colour(bands - 1)) : OptionalInt.empty();
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
            Ticks even = LinearTicks.covering(min, max, about, t -> t.low() > 0);
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
        RoundingMode mode = i == 0 ? RoundingMode.FLOOR : i == last ? RoundingMode.CEILING : RoundingMode.HALF_EVEN;
        BigDecimal level = new BigDecimal(levels[i]);
        return Double.isFinite(gap)
                ? level.setScale(-LinearTicks.decade(gap), mode).doubleValue()
                : levels[i];
    }

    private static double[] numbers(Ticks ticks) {
        return ticks.values().stream().mapToDouble(BigDecimal::doubleValue).toArray();
    }
}
