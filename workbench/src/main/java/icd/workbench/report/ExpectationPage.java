package icd.workbench.report;

import icd.workbench.page.Judged;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.result.Expectation;
import icd.workbench.result.RunResult;
import java.util.List;
import java.util.stream.Stream;

/** What a recipe expects beside what its run found, for a page. */
final class ExpectationPage {

    private static final List<Column> COLUMNS = List.of(
            Column.words("quantity"),
            Column.numbers("expected", ""),
            Column.numbers("found", ""),
            Column.words("verdict"),
            Column.words("source"));

    private ExpectationPage() {}

    /** Nothing where nothing is expected. */
    static Stream<Judged> of(RunResult run) {
        List<Expectation> expectations = Expectation.of(run);
        if (expectations.isEmpty()) {
            return Stream.empty();
        }
        List<List<String>> rows =
                expectations.stream().map(ExpectationPage::row).toList();
        int met = (int) expectations.stream().filter(Expectation::met).count();
        int all = expectations.size();
        String summary = met + " of " + all + (all == 1 ? " expectation is met" : " expectations are met");
        String caption = "What the recipe expects of its results; ± beside what was found is a standard error"
                + Expectation.errors(expectations);
        PageTable table = new PageTable(caption, COLUMNS, rows);
        return Stream.of(new Judged("Expectations", summary, met == all, List.of(table)));
    }

    private static List<String> row(Expectation expectation) {
        return List.of(
                expectation.what(),
                expectation.expected(),
                expectation.found(),
                expectation.met() ? Judged.GOOD + "met" : Judged.BAD + "not met",
                expectation.spec().source());
    }
}
