package icd.workbench.run;

/**
 * How a baseline did.
 *
 * @param msePerDim MSE/n
 * @param standardError of that; NaN for a single draw
 * @param draws prompts or context-free draws it was measured on
 */
public record BaselineResult(double msePerDim, double standardError, int draws) {}
