/**
 * Estimating targets from prompts: what a denoiser is, how its loss is measured, and every baseline of the paper. Imports
 * {@code icd.math}, {@code icd.io}, {@code icd.kernel} and {@code icd.task}.
 */
package icd.denoise;
