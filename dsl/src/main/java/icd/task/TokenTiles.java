package icd.task;

/** Tokens that an instance has drawn and hands out a few at a time, so that they stay in the nearest caches until they are stored. */
@FunctionalInterface
public interface TokenTiles {

    /**
     * Hands out tokens {@code from} to {@code from + count - 1}.
     *
     * @param tile n x count, row-major: coordinate i of the t-th of them at {@code i count + t}. Modified.
     */
    void read(int from, int count, double[] tile);
}
