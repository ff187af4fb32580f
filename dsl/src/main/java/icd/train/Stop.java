package icd.train;

import icd.describe.Describe;
import icd.describe.RefusedException;

/**
 * When a training ends before its last epoch: as soon as the loss on the test prompts has not fallen below its least value so far for
 * {@code patience} epochs. The loss before training counts too.
 *
 * <p>The test loss is watched, and not the training loss, as a layer that fits its training prompts ever better may do ever worse on others.
 * What is least on the test prompts is chosen by them, so only fresh prompts tell what such a layer loses.
 *
 * @param patience epochs, at least 1
 */
@Describe("when a training ends before its last epoch")
public record Stop(
        @Describe(value = "number of epochs that it continues without a new least loss on the test prompts", min = 1)
        int patience) {

    public Stop {
        if (!(patience >= 1)) {
            throw new RefusedException("Stop", "patience", "be >= 1", patience);
        }
    }

    /** Whether a training in this state ends here. */
    boolean at(TrainingState state) {
        return state.epoch() - state.bestEpoch() >= patience;
    }
}
