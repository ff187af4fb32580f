package icd.workbench.recipe;

import icd.describe.Describe;
import java.util.List;

/** Multi-step decay: after each of the given fractions of the epochs the learning rate is multiplied by the factor. */
@Describe("multi-step decay of the learning rate")
public record DecaySpec(
        @Describe(value = "what the rate is multiplied by", above = 0, max = 1, byDefault = "0.1")
        double factor,

        @Describe(
                value = "fractions of the epochs after which it is, ascending; none for a constant rate",
                above = 0,
                below = 1,
                byDefault = "[]")
        List<Double> at) {

    /** Copies the list. */
    public DecaySpec {
        at = List.copyOf(at);
    }
}
