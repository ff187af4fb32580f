package icd.workbench.engine;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.kernel.Precision;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.train.Decay;
import icd.train.Optimiser;
import icd.train.TrainingOptions;
import icd.workbench.recipe.Baseline;
import icd.workbench.recipe.InitSpec;
import icd.workbench.recipe.ModelSpec;
import icd.workbench.recipe.OptimiserSpec;
import icd.workbench.recipe.TaskSpec;
import icd.workbench.recipe.TrainingSpec;
import icd.workbench.recipe.TrialSpec;
import java.util.TreeSet;

/** A recipe's specifications as objects of the domain library. */
final class Domain {

    private Domain() {}

    /** The task of a trial with another dimension d; mixtures stay as they are. */
    static Task task(TrialSpec trial, int d) {
        return trial.promptTask(
                switch (trial.task()) {
                    case TaskSpec.Subspaces s -> new TaskSpec.Subspaces(d, s.variance(), s.noiseVariance());
                    case TaskSpec.Spheres s -> new TaskSpec.Spheres(d, s.radius(), s.noiseVariance());
                    case TaskSpec.Mixtures m -> m;
                });
    }

    static Precision precision(TrialSpec trial) {
        return switch (trial.precision()) {
            case FLOAT32 -> Precision.FLOAT32;
            case FLOAT64 -> Precision.FLOAT64;
        };
    }

    /** The layer before training. */
    static Attention layer(TrialSpec trial) {
        ModelSpec model = trial.model()
                .orElseThrow(
                        () -> new IllegalArgumentException("trial " + trial.id() + ": it must have a model, got none"));
        AttentionLayer layer = model.form(trial.data().n());
        RandomStream random = RandomStream.of(trial.weightSeed(), "weights");
        return switch (model.init()) {
            case InitSpec.Uniform _ -> layer.uniform(random);
            case InitSpec.Identity i -> layer.identity(i.scale(), i.scale());
            case InitSpec.Given g -> layer.identity(g.alpha(), g.beta());
            case InitSpec.Normal s -> layer.normal(s.standardDeviation(), random);
        };
    }

    static TrainingOptions options(TrainingSpec training) {
        Optimiser optimiser = switch (training.optimiser()) {
            case OptimiserSpec.Adam a -> new Optimiser.Adam(a.rate(), a.beta1(), a.beta2(), a.epsilon());
            case OptimiserSpec.Sgd s -> new Optimiser.Sgd(s.rate(), s.momentum());
        };
        return new TrainingOptions(
                training.epochs(),
                training.batch(),
                optimiser,
                new Decay(training.decay().factor(), training.decay().at()),
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
            case PCA_PROJECTION -> Baselines.pcaProjection(spanned(task));
            case SHRUNK_PCA_PROJECTION -> Baselines.shrunkPcaProjection(spanned(task), task.noiseVariance());
            case ZERO_VARIANCE -> Baselines.zeroVariance();
            case IDEAL_LAYER -> AttentionLayer.softmax(task.n()).identity(1, 1 / task.noiseVariance());
            case EMPIRICAL_POSTERIOR -> Baselines.empiricalPosterior(task.noiseVariance());
            case LEAST_SQUARES -> Baselines.leastSquares(training);
        };
    }

    private static int spanned(Task task) {
        return switch (task) {
            case Subspaces s -> s.d();
            case Spheres s -> s.d() + 1;
            default -> throw new IllegalArgumentException("a PCA baseline: the task must span a subspace, got " + task);
        };
    }
}
