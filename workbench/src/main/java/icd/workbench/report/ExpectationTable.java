package icd.workbench.report;

import icd.workbench.result.Expectation;
import java.util.List;
import java.util.Locale;

/** The expectations of a recipe beside the findings of its run, in a table for people. */
public final class ExpectationTable {

    private ExpectationTable() {}

    /** The table, a line break behind each line; empty where nothing is expected. */
    public static String of(List<Expectation> expectations) {
        if (expectations.isEmpty()) {
            return "";
        }
        int what = width(expectations.stream().map(Expectation::what).toList(), "expectation");
        int expected = width(expectations.stream().map(Expectation::expected).toList(), "expected");
        int found = width(expectations.stream().map(Expectation::found).toList(), "found");
        String format = "%-" + what + "s  %-" + expected + "s  %-" + found + "s  %s";
        StringBuilder text = new StringBuilder();
        line(text, format, "expectation", "expected", "found", "");
        for (Expectation expectation : expectations) {
            line(
                    text,
                    format,
                    expectation.what(),
                    expectation.expected(),
                    expectation.found(),
                    expectation.met() ? "met" : "NOT MET");
        }
        long met = expectations.stream().filter(Expectation::met).count();
        return text.append(met)
                .append(" of ")
                .append(expectations.size())
                .append(" expectations met")
                .append(Expectation.errors(expectations))
                .append('\n')
                .toString();
    }

    private static int width(List<String> cells, String title) {
        return Math.max(
                title.length(), cells.stream().mapToInt(String::length).max().orElse(0));
    }

    private static void line(StringBuilder text, String format, Object... cells) {
        text.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
    }
}
