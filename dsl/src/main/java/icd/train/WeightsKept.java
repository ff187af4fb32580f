package icd.train;

import icd.describe.Describe;
import icd.describe.Kinds;

/** Which weights a training leaves. */
@Describe("which weights a training leaves")
public enum WeightsKept {
    @Describe(
            "those after the epoch, or before training, with the least loss on the test prompts: the first of several")
    BEST,
    @Describe("those after the last epoch")
    LAST;

    /** Gives the word that recipes have for it: {@code best} or {@code last}. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }
}
