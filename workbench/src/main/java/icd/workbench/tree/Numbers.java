package icd.workbench.tree;

import icd.describe.Schema;
import java.util.Locale;
import java.util.OptionalLong;

/** Numbers of a recipe between text and value, with one canonical spelling each. */
public final class Numbers {
    private static final double EXACT = 0x1p53;

    private Numbers() {}

    /**
     * Returns the whole number that a YAML number stands for; {@code 1e6} and {@code 80.0} are whole too. Empty if it
     * is none.
     */
    public static OptionalLong whole(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            double value = real(text);
            return value == Math.rint(value) && Math.abs(value) <= EXACT
                    ? OptionalLong.of((long) value)
                    : OptionalLong.empty();
        }
    }

    /** Returns the value of a YAML number; {@code .inf} and {@code .nan} come out as such. */
    public static double real(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> Double.parseDouble(text) + 0.0; // -0 and 0 are one value
        };
    }

    /** Returns the shortest spelling that reads back as the same number: {@code 100}, {@code 0.01}, {@code 1e-8}. */
    public static String canonical(String text) {
        OptionalLong whole = whole(text);
        if (whole.isPresent()) {
            return Long.toString(whole.getAsLong());
        }
        double value = real(text);
        return Double.isFinite(value) ? Schema.number(value) : text;
    }
}
