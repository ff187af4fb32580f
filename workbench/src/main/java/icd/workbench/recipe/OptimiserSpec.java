package icd.workbench.recipe;

import icd.describe.Describe;

/** The rule of each training step. */
@Describe("the rule of each step")
public sealed interface OptimiserSpec {

    /** Learning rate before any decay. */
    double rate();

    /** Adam (Kingma and Ba 2015). */
    @Describe("Adam (Kingma & Ba 2015) with bias correction")
    record Adam(
            @Describe(value = "learning rate before any decay", above = 0, byDefault = "0.01")
            double rate,

            @Describe(value = "decay of the mean of the gradient", min = 0, below = 1, byDefault = "0.9")
            double beta1,

            @Describe(value = "decay of the mean of its square", min = 0, below = 1, byDefault = "0.999")
            double beta2,

            @Describe(value = "added to the root of the mean square", above = 0, byDefault = "1e-8")
            double epsilon)
            implements OptimiserSpec {}

    /** Stochastic gradient descent with momentum: velocity = momentum velocity + gradient. */
    @Describe("stochastic gradient descent with momentum")
    record Sgd(
            @Describe(value = "learning rate before any decay", above = 0)
            double rate,

            @Describe(value = "share of the last velocity that is kept", min = 0, below = 1, byDefault = "0")
            double momentum)
            implements OptimiserSpec {}
}
