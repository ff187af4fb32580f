package icd.figure.layout;

import icd.figure.Check;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The ends and labels of a linear axis. Steps are 1, 2, 2.5 or 5 times a power of ten, chosen
 * by a score of roundness, coverage and number, a plain form of Talbot, Lin & Hanrahan (2010). Values are exact decimals, so
 * labels have no more digits than they need.
 *
 * @param values rising, evenly spaced, from low to high
 * @param low where the axis begins
 * @param high where it ends
 * @param exponent labels are values divided by ten to this power; 0 unless numbers would be long
 */
record LinearTicks(List<BigDecimal> values, double low, double high, int exponent) implements Ticks {

    private static final String[] STEPS = {"1", "2", "5", "2.5"};
    private static final double[] ROUNDNESS = {1, 0.9, 0.9, 0.6};
    private static final int LONG_EXPONENT = 5;
    private static final int SMALL_EXPONENT = -4;
    private static final double SLACK = 1e-9;

    LinearTicks {
        values = List.copyOf(values);
    }

    /** LinearTicks at and around the data: the axis begins and ends on one. Data that do not vary are given some room. */
    static LinearTicks covering(double min, double max, int wanted, Predicate<? super LinearTicks> fits) {
        double largest = Math.max(Math.abs(min), Math.abs(max));
        boolean constant = !(max - min > 1e-10 * largest);
        double room = !constant ? 0 : largest < 1e-300 ? 1 : Math.max(max == min ? 0.1 * largest : 0, 1e-10 * largest);
        return best(min - room, max + room, wanted, true, fits);
    }

    /** LinearTicks within a range that is kept as it is. */
    static LinearTicks within(double low, double high, int wanted, Predicate<? super LinearTicks> fits) {
        return best(low, high, wanted, false, fits);
    }

    /** All with the same number of decimals and with a true minus sign. */
    @Override
    public List<String> labels() {
        List<BigDecimal> scaled = values.stream()
                .map(v -> v.movePointLeft(exponent).stripTrailingZeros())
                .toList();
        int decimals =
                Math.max(0, scaled.stream().mapToInt(BigDecimal::scale).max().orElse(0));
        return scaled.stream()
                .map(v -> v.setScale(decimals, RoundingMode.UNNECESSARY)
                        .toPlainString()
                        .replace('-', '−'))
                .toList();
    }

    @Override
    public String unit() {
        return exponent == 0
                ? ""
                : " (units of 10^{" + Integer.toString(exponent).replace('-', '−') + "})";
    }

    @Override
    public double fraction(double value) {
        return (value - low) / (high - low);
    }

    @Override
    public double at(double fraction) {
        return low + fraction * (high - low);
    }

    private static LinearTicks best(
            double min, double max, int wanted, boolean cover, Predicate<? super LinearTicks> fits) {
        double span = max - min;
        if (!Double.isFinite(span)) {
            throw Check.error("Axis", "data", "span a finite range", min + " to " + max);
        }
        int magnitude = decade(span);
        LinearTicks best = null;
        LinearTicks fewest = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int power = magnitude + 1; power >= magnitude - 2; power--) {
            for (int s = 0; s < STEPS.length; s++) {
                BigDecimal step = new BigDecimal(STEPS[s]).scaleByPowerOfTen(power);
                LinearTicks ticks = stepping(step, min, max, cover);
                int count = ticks.values().size();
                if (count < (cover ? 2 : 1) || count > 3 * wanted + 3) {
                    continue;
                }
                if (fewest == null || count < fewest.values().size()) {
                    fewest = ticks;
                }
                double covered = cover
                        ? span / (ticks.high() - ticks.low())
                        : ticks.values()
                                        .getLast()
                                        .subtract(ticks.values().getFirst())
                                        .doubleValue()
                                / span;
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

    private static LinearTicks stepping(BigDecimal step, double min, double max, boolean cover) {
        double slack = SLACK * (max - min);
        long first = index(min + (cover ? slack : -slack), step, cover ? RoundingMode.FLOOR : RoundingMode.CEILING);
        long last = index(max + (cover ? -slack : slack), step, cover ? RoundingMode.CEILING : RoundingMode.FLOOR);
        List<BigDecimal> values = new ArrayList<>();
        for (long k = first; k <= last && values.size() < 1000; k++) {
            values.add(step.multiply(BigDecimal.valueOf(k)));
        }
        boolean outer = cover && !values.isEmpty();
        double low = outer ? Math.min(min, values.getFirst().doubleValue()) : min;
        double high = outer ? Math.max(max, values.getLast().doubleValue()) : max;
        return new LinearTicks(values, low, high, exponent(Math.max(Math.abs(low), Math.abs(high))));
    }

    private static long index(double value, BigDecimal step, RoundingMode mode) {
        return new BigDecimal(value).divide(step, 0, mode).longValueExact();
    }

    private static int exponent(double largest) {
        int exponent = decade(largest);
        return exponent >= LONG_EXPONENT || exponent <= SMALL_EXPONENT ? exponent : 0;
    }

    /** The power of ten at or below a magnitude, exactly; 0 for 0. */
    static int decade(double magnitude) {
        BigDecimal exact = new BigDecimal(magnitude);
        return exact.signum() == 0 ? 0 : exact.precision() - exact.scale() - 1;
    }
}
