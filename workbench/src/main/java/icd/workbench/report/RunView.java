package icd.workbench.report;

import icd.workbench.run.Expectation;
import icd.workbench.run.RunResult;
import java.util.List;

/** What a run found, for people: its results as a table, what became of claims, and what was expected. */
public final class RunView {

    private RunView() {}

    /** The tables, a line break behind each line. */
    public static String of(RunResult run) {
        return of(run, Expectation.of(run));
    }

    /** The same, where its expectations have been held against it already. */
    static String of(RunResult run, List<Expectation> expectations) {
        return ResultTable.of(run) + ClaimTable.of(run.claims()) + ExpectationTable.of(expectations);
    }
}
