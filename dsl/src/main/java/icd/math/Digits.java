package icd.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Numbers, durations and sizes as people read them: the one place that decides how many digits are shown. */
public final class Digits {

    private static final int MOST_DECIMALS = 7;

    /** Numbers of fewer digits than this are errors, whose further digits would mean nothing. */
    private static final int FEWEST = 3;

    private static final Pattern NUMBER = Pattern.compile("%([-+# 0]*)(\\d*)\\.(\\d+)([gf])");

    private static final ScopedValue<Integer> ASKED = ScopedValue.newInstance();

    private Digits() {}

    /**
     * Makes a text in which numbers have {@code digits} significant digits, whatever each value would choose. Errors,
     * which have one digit or two, keep them.
     */
    public static String asked(int digits, Supplier<String> text) {
        return ScopedValue.where(ASKED, digits).call(text::get);
    }

    /** Returns the number of digits to show where a value would choose {@code digits}. */
    public static int shown(int digits) {
        return digits >= FEWEST && ASKED.isBound() ? ASKED.get() : digits;
    }

    /**
     * Returns a column's width where a value would choose {@code digits} digits and take {@code columns} columns: it
     * grows by the digits that are requested.
     */
    public static int width(int columns, int digits) {
        return columns + Math.max(0, shown(digits) - digits);
    }

    /**
     * Does the same as {@link String#format(Locale, String, Object...)} in English, but the numbers have the requested
     * digits, and their columns grow with them.
     */
    public static String text(String format, Object... values) {
        String wanted = !ASKED.isBound()
                ? format
                : NUMBER.matcher(format).replaceAll(found -> {
                    int own = Integer.parseInt(found.group(3));
                    int digits = shown(own);
                    String width = found.group(2).isEmpty()
                            ? ""
                            : Integer.toString(width(Integer.parseInt(found.group(2)), own));
                    return own < FEWEST ? found.group() : "%" + found.group(1) + width + "." + digits + "g";
                });
        return String.format(Locale.ROOT, wanted, values);
    }

    /**
     * Returns a number with {@code digits} significant digits, zeros at the end among them; {@code NaN} and {@code
     * Infinity} by these words.
     */
    public static String of(double value, int digits) {
        return String.format(Locale.ROOT, "%." + shown(digits) + "g", value);
    }

    /** Returns the same with a sign before a positive number too, for differences. */
    public static String signed(double value, int digits) {
        return String.format(Locale.ROOT, "%+." + shown(digits) + "g", value);
    }

    /** Returns a number with {@code digits} significant digits, without zeros at the end. */
    public static String plain(double value, int digits) {
        return rounded(value, shown(digits));
    }

    private static String rounded(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        double size = Math.abs(value);
        return size < 1e-4 || size >= 1e7
                ? String.format(Locale.ROOT, "%." + (rounded.precision() - 1) + "e", rounded)
                : rounded.toPlainString();
    }

    /**
     * Returns a number and its error: the error to one digit (two after a leading 1), the number to the same decimal.
     * The number alone, to four digits, where the error is 0 or not known.
     */
    public static String withError(double value, double error) {
        if (!(Double.isFinite(value) && Double.isFinite(error) && error > 0)) {
            return of(value, 4);
        }
        BigDecimal one = new BigDecimal(error).round(new MathContext(1));
        BigDecimal rounded =
                one.unscaledValue().intValue() == 1 ? new BigDecimal(error).round(new MathContext(2)) : one;
        int decimals = Math.max(0, rounded.scale());
        return decimals <= MOST_DECIMALS
                ? new BigDecimal(value)
                                .setScale(decimals, RoundingMode.HALF_EVEN)
                                .toPlainString() + " ± "
                        + rounded.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
                : of(value, 4) + " ± " + of(error, 1);
    }

    /**
     * Returns a duration such as {@code 0.35 ms}, {@code 812 ms}, {@code 3.2 s}, {@code 3 min 20 s}, {@code 2 h 5 min}.
     */
    public static String duration(double seconds) {
        if (seconds < 0.9995) {
            return rounded(seconds * 1e3, 3) + " ms";
        }
        if (seconds < 59.95) {
            return rounded(seconds, 3) + " s";
        }
        long s = Math.round(seconds);
        return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }

    /** Returns a size such as {@code 512 B}, {@code 3.4 kB}, {@code 1.2 GB}. */
    public static String bytes(double bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 999.5 && unit < 6) {
            size /= 1000;
            unit++;
        }
        return rounded(size, 3) + " " + " kMGTPE".substring(unit, unit + 1).strip() + "B";
    }
}
