package icd.workbench.run;

import icd.math.Estimate;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.TrialSpec;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A finished trial of a run.
 *
 * @param spec what it was asked for
 * @param result what it found
 * @param bayes what the Bayes denoiser loses on its prompts, MSE/n; empty where it is no baseline
 */
public record FinishedTrial(TrialSpec spec, TrialResult result, Optional<Estimate> bayes) implements Metric.Found {

    /** Its coordinates. */
    public SequencedMap<String, Coordinate> at() {
        return spec.at();
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
        return result.weight(matrix, "final").offDiagonalRms();
    }
}
