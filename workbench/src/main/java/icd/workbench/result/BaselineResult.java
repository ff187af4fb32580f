package icd.workbench.result;

import icd.math.Estimate;

/**
 * The result of a baseline.
 *
 * @param msePerDim MSE/n
 * @param standardError its standard error; NaN for a single draw, 0 where theory knows the loss
 * @param draws the number of prompts or context-free draws it was measured on; 0 where theory knows the loss
 */
public record BaselineResult(double msePerDim, double standardError, int draws) {

    /** Returns a loss that theory knows. */
    public static BaselineResult exact(double msePerDim) {
        return new BaselineResult(msePerDim, 0, 0);
    }

    /** Returns whether theory knows the loss, so that nothing was drawn. */
    public boolean isExact() {
        return draws == 0;
    }

    /** Returns MSE/n with its standard error. */
    public Estimate estimate() {
        return isExact() ? Estimate.exact(msePerDim) : Estimate.of(msePerDim, standardError, draws);
    }
}
