package icd.kernel;

import icd.describe.Describe;

/** The precision of the tokens' numbers. Everything of size n or n x n is float64 in either case. */
@Describe("arithmetic of training")
public enum Precision {
    @Describe("single precision, as in the published code")
    FLOAT32,
    @Describe("double precision")
    FLOAT64;

    /** Returns the name in recipes and messages: {@code float32} or {@code float64}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
