package icd.workbench.report;

import icd.claim.Claim;
import icd.claim.Finding;
import icd.claim.Part;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.run.ClaimResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checked claims on a run's page: a table for each part of what was published, a row for each claim. */
final class ClaimPageTables {

    private static final List<Column> COLUMNS = List.of(
            Column.words("claim"),
            Column.words("verdict"),
            Column.words("number"),
            Column.numbers("measured", "± standard error"),
            Column.numbers("should be", ""),
            Column.words("what it says"),
            Column.words("where"));

    private ClaimPageTables() {}

    /** One for each part that has claims; none where none was checked. */
    static List<PageTable> of(List<ClaimResult> results) {
        return Arrays.stream(Part.values())
                .map(part -> of(
                        part,
                        results.stream()
                                .filter(result -> result.claim().part() == part)
                                .toList()))
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private static PageTable of(Part part, List<ClaimResult> results) {
        List<List<String>> rows = new ArrayList<>();
        for (ClaimResult result : results) {
            Finding main = result.verdict().main();
            rows.add(List.of(
                    result.claim().id(),
                    ClaimTable.mark(result.verdict().outcome()),
                    main.what(),
                    ClaimTable.measured(main),
                    ClaimTable.expected(main),
                    says(result),
                    result.claim().source()));
        }
        return new PageTable("Claims of " + part + " (" + ClaimTable.count(results) + ")", COLUMNS, rows, false);
    }

    private static String says(ClaimResult result) {
        Claim claim = result.claim();
        String erratum = claim.erratum()
                .map(it -> "Printed: " + claim.printed() + ". Holds: " + it.holds() + ". Why: " + it.reason() + ".")
                .orElse(claim.printed());
        return result.holds() ? erratum : erratum + " — " + result.verdict().explanation();
    }
}
