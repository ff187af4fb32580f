/**
 * The claims of the paper and the literature around it, each with its measure and its criterion of agreement; and the
 * closed formulas that the claims are about. Tests, shell and recipes read one list: {@link icd.claim.Claims}. Imports
 * everything up to {@code icd.train}.
 */
package icd.claim;
