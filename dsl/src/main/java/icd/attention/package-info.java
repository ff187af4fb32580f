/**
 * Attention as a denoiser: potentials, by whose gradients tokens are weighed; layers composed of cue, retrieval and readout,
 * their gradients derived by hand; heads, stacks and normalisation around them; a recipe's words for all of these; and layers
 * and potentials of a user's own. Imports everything up to {@code icd.denoise}.
 */
package icd.attention;
