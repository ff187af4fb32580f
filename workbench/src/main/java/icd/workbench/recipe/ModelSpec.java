package icd.workbench.recipe;

import icd.describe.Describe;

/** The layer that a trial trains. */
@Describe("the layer to train")
public record ModelSpec(
        @Describe("which one-layer attention") Attention attention,

        @Describe(value = "what of W_KQ and W_PV is trained", byDefault = "full")
        Weights weights,

        @Describe(value = "weights before the first step", byDefault = "{kind: uniform}")
        InitSpec init) {}
