package icd.workbench.engine;

import icd.attention.Attention;
import icd.kernel.Workers;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Table;

/** How an evaluation of a recipe is measured. */
interface Evaluation {

    /**
     * What is evaluated.
     *
     * @param layer the trial's layer after training; null without one
     * @param prompts those of the trial
     * @param workers the threads of the trial; no bit of a table may depend on their number
     */
    record Subject(TrialSpec trial, Attention layer, TrialPrompts prompts, Workers workers) {}

    /** Measures; the table has the coordinates and values that the specification names. */
    Table run(Subject subject);

    /** How a kind of evaluation is measured. */
    static Evaluation of(EvaluationSpec spec) {
        return switch (spec) {
            case EvaluationSpec.Shift shift -> new ShiftEvaluation(shift);
            case EvaluationSpec.LossLandscape landscape -> new LossLandscapeEvaluation(landscape);
            case EvaluationSpec.DrawnPrompts prompts -> new DrawnPromptsEvaluation(prompts);
            case EvaluationSpec.EnergyLandscape landscape -> new EnergyLandscapeEvaluation(landscape);
            case EvaluationSpec.Trajectories trajectories -> new TrajectoriesEvaluation(trajectories);
            case EvaluationSpec.Descent descent -> new DescentEvaluation(descent);
            case EvaluationSpec.Structure structure -> new StructureEvaluation(structure);
        };
    }
}
