package icd.workbench.report;

import java.util.Locale;

/** Numbers as a page shows them. */
final class Digits {

    private static final String NONE = "–";

    private Digits() {}

    /** Four significant digits; a dash for what was not measured. */
    static String of(double value) {
        return format("%.4g", value);
    }

    /** A number with its error, where that is known. */
    static String of(double value, double error) {
        return Double.isFinite(value) && Double.isFinite(error) ? of(value) + " ± " + error(error) : of(value);
    }

    static String error(double error) {
        return format("%.1g", error);
    }

    private static String format(String format, double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, format, value).replace('-', '−')
                : NONE;
    }
}
