/**
 * Estimating targets from prompts: denoisers, the measurement of their loss, and every baseline of the paper. Imports
 * {@code icd.math}, {@code icd.io}, {@code icd.kernel} and {@code icd.task}.
 */
package icd.denoise;
