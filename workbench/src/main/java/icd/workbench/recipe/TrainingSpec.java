package icd.workbench.recipe;

import icd.describe.Describe;
import icd.kernel.Precision;
import icd.train.Decay;
import icd.train.Optimiser;
import icd.train.TrainingOptions;
import java.util.List;
import java.util.TreeSet;

/** How a layer is trained. */
@Describe("how the layer is trained")
public record TrainingSpec(
        @Describe(value = "passes over the training prompts", min = 1, max = DataSpec.MOST)
        int epochs,

        @Describe(value = "prompts in a mini-batch, at most data.train", min = 1)
        int batch,

        @Describe(value = "which prompts each epoch visits", byDefault = "fixed")
        EpochPrompts prompts,

        @Describe(value = "arithmetic of training", byDefault = "float32")
        Precision precision,

        @Describe(value = "the rule of each step", byDefault = "{kind: adam}")
        Optimiser optimiser,

        @Describe(value = "when the rate is multiplied, and by what", byDefault = "{}")
        Decay decay,

        @Describe(value = "weight seed: initial weights and the order of the batches", min = 0, byDefault = "0")
        long seed,

        @Describe(
                value = "epochs at whose end the weights are kept, besides the first and the last",
                min = 1,
                byDefault = "[]")
        List<Integer> keep) {

    /** Copies the list. */
    public TrainingSpec {
        keep = List.copyOf(keep);
    }

    /** All of it that the library calls options. */
    public TrainingOptions options() {
        return new TrainingOptions(epochs, batch, optimiser, decay, new TreeSet<>(keep));
    }
}
