package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.Kinds;

/** Which prompts an epoch of a training visits. */
@Describe("which prompts an epoch of a training visits")
public enum EpochPrompts {
    @Describe("the same data.train prompts in every epoch")
    FIXED,
    @Describe(
            "data.train new prompts in every epoch, drawn from a stream of that epoch, so that none is seen twice; the training"
                    + " loss of an epoch is the loss on the prompts of the next")
    FRESH;

    /** Returns the word in recipes. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }
}
