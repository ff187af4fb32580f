package icd.workbench.evaluation;

import icd.attention.Attention;
import icd.kernel.Workers;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;

/** An evaluation of a recipe that can measure. */
public interface Evaluation extends EvaluationSpec {

    /**
     * The subject of an evaluation.
     *
     * @param layer the trial's layer after training; null without one
     * @param prompts the prompts of the trial
     * @param workers the threads of the trial; no bit of a table may depend on their number
     */
    record Subject(TrialSpec trial, Attention layer, TrialPrompts prompts, Workers workers) {}

    /** Measures; the table has the coordinates and values that the specification names. */
    Table run(Subject subject);
}
