package icd.workbench.report;

import icd.math.Digits;
import icd.math.Estimate;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as a page shows them: with a minus sign, and a dash where nothing was measured. The error of a number decides how many digits it
 * has, so that it looks the same in all tables of a page.
 */
final class PageNumbers {

    private static final int DIGITS = 4;

    private PageNumbers() {}

    /** Four significant digits. */
    static String of(double value) {
        return shown(value, Digits.of(value, DIGITS));
    }

    /** A number with its standard error, where that is known; {@code exact} marks what theory gives. */
    static String of(Estimate estimate) {
        return estimate.kind() == Estimate.Kind.EXACT
                ? of(estimate.value()) + " exact"
                : of(estimate.value(), estimate.error());
    }

    /** A number with its standard error, where that is known. */
    static String of(double value, double error) {
        return shown(value, Digits.withError(value, error));
    }

    /** A number to which another, with an error, is compared: with as many decimals, but no zeros at the end. */
    static String beside(double value, double other, double error) {
        int decimals = decimals(of(other, error));
        return error > 0 && decimals > 0 && Double.isFinite(value)
                ? shown(
                        value,
                        new BigDecimal(value)
                                .setScale(decimals, RoundingMode.HALF_EVEN)
                                .stripTrailingZeros()
                                .toPlainString())
                : plain(value);
    }

    /** A number with no more digits than it needs, and four at most. */
    static String plain(double value) {
        return shown(value, Digits.plain(value, DIGITS));
    }

    /** An allowed deviation with two digits, or a dash where it is not known. */
    static String tolerance(double value) {
        return shown(value, Digits.plain(value, 2));
    }

    private static int decimals(String number) {
        String first = number.split(" ", 2)[0];
        return first.contains("e") || !first.contains(".") ? 0 : first.length() - first.indexOf('.') - 1;
    }

    private static String shown(double value, String digits) {
        return Double.isFinite(value) ? digits.replace('-', '−') : "–";
    }
}
