package icd.workbench.recipe;

import icd.describe.Describe;

/** An invertible map A of every prompt, one for all prompts [App. H]. */
@Describe("a fixed invertible map A of all tokens and queries [App. H], drawn from a seed")
public record TransformSpec(
        @Describe(
                value = "condition number of A: its singular values run geometrically from its root down to 1 over it",
                min = 1,
                max = 1e7)
        double condition,

        @Describe(value = "which coordinates the target is in", byDefault = "old")
        Target target,

        @Describe(value = "seed of A", min = 0, byDefault = "0")
        long seed) {

    /** The coordinates of the target. */
    @Describe("the coordinates of the target")
    public enum Target {
        @Describe("the untransformed space: the layer must undo A")
        OLD,
        @Describe("the transformed space")
        NEW
    }
}
