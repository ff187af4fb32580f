package icd.workbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a page shows them. */
final class Digits {

    private static final String NONE = "–";
    private static final int MOST_DECIMALS = 7;

    private Digits() {}

    /** Four significant digits; a dash for what was not measured. */
    static String of(double value) {
        return format("%.4g", value);
    }

    /** A number with its error, where that is known: the error to one digit (two after a leading 1), the number as far as that says. */
    static String of(double value, double error) {
        if (!(Double.isFinite(value) && Double.isFinite(error) && error > 0)) {
            return of(value);
        }
        BigDecimal rounded = rounded(error);
        int decimals = Math.max(0, rounded.scale());
        boolean plain = decimals <= MOST_DECIMALS;
        return plain
                ? sign(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN)) + " ± "
                        + rounded.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
                : of(value) + " ± " + error(error);
    }

    private static BigDecimal rounded(double error) {
        BigDecimal one = new BigDecimal(error).round(new MathContext(1));
        return one.unscaledValue().intValue() == 1 ? new BigDecimal(error).round(new MathContext(2)) : one;
    }

    static String error(double error) {
        return format("%.1g", error);
    }

    private static String sign(BigDecimal value) {
        return value.toPlainString().replace('-', '−');
    }

    private static String format(String format, double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, format, value).replace('-', '−')
                : NONE;
    }
}
