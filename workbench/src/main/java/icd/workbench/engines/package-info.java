/**
 * Engines beyond this process: how they are found by name, the files that travel to their nodes, and Slurm. The store
 * is always the truth; the reports of a scheduler only decide which pieces are submitted again.
 */
package icd.workbench.engines;
