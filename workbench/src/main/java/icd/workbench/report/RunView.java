package icd.workbench.report;

import icd.workbench.run.Expectation;
import icd.workbench.run.RunResult;

/** What a run found, for people: its results as a table, what became of claims, and what was expected. */
public final class RunView {

    private RunView() {}

    /** The tables, a line break behind each line. */
    public static String of(RunResult run) {
        return ResultTable.of(run) + ClaimTable.of(run.claims()) + ExpectationTable.of(Expectation.of(run));
    }
}
