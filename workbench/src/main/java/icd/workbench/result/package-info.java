/**
 * The findings of a run: numbers with their coordinates, the rules for averaging, the files of trials, baselines and
 * claims, the summary and expectations. Imports {@code icd.workbench.recipe}, {@code piece} and the domain library.
 */
package icd.workbench.result;
