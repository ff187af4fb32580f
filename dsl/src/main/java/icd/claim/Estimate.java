package icd.claim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A measured number.
 *
 * @param value what was measured
 * @param error its standard error; 0 where there is none but rounding
 */
public record Estimate(double value, double error) {

    @Override
    public String toString() {
        return error == 0 ? plain(value, 6) : plain(value, 6) + " ± " + plain(error, 2);
    }

    /** So many significant digits, without zeros at the end. */
    public static String plain(double value, int digits) {
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
}
