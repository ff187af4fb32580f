package icd.workbench.result;

import icd.math.Estimate;

/**
 * How a baseline did.
 *
 * @param msePerDim MSE/n
 * @param standardError of that; NaN for a single draw, 0 where theory knows the loss
 * @param draws prompts or context-free draws it was measured on; 0 where theory knows the loss
 */
public record BaselineResult(double msePerDim, double standardError, int draws) {

    /** A loss that theory knows. */
    public static BaselineResult exact(double msePerDim) {
        return new BaselineResult(msePerDim, 0, 0);
    }

    /** Whether theory knows the loss, so that nothing was drawn. */
    public boolean isExact() {
        return draws == 0;
    }

    /** MSE/n with its standard error. */
    public Estimate estimate() {
        return isExact() ? Estimate.exact(msePerDim) : Estimate.of(msePerDim, standardError, draws);
    }
}
