package icd.workbench.report;

import icd.describe.Kinds;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.RunResult;
import icd.workbench.run.Table;
import icd.workbench.run.TrialResult;
import java.util.List;

/** A finished trial with what it was asked for. */
record EvaluatedTrial(TrialSpec spec, TrialResult result) {

    /**
     * The trials of some cases that have an evaluation of a kind.
     *
     * @param cases none for all
     * @throws IllegalArgumentException if there are none
     */
    static List<EvaluatedTrial> with(Class<? extends EvaluationSpec> kind, List<String> cases, RunResult run) {
        List<EvaluatedTrial> found = run.finished().stream()
                .map(trial -> new EvaluatedTrial(trial.spec(), trial.result()))
                .filter(trial -> cases.isEmpty() || cases.contains(trial.result.caseName()))
                .filter(trial -> trial.spec.evaluation(kind).isPresent())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("a trial must have an evaluation of kind " + Kinds.name(kind)
                    + ", got none" + (cases.isEmpty() ? "" : " in " + String.join(", ", cases)));
        }
        return found;
    }

    /**
     * The table of its first evaluation of a kind.
     *
     * @throws IllegalArgumentException if it has none
     */
    Table table(Class<? extends EvaluationSpec> kind) {
        return result.tables().get(evaluation(kind).name());
    }

    /**
     * Its first evaluation of a kind.
     *
     * @throws IllegalArgumentException if it has none
     */
    <T extends EvaluationSpec> T evaluation(Class<T> kind) {
        return spec.evaluation(kind)
                .orElseThrow(() -> new IllegalArgumentException("trial " + result.id()
                        + ": it must have an evaluation of kind " + Kinds.name(kind) + ", got none"));
    }
}
