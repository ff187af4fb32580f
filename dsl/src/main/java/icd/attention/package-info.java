/**
 * One-layer attention as a denoiser: its weights, its forward pass and, derived by hand, its gradient. Imports
 * everything up to {@code icd.denoise}.
 */
package icd.attention;
