package icd.workbench.recipe;

import icd.describe.Describe;

/** The arithmetic of training. */
@Describe("arithmetic of training")
public enum Precision {
    @Describe("single precision, as in the published code")
    FLOAT32,
    @Describe("double precision")
    FLOAT64
}
