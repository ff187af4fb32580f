/**
 * Attention as a denoiser: layers composed of cue, retrieval and readout, their gradients derived by hand; heads, stacks
 * and normalisation around them; and layers of a user's own. Imports everything up to {@code icd.denoise}.
 */
package icd.attention;
