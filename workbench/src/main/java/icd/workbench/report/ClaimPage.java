package icd.workbench.report;

import icd.claim.Erratum;
import icd.claim.Finding;
import icd.claim.Outcome;
import icd.claim.Part;
import icd.claim.Relation;
import icd.math.Digits;
import icd.workbench.page.Judged;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.result.ClaimResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What became of claims, for a page: a table for each part of what was published, then every number that was measured. */
final class ClaimPage {

    private static final List<Column> CLAIMS = List.of(
            Column.words("claim"),
            Column.words("where"),
            Column.words("printed"),
            Column.numbers("measured", ""),
            Column.numbers("expected", ""),
            Column.words("verdict"));

    private static final List<Column> FINDINGS = List.of(
            Column.words("claim"),
            Column.words("number"),
            Column.numbers("measured", ""),
            Column.numbers("expected", ""),
            Column.numbers("may be out by", ""),
            Column.words("verdict"));

    private ClaimPage() {}

    /** Nothing where no claim was checked. */
    static Stream<Judged> of(List<ClaimResult> results) {
        if (results.isEmpty()) {
            return Stream.empty();
        }
        List<PageTable> tables = new ArrayList<>();
        for (Part part : Part.values()) {
            List<List<String>> rows = results.stream()
                    .filter(result -> result.claim().part() == part)
                    .map(ClaimPage::claim)
                    .toList();
            if (!rows.isEmpty()) {
                tables.add(new PageTable(ClaimTable.heading(part), CLAIMS, rows));
            }
        }
        tables.add(findings(results).fold());
        boolean good = results.stream().allMatch(ClaimResult::holds);
        return Stream.of(new Judged("Claims", ClaimTable.count(results), good, tables));
    }

    private static List<String> claim(ClaimResult result) {
        Finding main = result.verdict().main();
        return List.of(
                result.claim().id(),
                result.claim().source(),
                result.claim()
                        .erratum()
                        .map(e -> corrected(result, e))
                        .orElse(result.claim().printed()),
                ClaimTable.measured(main),
                ClaimTable.expected(main),
                verdict(result));
    }

    private static String corrected(ClaimResult result, Erratum erratum) {
        return result.claim().printed() + ". What holds: " + erratum.holds() + " (" + erratum.reason() + ")";
    }

    private static String verdict(ClaimResult result) {
        Outcome outcome = result.verdict().outcome();
        return switch (outcome) {
            case HOLDS -> Judged.GOOD + "holds";
            case ERRATUM_CONFIRMED -> Judged.GOOD + "erratum, as corrected";
            case FAILS -> Judged.BAD + "fails: " + result.verdict().explanation();
        };
    }

    private static PageTable findings(List<ClaimResult> results) {
        List<List<String>> rows = new ArrayList<>();
        for (ClaimResult result : results) {
            result.verdict().findings().forEach(finding -> rows.add(finding(result, finding)));
        }
        return new PageTable("Every number that was measured (" + rows.size() + ")", FINDINGS, rows);
    }

    private static List<String> finding(ClaimResult result, Finding finding) {
        boolean reported = finding.relation() == Relation.REPORTED;
        String verdict = finding.printed() ? "not as printed" : "as expected";
        return List.of(
                result.claim().id(),
                finding.what(),
                ClaimTable.measured(finding),
                ClaimTable.expected(finding),
                reported || Double.isNaN(finding.allowed()) ? "" : Digits.plain(finding.allowed(), 2),
                reported ? "reported" : finding.passes() ? Judged.GOOD + verdict : Judged.BAD + "fails");
    }
}
