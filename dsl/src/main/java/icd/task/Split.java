package icd.task;

/**
 * Prompts to learn from and prompts to watch.
 *
 * @param train to learn from
 * @param test to watch
 */
public record Split(PromptSet train, PromptSet test) {

    /** @throws IllegalArgumentException if they are of different dimensions */
    public Split {
        if (train.n() != test.n()) {
            throw new IllegalArgumentException(
                    "Split: train and test must be of one dimension, got n = " + train.n() + " and n = " + test.n());
        }
    }

    @Override
    public String toString() {
        return train.size() + " prompts to train on, " + test.size() + " to test on: " + test;
    }
}
