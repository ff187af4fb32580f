package icd.figure.layout;

import icd.figure.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The ends of an axis, its ticks and labels, and the place of each value on it.
 *
 * @param values where labels stand, rising
 * @param labels one for each value, with markup
 * @param minor where small ticks without labels stand
 * @param low where the axis begins
 * @param high where it ends
 * @param unit what an axis label says of a power of ten that all labels leave out; empty if there is none
 * @param isLogarithmic whether equal distances are equal ratios
 * @param toFraction where a value lies, see {@link #fraction}
 * @param toValue its inverse
 */
public record Ticks(
        List<BigDecimal> values,
        List<String> labels,
        List<BigDecimal> minor,
        double low,
        double high,
        String unit,
        boolean isLogarithmic,
        DoubleUnaryOperator toFraction,
        DoubleUnaryOperator toValue) {

    private static final int DIGITS = 6; // of a round number

    public Ticks {
        values = List.copyOf(values);
        labels = List.copyOf(labels);
    }

    /** Ticks of an axis on which equal distances are equal differences. */
    static Ticks linear(List<BigDecimal> values, List<String> labels, double low, double high, String unit) {
        double span = high - low;
        return new Ticks(values, labels, List.of(), low, high, unit, false, v -> (v - low) / span, f -> low + f * span);
    }

    /** Returns where a value lies on the axis: 0 at its beginning, 1 at its end; not finite for a value that the axis cannot show. */
    public double fraction(double value) {
        return toFraction.applyAsDouble(value);
    }

    /** Returns at which fraction of the axis a label stands. */
    public double place(int label) {
        return fraction(values.get(label).doubleValue());
    }

    /** The distance from one label to the next; NaN where there are no two. */
    double step() {
        return values.size() < 2
                ? Double.NaN
                : values.get(1).subtract(values.get(0)).doubleValue();
    }

    /** Whether labels of these extents stand clear of each other, with some space between them, along an axis of this length. */
    public boolean apart(double length, double space, IntToDoubleFunction extent) {
        return IntStream.range(1, labels.size()).noneMatch(i -> {
            double needed = (extent.applyAsDouble(i) + extent.applyAsDouble(i - 1)) / 2 + space;
            return place(i) * length - place(i - 1) * length < needed;
        });
    }

    /** Returns where the cells around places of a grid begin and end, in data units. */
    public Numbers borders(Numbers places) {
        return Span.borders(places, isLogarithmic);
    }

    /** The value that lies at a fraction of the axis. */
    public double at(double fraction) {
        return toValue.applyAsDouble(fraction);
    }

    /** The labels, without the functions. */
    @Override
    public String toString() {
        return "ticks " + labels + " from " + low + " to " + high;
    }

    /** A number in few characters, with markup. */
    public static String label(double value) {
        BigDecimal rounded = rounded(value);
        return label(rounded, false, rounded.scale());
    }

    /** A number with so many decimals, or as a multiple of a power of ten where it is one or would be long. */
    static String label(BigDecimal value, boolean power, int decimals) {
        double size = Math.abs(value.doubleValue());
        boolean handy = size == 0 || size >= 0.000999 && size < 99_999;
        return power || !handy ? LogTicks.scientific(value) : LogTicks.decimal(value, Math.max(0, decimals));
    }

    /** How many decimals show all of these numbers. */
    static int decimals(List<BigDecimal> numbers) {
        return numbers.stream().mapToInt(BigDecimal::scale).reduce(0, Math::max);
    }

    /** Round numbers as they are, others, such as quantiles, with three digits. */
    static BigDecimal rounded(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return shortest.precision() <= DIGITS ? shortest : shortest.round(new MathContext(3));
    }
}
