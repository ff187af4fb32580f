package icd.workbench.recipe;

import icd.describe.Describe;

/** What of the two weight matrices is free. */
@Describe("what of W_KQ and W_PV is trained")
public enum Weights {
    @Describe("every entry of both n x n matrices")
    FULL,
    @Describe("two numbers: W_KQ = beta I and W_PV = alpha I")
    SCALAR
}
