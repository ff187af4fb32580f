/**
 * Drawing samples with denoisers: a denoiser for each level of noise, the levels, and what walks down them from noise to a sample. Imports
 * everything up to {@code icd.energy}.
 */
package icd.sample;
