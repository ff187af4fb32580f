package icd.figure.layout;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The range that an axis has to show.
 *
 * @param set whether the axis ends just there, or may end on ticks beyond
 * @param names what stands at 0, 1, 2 and so on; empty for numbers
 * @param whole whether numbers are counted, so that labels between them would mean nothing
 */
public record Span(double low, double high, boolean set, boolean logarithmic, List<String> names, boolean whole) {

    Span(double low, double high, boolean set, boolean logarithmic) {
        this(low, high, set, logarithmic, List.of(), false);
    }

    /** The same for numbers that are counted. */
    Span counted() {
        return new Span(low, high, set, logarithmic, names, true);
    }

    static Span of(List<String> names) {
        return new Span(-0.5, names.size() - 0.5, true, false, names, false);
    }

    public Ticks ticks(int wanted, Predicate<Ticks> suits) {
        Predicate<Ticks> fits = !whole
                ? suits
                : suits.and(ticks -> ticks.values().stream()
                        .allMatch(value -> value.stripTrailingZeros().scale() <= 0));
        if (!names.isEmpty()) {
            List<BigDecimal> values = IntStream.range(0, names.size())
                    .mapToObj(BigDecimal::valueOf)
                    .toList();
            return Ticks.linear(values, names, low, high, "");
        }
        if (logarithmic) {
            return set ? LogTicks.within(low, high, wanted, fits) : LogTicks.covering(low, high, wanted, fits);
        }
        return set ? LinearTicks.within(low, high, wanted, fits) : LinearTicks.covering(low, high, wanted, fits);
    }

    /** The span that shows both. */
    Span union(Span other) {
        boolean same = low == other.low && high == other.high;
        return new Span(
                Math.min(low, other.low),
                Math.max(high, other.high),
                set && other.set && same,
                logarithmic,
                names,
                whole && other.whole);
    }

    /** Returns a span about the same middle that is at least this long. */
    Span widened(double length) {
        double middle = low + (high - low) / 2;
        return high - low >= length
                ? this
                : new Span(middle - length / 2, middle + length / 2, set, logarithmic, names, whole);
    }
}
