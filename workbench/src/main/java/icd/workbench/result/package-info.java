/**
 * What a run has found: numbers with their coordinates, what is averaged with what, the files of trials, baselines and claims, the summary
 * and expectations. Imports {@code icd.workbench.recipe}, {@code piece} and the domain library.
 */
package icd.workbench.result;
