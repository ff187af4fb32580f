package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.denoise.Baseline;
import icd.describe.Describe;
import icd.task.FixedTransform;
import icd.task.Task;
import java.util.List;
import java.util.Optional;

/** The keys that determine one trial; cases and axes of a recipe vary them. */
@Describe("the keys that determine one trial")
public record Experiment(
        @Describe("the prompts: shape, how many, seed") DataSpec data,

        @Describe("the task: a distribution over token distributions p_X")
        Task task,

        @Describe("a fixed map of all prompts; without it there is none")
        Optional<FixedTransform> transform,

        @Describe("the layer; without it only baselines and evaluations are measured")
        Optional<Architecture> model,

        @Describe("how the layer is trained; without it the layer keeps its initial weights")
        Optional<TrainingSpec> training,

        @Describe(value = "denoisers without trained weights to compare with", byDefault = "[zero, bayes]")
        List<Baseline> baselines,

        @Describe(value = "what to measure besides the losses, in order", byDefault = "[]")
        List<EvaluationSpec> evaluate) {

    /** Copies the lists. */
    public Experiment {
        baselines = List.copyOf(baselines);
        evaluate = List.copyOf(evaluate);
    }

    /** Returns the same experiment with other evaluations. */
    Experiment evaluating(List<EvaluationSpec> others) {
        return new Experiment(data, task, transform, model, training, baselines, others);
    }

    /** Returns the part that determines the layer and its losses. */
    Experiment withoutBaselines() {
        return new Experiment(data, task, transform, model, training, List.of(), evaluate);
    }
}
