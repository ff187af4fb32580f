package icd.workbench.recipe;

import icd.attention.AttentionLayer;
import icd.attention.Initialisation;
import icd.describe.Describe;

/** The layer that a trial trains. */
@Describe("the layer to train")
public record ModelSpec(
        @Describe("which one-layer attention") Attention attention,

        @Describe(value = "what of W_KQ and W_PV is trained", byDefault = "full")
        Weights weights,

        @Describe(value = "weights before the first step", byDefault = "{kind: uniform}")
        Initialisation init) {

    /** The layer in n dimensions, its weights yet to be set. */
    public AttentionLayer form(int n) {
        AttentionLayer merged = switch (attention) {
            case LINEAR -> AttentionLayer.linear(n);
            case SOFTMAX -> AttentionLayer.softmax(n);
        };
        return weights == Weights.SCALAR ? merged.scalar() : merged;
    }
}
