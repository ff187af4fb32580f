package icd.workbench.recipe;

import java.util.List;

/**
 * One trial of a recipe.
 *
 * @param id unique in the recipe, safe as a file name, made of the case and the axis values: {@code subspaces-linear-seed1}
 * @param caseName the case it belongs to; empty where the recipe has no cases
 * @param experiment what determines its result
 * @param determining what determines the trained layer and its losses, as canonical YAML with every default written out: the
 *     experiment without what only its baselines depend on
 */
public record TrialSpec(String id, String caseName, Experiment experiment, String determining) {

    /** Multiplications in the passes of one epoch, up to a factor: what scheduling and progress weigh trials by. */
    public double workPerEpoch() {
        boolean linear = model().attention() == Attention.LINEAR;
        return (double) data().train() * data().n() * (linear ? data().n() : data().L());
    }

    /** The prompts. */
    public DataSpec data() {
        return experiment.data();
    }

    /** The task. */
    public TaskSpec task() {
        return experiment.task();
    }

    /** The layer to train. */
    public ModelSpec model() {
        return experiment.model();
    }

    /** How it is trained. */
    public TrainingSpec training() {
        return experiment.training();
    }

    /** What it is compared with. */
    public List<Baseline> baselines() {
        return experiment.baselines();
    }
}
