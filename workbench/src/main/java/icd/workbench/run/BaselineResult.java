package icd.workbench.run;

import icd.math.Estimate;

/**
 * How a baseline did.
 *
 * @param msePerDim MSE/n
 * @param standardError of that; NaN for a single draw
 * @param draws prompts or context-free draws it was measured on
 */
public record BaselineResult(double msePerDim, double standardError, int draws) {

    /** MSE/n with its standard error. */
    public Estimate estimate() {
        return Estimate.of(msePerDim, standardError, draws);
    }
}
