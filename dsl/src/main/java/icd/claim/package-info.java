/**
 * What the paper and the literature around it claim, each with how it is measured and what counts as agreement; and the
 * closed formulas that the claims are about. Tests, shell and recipes read one list: {@link icd.claim.Claims}. Imports
 * everything up to {@code icd.train}.
 */
package icd.claim;
