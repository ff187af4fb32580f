package icd.workbench.report;

import icd.claim.Claim;
import icd.claim.Erratum;
import icd.claim.Finding;
import icd.claim.Outcome;
import icd.claim.Part;
import icd.math.Digits;
import icd.workbench.result.ClaimResult;
import java.util.List;
import java.util.Locale;

/** The verdicts on claims, in a table for people: a line for each claim, grouped by the part of the paper or literature that it comes from. */
public final class ClaimTable {

    private static final int COLUMNS = 100;
    private static final int PLACE = 14;
    private static final String INDENT = "            ";

    private ClaimTable() {}

    /** The table, a line break behind each line; empty where no claim was checked. */
    public static String of(List<ClaimResult> results) {
        if (results.isEmpty()) {
            return "";
        }
        int id = Math.max(
                5, results.stream().mapToInt(r -> r.claim().id().length()).max().orElse(0));
        StringBuilder text = new StringBuilder();
        for (Part part : Part.values()) {
            List<ClaimResult> here =
                    results.stream().filter(r -> r.claim().part() == part).toList();
            if (!here.isEmpty()) {
                text.append(heading(part)).append('\n');
                here.forEach(result -> add(text, result, id));
            }
        }
        return text.append(count(results)).append('\n').toString();
    }

    static String heading(Part part) {
        String words = part.toString();
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static void add(StringBuilder text, ClaimResult result, int id) {
        Finding main = result.verdict().main();
        String line = String.format(
                Locale.ROOT,
                "  %-9s %-" + id + "s %-20s %-11s %s",
                mark(result.verdict().outcome()),
                result.claim().id(),
                measured(main),
                expected(main),
                place(result.claim(), COLUMNS - id - 46));
        text.append(line.stripTrailing()).append('\n');
        result.claim().erratum().ifPresent(erratum -> erratum(text, result.claim(), erratum));
        if (!result.holds()) {
            wrapped(text, "because", result.verdict().explanation());
        }
    }

    private static void erratum(StringBuilder text, Claim claim, Erratum erratum) {
        wrapped(text, "printed", claim.printed());
        wrapped(text, "holds", erratum.holds());
    }

    /** {@code ✓ holds}, {@code ≠ erratum}, {@code ✗ FAILS}. */
    static String mark(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> "✓ holds";
            case ERRATUM_CONFIRMED -> "≠ erratum";
            case FAILS -> "✗ FAILS";
        };
    }

    static String measured(Finding finding) {
        return Digits.plain(finding.measured(), 5)
                + (finding.error() == 0 ? "" : " ± " + Digits.plain(finding.error(), 2));
    }

    /** {@code = 0.327}, {@code ≥ 0.95}. */
    static String expected(Finding finding) {
        String number = Digits.plain(finding.expected(), 5);
        return switch (finding.relation()) {
            case EQUAL -> "= " + number;
            case AT_LEAST -> "≥ " + number;
            case AT_MOST -> "≤ " + number;
            case ABOVE -> "> " + number;
            case REPORTED -> "";
        };
    }

    /** The first place that the source names besides the part that the line stands in, cut to so many letters. */
    private static String place(Claim claim, int room) {
        String first = switch (claim.part()) {
            case PAPER, APPENDICES -> claim.source().split("[;:,]", 2)[0];
            case SLIDES, DERIVED -> claim.source().replaceFirst("^(slides|derived)[;:,]? *(?=.)", "");
            case CODE, LITERATURE -> claim.source().split("[;:]", 2)[0];
        };
        int most = Math.max(PLACE, room);
        return first.length() <= most ? first : first.substring(0, most - 1) + "…";
    }

    private static void wrapped(StringBuilder text, String label, String words) {
        String line = INDENT + label + ":";
        for (String word : words.split(" ")) {
            if (line.length() + 1 + word.length() > COLUMNS) {
                text.append(line).append('\n');
                line = INDENT + "  ";
            }
            line += (line.endsWith(" ") ? "" : " ") + word;
        }
        text.append(line).append('\n');
    }

    /** "109 claims: 98 as printed, 11 as corrected, 0 failing". */
    static String count(List<ClaimResult> results) {
        return String.format(
                Locale.ROOT,
                "%d claim%s: %d as printed, %d as corrected, %d failing",
                results.size(),
                results.size() == 1 ? "" : "s",
                count(results, Outcome.HOLDS),
                count(results, Outcome.ERRATUM_CONFIRMED),
                count(results, Outcome.FAILS));
    }

    private static long count(List<ClaimResult> results, Outcome outcome) {
        return results.stream().filter(r -> r.verdict().outcome() == outcome).count();
    }
}
