/**
 * What a run leaves behind: results of trials, their files, the summary and the provenance. Imports
 * {@code icd.workbench.recipe} and the domain library.
 */
package icd.workbench.run;
