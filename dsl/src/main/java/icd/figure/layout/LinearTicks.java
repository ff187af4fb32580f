package icd.figure.layout;

import icd.figure.Check;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Finds the ends and labels of linear axes. Steps are 1, 2, 2.5 or 5 times a power of ten, chosen
 * by a score of roundness, coverage and number, a plain form of Talbot, Lin & Hanrahan (2010). Values are exact decimals, so
 * labels have no more digits than they need; where numbers would be long, labels are divided by a power of ten.
 */
final class LinearTicks {

    private static final String[] STEPS = {"1", "2", "5", "2.5"};
    private static final double[] ROUNDNESS = {1, 0.9, 0.9, 0.6};
    private static final int LONG_EXPONENT = 5;
    private static final int SMALL_EXPONENT = -4;
    private static final double SLACK = 1e-9;

    private LinearTicks() {}

    /** Ticks at and around the data: the axis begins and ends on one. Data that do not vary are given some room. */
    static Ticks covering(double min, double max, int wanted, Predicate<Ticks> fits) {
        double largest = Math.max(Math.abs(min), Math.abs(max));
        boolean constant = !(max - min > 1e-10 * largest);
        double room = !constant ? 0 : largest < 1e-300 ? 1 : Math.max(max == min ? 0.1 * largest : 0, 1e-10 * largest);
        return best(min - room, max + room, wanted, true, fits);
    }

    /** Ticks within a range that is kept as it is. */
    static Ticks within(double low, double high, int wanted, Predicate<Ticks> fits) {
        return best(low, high, wanted, false, fits);
    }

    private static Ticks best(double min, double max, int wanted, boolean cover, Predicate<Ticks> fits) {
        double span = max - min;
        Check.that(Double.isFinite(span), "Axis", "data", "span a finite range", min + " to " + max);
        int magnitude = decade(span);
        Ticks best = null;
        Ticks fewest = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int power = magnitude + 1; power >= magnitude - 2; power--) {
            for (int s = 0; s < STEPS.length; s++) {
                List<BigDecimal> values = multiples(new BigDecimal(STEPS[s]).scaleByPowerOfTen(power), min, max, cover);
                int count = values.size();
                if (count < (cover ? 2 : 1) || count > 3 * wanted + 3) {
                    continue;
                }
                double first = values.getFirst().doubleValue();
                double last = values.getLast().doubleValue();
                Ticks ticks =
                        cover ? ticks(values, Math.min(min, first), Math.max(max, last)) : ticks(values, min, max);
                if (fewest == null || count < fewest.values().size()) {
                    fewest = ticks;
                }
                double covered = cover
                        ? span / (ticks.high() - ticks.low())
                        : values.getLast().subtract(values.getFirst()).doubleValue() / span;
                double density = 1 - Math.abs(count - wanted) / (double) wanted;
                double score = 0.25 * ROUNDNESS[s] + 0.4 * covered + 0.35 * density;
                if (score > bestScore && fits.test(ticks)) {
                    best = ticks;
                    bestScore = score;
                }
            }
        }
        return best == null ? fewest : best;
    }

    /** The multiples of a step within a range, or from at or below it to at or above it. */
    private static List<BigDecimal> multiples(BigDecimal step, double min, double max, boolean cover) {
        double slack = SLACK * (max - min);
        long first = index(min + (cover ? slack : -slack), step, cover ? RoundingMode.FLOOR : RoundingMode.CEILING);
        long last = index(max + (cover ? -slack : slack), step, cover ? RoundingMode.CEILING : RoundingMode.FLOOR);
        return LongStream.rangeClosed(first, last)
                .limit(1000)
                .mapToObj(k -> step.multiply(BigDecimal.valueOf(k)))
                .toList();
    }

    private static long index(double value, BigDecimal step, RoundingMode mode) {
        return new BigDecimal(value).divide(step, 0, mode).longValueExact();
    }

    /** Labels all have the same number of decimals and a true minus sign. */
    private static Ticks ticks(List<BigDecimal> values, double low, double high) {
        int power = decade(Math.max(Math.abs(low), Math.abs(high)));
        int exponent = power >= LONG_EXPONENT || power <= SMALL_EXPONENT ? power : 0;
        List<BigDecimal> scaled = values.stream()
                .map(v -> v.movePointLeft(exponent).stripTrailingZeros())
                .toList();
        int decimals = Ticks.decimals(scaled);
        List<String> labels =
                scaled.stream().map(v -> LogTicks.decimal(v, decimals)).toList();
        String unit = exponent == 0 ? "" : " (units of " + LogTicks.power(exponent) + ")";
        return Ticks.linear(values, labels, low, high, unit);
    }

    /** The power of ten at or below a magnitude, exactly; 0 for 0. */
    static int decade(double magnitude) {
        BigDecimal exact = new BigDecimal(magnitude);
        return exact.signum() == 0 ? 0 : exact.precision() - exact.scale() - 1;
    }
}
