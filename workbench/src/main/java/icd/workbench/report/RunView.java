package icd.workbench.report;

import icd.workbench.result.Expectation;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.Statistic;
import icd.workbench.result.TextTable;
import java.util.List;
import java.util.SequencedSet;

/** The findings of a run, for people: its results as a table, the verdicts on claims, and the expectations. */
public final class RunView {

    private RunView() {}

    /** The tables, a line break behind each line. */
    public static String of(RunResult run) {
        return of(run, Expectation.of(run));
    }

    /** Its means with their standard errors, standard deviations and intervals, as a table. */
    public static String statistics(RunResult run) {
        List<Statistic> all = Statistic.of(run);
        SequencedSet<String> axes =
                Series.axes(all.stream().map(Statistic::series).toList());
        TextTable table = new TextTable(Statistic.header(axes), 4 + axes.size());
        all.forEach(each -> table.add(each.cells(axes)));
        return all.isEmpty() ? "" : table.toString();
    }

    /** The tables, with expectations that have been held against the run already. */
    static String of(RunResult run, List<Expectation> expectations) {
        return ResultTable.of(run) + ClaimTable.of(run.claims()) + ExpectationTable.of(expectations);
    }
}
