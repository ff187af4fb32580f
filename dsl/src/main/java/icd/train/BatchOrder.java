package icd.train;

import icd.math.RandomStream;

/** The order in which an epoch visits the training prompts; consecutive ones form the batches. */
@FunctionalInterface
public interface BatchOrder {

    /**
     * @param epoch 1 for the first
     * @param size number of training prompts
     * @return the numbers 0 to {@code size - 1} in some order
     */
    int[] of(int epoch, int size);

    /** Returns an order that is shuffled again for each epoch, from a stream that depends on seed and epoch alone. */
    static BatchOrder shuffled(long seed) {
        return new Shuffled(seed);
    }

    /**
     * The order that {@link #shuffled} returns.
     *
     * @param seed of the streams
     */
    record Shuffled(long seed) implements BatchOrder {

        @Override
        public int[] of(int epoch, int size) {
            return RandomStream.of(seed, "batch order", epoch).permutation(size);
        }
    }
}
