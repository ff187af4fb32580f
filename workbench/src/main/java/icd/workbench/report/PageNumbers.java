package icd.workbench.report;

import icd.math.Digits;

/** Numbers as a page shows them: with a minus sign, and a dash for what was not measured. */
final class PageNumbers {

    private PageNumbers() {}

    /** Four significant digits. */
    static String of(double value) {
        return shown(value, Digits.of(value, 4));
    }

    /** A number with its error, where that is known, as far as that says. */
    static String of(double value, double error) {
        return shown(value, Digits.withError(value, error));
    }

    static String error(double error) {
        return shown(error, Digits.of(error, 1));
    }

    private static String shown(double value, String digits) {
        return Double.isFinite(value) ? digits.replace('-', '−') : "–";
    }
}
