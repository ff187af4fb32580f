package icd.train;

import icd.describe.Describe;
import icd.describe.Kinds;

/** Which weights a training leaves. */
@Describe("which weights a training leaves")
public enum WeightsKept {
    @Describe(
            "the weights with the least loss on the test prompts, after an epoch or before training; of several, the first")
    BEST,
    @Describe("the weights after the last epoch")
    LAST;

    /** Gives the word that recipes have for it: {@code best} or {@code last}. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }
}
