package icd.workbench.recipe;

import java.util.List;

/** What determines one trial; the part of a recipe that cases and axes vary. */
@Describe("what determines one trial")
public record Experiment(
        @Describe("the prompts: shape, how many, seed") DataSpec data,

        @Describe("the task: a distribution over token distributions p_X")
        TaskSpec task,

        @Describe("the layer to train") ModelSpec model,
        @Describe("how the layer is trained") TrainingSpec training,

        @Describe(value = "denoisers without trained weights to compare with", byDefault = "[zero, bayes]")
        List<Baseline> baselines) {

    /** Copies the list. */
    public Experiment {
        baselines = List.copyOf(baselines);
    }
}
