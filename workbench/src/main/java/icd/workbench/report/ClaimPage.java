package icd.workbench.report;

import icd.claim.Erratum;
import icd.claim.Finding;
import icd.claim.Outcome;
import icd.claim.Part;
import icd.claim.Relation;
import icd.workbench.page.Judged;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.result.ClaimResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The verdicts on claims, for a page: failures and errata first, then the other claims part by part, then every number that was measured. */
final class ClaimPage {

    private static final List<Column> CLAIMS = List.of(
            Column.words("claim"),
            Column.words("part"),
            Column.words("where"),
            Column.formulas("printed"),
            Column.numbers("measured", ""),
            Column.numbers("expected", ""),
            Column.numbers("tolerance", ""),
            Column.verdicts("verdict"));

    private static final List<Column> FINDINGS = List.of(
            Column.words("claim"),
            Column.formulas("number"),
            Column.numbers("measured", ""),
            Column.numbers("expected", ""),
            Column.numbers("tolerance", ""),
            Column.verdicts("verdict"));

    private ClaimPage() {}

    /** Empty if no claim was checked. */
    static Stream<Judged> of(List<ClaimResult> results) {
        if (results.isEmpty()) {
            return Stream.empty();
        }
        List<PageTable> tables = new ArrayList<>();
        add(tables, "Claims that fail", results, result -> !result.holds());
        add(tables, "Errata: what is printed was refuted, and its corrected form holds", results, ClaimPage::isErratum);
        for (Part part : Part.values()) {
            add(
                    tables,
                    ClaimTable.heading(part),
                    results,
                    result -> result.claim().part() == part && result.verdict().outcome() == Outcome.HOLDS);
        }
        tables.add(findings(results).fold());
        boolean good = results.stream().allMatch(ClaimResult::holds);
        return Stream.of(new Judged("Claims", ClaimTable.count(results), good, tables));
    }

    private static boolean isErratum(ClaimResult result) {
        return result.verdict().outcome() == Outcome.ERRATUM_CONFIRMED;
    }

    private static void add(
            List<PageTable> tables, String caption, List<ClaimResult> results, Predicate<ClaimResult> which) {
        List<List<String>> rows =
                results.stream().filter(which).map(ClaimPage::claim).toList();
        if (!rows.isEmpty()) {
            tables.add(new PageTable(caption, CLAIMS, rows));
        }
    }

    private static List<String> claim(ClaimResult result) {
        Finding main = result.verdict().main();
        return List.of(
                result.claim().id(),
                ClaimTable.heading(result.claim().part()),
                result.claim().source(),
                result.claim()
                        .erratum()
                        .map(e -> corrected(result, e))
                        .orElse(result.claim().printed()),
                measured(main),
                expected(main),
                tolerance(main),
                verdict(result));
    }

    private static String corrected(ClaimResult result, Erratum erratum) {
        return result.claim().printed() + ". The corrected form: " + erratum.holds() + " (" + erratum.reason() + ")";
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
        return new PageTable("Every number that was measured (" + rows.size() + ")", FINDINGS, rows)
                .allIn("findings.csv");
    }

    private static List<String> finding(ClaimResult result, Finding finding) {
        boolean reported = finding.relation() == Relation.REPORTED;
        String verdict = finding.printed() ? "not as printed" : "as expected";
        return List.of(
                result.claim().id(),
                finding.what(),
                measured(finding),
                expected(finding),
                tolerance(finding),
                reported ? "reported" : finding.passes() ? Judged.GOOD + verdict : Judged.BAD + "fails");
    }

    private static String measured(Finding finding) {
        return finding.error() > 0
                ? PageNumbers.of(finding.measured(), finding.error())
                : PageNumbers.plain(finding.measured());
    }

    private static String expected(Finding finding) {
        String number = PageNumbers.beside(finding.expected(), finding.measured(), finding.error());
        return switch (finding.relation()) {
            case EQUAL -> "= " + number;
            case AT_LEAST -> "≥ " + number;
            case AT_MOST -> "≤ " + number;
            case ABOVE -> "> " + number;
            case REPORTED -> "";
        };
    }

    private static String tolerance(Finding finding) {
        return finding.relation() == Relation.REPORTED || Double.isNaN(finding.allowed())
                ? ""
                : PageNumbers.tolerance(finding.allowed());
    }
}
