package icd.workbench.shell;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;

/**
 * Numbers as text: {@code 0.3} for {@code 0.1 + 0.2}, {@code 3.0} and never {@code 3} for a double, {@code 1.2e-7}.
 *
 * <p>A power of ten is split off below 1e-4, and where the number needs more digits than requested.
 */
final class Numerals {

    private Numerals() {}

    /** @param digits the largest number of significant digits */
    static String of(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return special(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        boolean whole = exponent < 9 && rounded.compareTo(new BigDecimal(value)) == 0;
        if (exponent < -4 || exponent >= digits && !whole) {
            return scientific(rounded, exponent);
        }
        String plain = rounded.stripTrailingZeros().toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    static String of(float value, int digits) {
        if (!Float.isFinite(value) || digits < 8) {
            return of((double) value, digits);
        }
        // a float has fewer digits than a double of the same value
        return of(Double.parseDouble(Float.toString(value)), digits);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value == 0 ? Double.toString(value) : value > 0 ? "∞" : "-∞";
    }

    private static String scientific(BigDecimal value, int exponent) {
        BigDecimal mantissa = value.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        String text = mantissa.toPlainString();
        return (text.indexOf('.') < 0 ? text + ".0" : text) + "e" + exponent;
    }

    /** Returns texts for numbers that stand below one another: all have equally many decimals, so that points align. */
    static String[] aligned(double[] values, int digits) {
        double largest = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        double smallest = Arrays.stream(values)
                .filter(v -> Double.isFinite(v) && v != 0)
                .map(Math::abs)
                .min()
                .orElse(1);
        int high = largest == 0 ? 0 : (int) Math.floor(Math.log10(largest));
        int low = (int) Math.floor(Math.log10(smallest));
        boolean whole = Arrays.stream(values).allMatch(v -> !Double.isFinite(v) || v == Math.rint(v));
        if (!(whole && high < 12) && (high >= digits + 1 || high - low >= digits && low < -digits || high < -4)) {
            return Arrays.stream(values)
                    .mapToObj(v -> !Double.isFinite(v) || v == 0
                            ? special(v)
                            : exponential(String.format(Locale.ROOT, "%." + (digits - 1) + "e", v)))
                    .toArray(String[]::new);
        }
        int decimals = whole ? 1 : Math.clamp(digits - 1 - high, 1, digits + 3);
        String[] texts = Arrays.stream(values)
                .mapToObj(v -> Double.isFinite(v) ? String.format(Locale.ROOT, "%." + decimals + "f", v) : special(v))
                .toArray(String[]::new);
        int spare = decimals - 1;
        for (int i = 0; i < texts.length; i++) {
            if (Double.isFinite(values[i])) {
                int zeros = texts[i].length() - texts[i].replaceAll("0+$", "").length();
                spare = Math.min(spare, zeros);
            }
        }
        for (int i = 0; i < texts.length; i++) {
            if (Double.isFinite(values[i])) {
                texts[i] = texts[i].substring(0, texts[i].length() - spare);
            }
        }
        return texts;
    }

    /** Writes {@code 1.2e-07} as {@code 1.2e-7}. */
    private static String exponential(String text) {
        int e = text.indexOf('e');
        return text.substring(0, e + 1) + Integer.parseInt(text.substring(e + 1));
    }
}
