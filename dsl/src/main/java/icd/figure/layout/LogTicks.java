package icd.figure.layout;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the ends and labels of logarithmic axes. Labels stand at powers of ten where there are two or more
 * decades, at 1, 2 and 5 times them in less, and at evenly spaced values in a small part of a decade; at powers of two where
 * the axis begins and ends at such.
 */
final class LogTicks {

    private static final double SLACK = 1e-9;
    private static final int[] ENDS = {1, 2, 5};
    private static final int[] ENDS_OF_DECADES = {1};
    private static final int[] ALL = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static final int MOST_DECADES_WITH_MINOR = 12;

    /** The least ratio of the ends of an axis that is labelled at powers of two. */
    private static final int DOUBLINGS = 8;

    private LogTicks() {}

    /**
     * Ticks at and around positive data: the axis begins and ends at 1, 2 or 5 times a power of ten, or at even values
     * where the data do not span a factor of two.
     */
    static Ticks covering(double min, double max, int wanted, Predicate<Ticks> fits) {
        if (!(max > (1 + 1e-10) * min)) {
            return within(below(min / 1.5), above(max * 1.5), wanted, fits);
        }
        if (max < 2 * min) {
            Ticks even = LinearTicks.covering(min, max, wanted, t -> t.low() > 0);
            return within(even.low() > 0 ? even.low() : below(min), even.high(), wanted, fits);
        }
        return within(below(min), above(max), wanted, fits);
    }

    /** Ticks within a range of positive numbers that is kept as it is. */
    static Ticks within(double low, double high, int wanted, Predicate<Ticks> fits) {
        Ticks best = ticks(List.of(), low, high);
        for (List<BigDecimal> values : candidates(low, high, wanted)) {
            if (values.size() <= 2 * wanted && values.size() > best.values().size()) {
                Ticks ticks = ticks(values, low, high);
                best = fits.test(ticks) ? ticks : best;
            }
        }
        return best;
    }

    private static Ticks ticks(List<BigDecimal> values, double low, double high) {
        int first = LinearTicks.decade(low);
        int last = LinearTicks.decade(high);
        int[] factors = last - first > MOST_DECADES_WITH_MINOR ? ENDS_OF_DECADES : ALL;
        boolean doubled = values.size() > 3 && values.equals(doublings(low, high));
        List<BigDecimal> minor = doubled
                ? List.of()
                : multiples(low, high, first, last + 1, 1, factors).stream()
                        .filter(v -> values.stream().noneMatch(labelled -> labelled.compareTo(v) == 0))
                        .toList();
        double logLow = StrictMath.log10(low);
        double logSpan = StrictMath.log10(high) - logLow;
        DoubleUnaryOperator toFraction = value -> (StrictMath.log10(value) - logLow) / logSpan;
        DoubleUnaryOperator toValue = fraction -> StrictMath.pow(10, logLow + fraction * logSpan);
        return new Ticks(values, labels(values), minor, low, high, "", true, toFraction, toValue);
    }

    /** Round levels in about equal ratios, about so many, from at or below one positive number to at or above another. */
    static double[] levels(double min, double max, int about) {
        int decades = LinearTicks.decade(max) - LinearTicks.decade(min);
        Stream<double[]> powers = IntStream.iterate(1 + decades / about, stride -> stride > 0, stride -> stride - 1)
                .mapToObj(stride -> around(min, max, stride, 1));
        Stream<double[]> finer = Stream.of(new int[] {1, 3}, ENDS, new int[] {1, 2, 3, 5, 7}, ALL)
                .map(factors -> around(min, max, 1, factors));
        return Stream.concat(powers, finer)
                .min(Comparator.comparingInt(levels -> Math.abs(levels.length - about)))
                .orElseThrow();
    }

    private static double[] around(double min, double max, int stride, int... factors) {
        int first = Math.floorDiv(LinearTicks.decade(min), stride) * stride;
        double[] all = multiples(0, Double.MAX_VALUE, first, LinearTicks.decade(max) + stride, stride, factors).stream()
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
        long reached = Arrays.stream(all).filter(level -> level <= min).count();
        int from = (int) Math.max(0, reached - 1);
        long below = Arrays.stream(all).filter(level -> level < max).count();
        int to = (int) Math.min(all.length - 1L, Math.max(from + 1L, below));
        return Arrays.copyOfRange(all, from, to + 1);
    }

    /** Sets of labels, the better ones first among those of one size. */
    private static List<List<BigDecimal>> candidates(double low, double high, int wanted) {
        List<List<BigDecimal>> candidates = new ArrayList<>();
        int first = LinearTicks.decade(low);
        int last = LinearTicks.decade(high) + 1;
        if (high < 2.5 * low) { // 1, 2 and 5 would be two labels at most
            candidates.add(LinearTicks.within(low, high, wanted, t -> true).values());
        }
        if (isPowerOfTwo(low) && isPowerOfTwo(high) && high >= DOUBLINGS * low) {
            candidates.add(doublings(low, high));
        }
        if (high < 99 * low) {
            candidates.add(multiples(low, high, first, last, 1, 1, 2, 5));
            candidates.add(high < 12 * low ? multiples(low, high, first, last, 1, 1, 2, 3, 5) : List.of());
            candidates.add(multiples(low, high, first, last, 1, 1, 3));
        }
        for (int stride = 1; stride <= Math.max(1, last - first); stride++) {
            candidates.add(multiples(low, high, Math.floorDiv(first, stride) * stride, last, stride, 1));
        }
        return candidates;
    }

    private static List<BigDecimal> doublings(double low, double high) {
        List<BigDecimal> values = new ArrayList<>();
        for (double value = low; value <= high; value *= 2) {
            values.add(BigDecimal.valueOf(value));
        }
        return values;
    }

    private static boolean isPowerOfTwo(double value) {
        return value >= 1 && value == Math.scalb(1.0, Math.getExponent(value));
    }

    private static List<BigDecimal> multiples(
            double low, double high, int first, int last, int stride, int... factors) {
        List<BigDecimal> values = new ArrayList<>();
        for (int decade = first; decade <= last; decade += stride) {
            for (int factor : factors) {
                BigDecimal value = BigDecimal.valueOf(factor).scaleByPowerOfTen(decade);
                double v = value.doubleValue();
                if (v >= low * (1 - SLACK) && v <= high * (1 + SLACK)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** The largest 1, 2 or 5 times a power of ten that is not above a value. */
    private static double below(double value) {
        int decade = LinearTicks.decade(value);
        double best = multiples(0, value, decade, decade, 1, ENDS).getLast().doubleValue();
        return Math.max(best, Double.MIN_NORMAL);
    }

    /** The smallest 1, 2 or 5 times a power of ten that is not below a value. */
    private static double above(double value) {
        int decade = LinearTicks.decade(value);
        double next = multiples(value, Double.MAX_VALUE, decade, decade + 1, 1, ENDS)
                .getFirst()
                .doubleValue();
        return Math.min(next, Double.MAX_VALUE);
    }

    /** Powers of ten as 10^k, or plain where all are between 0.01 and 1000 or not all are powers of ten. */
    private static List<String> labels(List<BigDecimal> values) {
        boolean powers = values.stream().allMatch(LogTicks::isPowerOfTen);
        boolean handy = values.stream()
                .mapToDouble(BigDecimal::doubleValue)
                .allMatch(v -> v >= (powers ? 0.00999 : 0.000999) && v < (powers ? 1001 : 99_999));
        return values.stream().map(v -> handy ? plain(v) : scientific(v)).toList();
    }

    static boolean isPowerOfTen(BigDecimal value) {
        return value.stripTrailingZeros().unscaledValue().equals(BigInteger.ONE);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString().replace('-', '−');
    }

    /** A number with so many decimals, which are no fewer than it has. */
    static String decimal(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.UNNECESSARY)
                .toPlainString()
                .replace('-', '−');
    }

    static String power(int exponent) {
        return "10^{" + Integer.toString(exponent).replace('-', '−') + "}";
    }

    static String scientific(BigDecimal value) {
        BigDecimal v = value.stripTrailingZeros();
        if (v.signum() == 0) {
            return "0";
        }
        int exponent = v.precision() - v.scale() - 1;
        String mantissa = plain(v.movePointLeft(exponent));
        return mantissa.equals("1") ? power(exponent) : mantissa + "×" + power(exponent);
    }
}
