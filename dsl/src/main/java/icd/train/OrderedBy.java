package icd.train;

import icd.describe.Describe;
import icd.describe.Kinds;

/** The seed that decides in which order the epochs of a training visit its prompts. */
@Describe("whose seed decides the order of the batches")
public enum OrderedBy {
    @Describe(
            "the seed of the prompts: trainings on the same prompts visit them in the same order, whatever their weight seeds, and are"
                    + " trained side by side")
    DATA,
    @Describe("the seed of the training, so that each weight seed has an order of its own")
    SEED;

    /** Gives the word that recipes have for it: {@code data} or {@code seed}. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }
}
