package icd.workbench.recipe;

import icd.describe.Describe;

/** Weights before the first step, drawn from the weight seed. */
@Describe("weights before the first step")
public sealed interface InitSpec {

    /** Every entry uniform on [-1/sqrt n, 1/sqrt n]. */
    @Describe("every entry uniform on [-1/sqrt n, 1/sqrt n], as in the published code")
    record Uniform() implements InitSpec {}

    /** Both matrices a multiple of the identity. */
    @Describe("both matrices a multiple of the identity; no seed enters")
    record Identity(@Describe("the multiple") double scale) implements InitSpec {}

    /** Scaled identities: W_PV = alpha I and W_KQ = beta I. */
    @Describe("W_PV = alpha I and W_KQ = beta I; no seed enters")
    record Given(
            @Describe("the multiple alpha of W_PV") double alpha,
            @Describe("the multiple beta of W_KQ") double beta) implements InitSpec {}

    /** Every entry normal with mean zero. */
    @Describe("every entry normal with mean 0")
    record Normal(
            @Describe(value = "standard deviation of an entry", above = 0)
            double standardDeviation) implements InitSpec {}
}
