package icd.task;

import icd.describe.Describe;
import icd.math.RandomStream;

/**
 * A transform of prompts that is drawn from a seed: {@link Transform#random} with the stream of that seed.
 *
 * @param n ambient dimension
 * @param condition ratio of the largest to the smallest singular value of A, at least 1
 * @param target in which coordinates the target is wanted
 * @param seed of A
 */
@Describe("a fixed invertible map A of all tokens and queries [App. H], drawn from a seed")
public record DrawnTransform(
        int n,

        @Describe(
                value = "condition number of A: its singular values run geometrically from its root down to 1 over it",
                min = 1,
                max = 1e7)
        double condition,

        @Describe(value = "which coordinates the target is in", byDefault = "old")
        Transform.Target target,

        @Describe(value = "seed of A", min = 0, byDefault = "0")
        long seed) {

    /** The transform. */
    public Transform transform() {
        return Transform.random(n, condition, target, RandomStream.of(seed, "transform"));
    }
}
