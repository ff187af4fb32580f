/**
 * The measurements of a trial besides its losses: each evaluation is a record of its own, found by its kind. Imports {@code icd.workbench.recipe},
 * {@code piece}, {@code result} and the domain library.
 */
package icd.workbench.evaluation;
