package icd.workbench.engine;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.train.TrainingOptions;
import icd.workbench.recipe.Baseline;
import icd.workbench.recipe.TrainingSpec;
import icd.workbench.recipe.TrialSpec;
import java.util.OptionalInt;
import java.util.TreeSet;

/** A recipe's specifications as objects of the domain library. */
final class Domain {

    private Domain() {}

    /** The layer before training. */
    static Attention layer(TrialSpec trial) {
        return trial.model()
                .orElseThrow(
                        () -> new IllegalArgumentException("trial " + trial.id() + ": it must have a model, got none"))
                .layer(trial.data().n(), RandomStream.of(trial.weightSeed(), "weights"));
    }

    static TrainingOptions options(TrainingSpec training) {
        return new TrainingOptions(
                training.epochs(),
                training.batch(),
                training.optimiser(),
                training.decay(),
                new TreeSet<>(training.keep()));
    }

    /**
     * A baseline for a trial's task.
     *
     * @param training prompts for what is fitted to them
     */
    static Denoiser baseline(Baseline baseline, Task task, PromptSet training) {
        return switch (baseline) {
            case ZERO -> Baselines.zero();
            case QUERY -> Baselines.query();
            case CONTEXT_MEAN -> Baselines.contextMean();
            case NEAREST_TOKEN -> Baselines.nearestToken();
            case BAYES -> Baselines.bayes();
            case PROJECTION -> Baselines.projection();
            case PROJECTION_TO_SPHERE -> Baselines.projectionToSphere();
            case PCA_PROJECTION -> pca(task);
            case SHRUNK_PCA_PROJECTION -> shrunkPca(task);
            case ZERO_VARIANCE -> Baselines.zeroVariance();
            case IDEAL_LAYER -> AttentionLayer.softmax(task.n()).identity(1, 1 / task.noiseVariance());
            case EMPIRICAL_POSTERIOR -> Baselines.empiricalPosterior(task.noiseVariance());
            case LEAST_SQUARES -> Baselines.leastSquares(training);
        };
    }

    private static Denoiser pca(Task task) {
        OptionalInt k = spanned(task);
        return k.isPresent() ? Baselines.pcaProjection(k.getAsInt()) : Baselines.pcaProjection();
    }

    private static Denoiser shrunkPca(Task task) {
        OptionalInt k = spanned(task);
        return k.isPresent()
                ? Baselines.shrunkPcaProjection(k.getAsInt(), task.noiseVariance())
                : Baselines.shrunkPcaProjection(task.noiseVariance());
    }

    /** The dimension of the space that every instance spans; empty where each prompt draws its own. */
    private static OptionalInt spanned(Task task) {
        return switch (task) {
            case Subspaces s when s.dimensions().isFixed() -> OptionalInt.of(s.d());
            case Spheres s when s.dimensions().isFixed() -> OptionalInt.of(s.d() + 1);
            default -> OptionalInt.empty();
        };
    }
}
