package icd.workbench.result;

import icd.describe.Kinds;
import icd.math.Estimate;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.TrialSpec;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A finished trial of a run.
 *
 * @param spec its specification
 * @param at its coordinates
 * @param result its findings
 * @param bayes the loss of the Bayes denoiser on its prompts, MSE/n; empty where it is no baseline
 */
public record FinishedTrial(
        TrialSpec spec, SequencedMap<String, Coordinate> at, TrialResult result, Optional<Estimate> bayes)
        implements Metric.Found {

    /**
     * Returns the trials of some cases that have an evaluation of a kind.
     *
     * @param cases the names of cases; none for all
     * @throws IllegalArgumentException if there are no such trials
     */
    public static List<FinishedTrial> with(Class<? extends EvaluationSpec> kind, List<String> cases, RunResult run) {
        List<FinishedTrial> found = run.finished().stream()
                .filter(trial -> cases.isEmpty() || cases.contains(trial.spec.label()))
                .filter(trial -> trial.spec.evaluation(kind).isPresent())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("a trial must have an evaluation of kind " + Kinds.name(kind)
                    + ", got none" + (cases.isEmpty() ? "" : " in " + String.join(", ", cases)));
        }
        return found;
    }

    /**
     * Returns the table of its first evaluation of a kind.
     *
     * @throws IllegalArgumentException if it has none
     */
    public Table table(Class<? extends EvaluationSpec> kind) {
        return result.tables().get(evaluation(kind).name());
    }

    /**
     * Returns its first evaluation of a kind.
     *
     * @throws IllegalArgumentException if it has none
     */
    public <T extends EvaluationSpec> T evaluation(Class<T> kind) {
        return spec.evaluation(kind)
                .orElseThrow(() -> new IllegalArgumentException("trial " + spec.id()
                        + ": it must have an evaluation of kind " + Kinds.name(kind) + ", got none"));
    }

    @Override
    public double lastTrainLoss() {
        return result.last().train();
    }

    @Override
    public double lastTestLoss() {
        return result.last().test();
    }

    @Override
    public double[] trainLoss() {
        return result.trainLoss();
    }

    @Override
    public double[] testLoss() {
        return result.testLoss();
    }

    @Override
    public Estimate fresh() {
        return Estimate.of(
                result.fresh(), result.freshStandardError(), spec.data().fresh());
    }

    @Override
    public double alpha() {
        return result.alpha();
    }

    @Override
    public double beta() {
        return result.beta();
    }

    @Override
    public double offDiagonalRms(String matrix) {
        return matrix.equals("W_PV") ? result.last().pvRest() : result.last().kqRest();
    }
}
