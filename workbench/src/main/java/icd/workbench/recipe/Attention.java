package icd.workbench.recipe;

import icd.describe.Describe;

/** Which attention layer a trial trains. */
@Describe("which one-layer attention")
public enum Attention {
    @Describe("linear attention [11]: (1/L) W_PV X X^T W_KQ x~")
    LINEAR,
    @Describe("softmax attention [12]: W_PV X softmax(X^T W_KQ x~)")
    SOFTMAX
}
