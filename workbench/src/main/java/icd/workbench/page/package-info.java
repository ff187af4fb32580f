/**
 * A run as one page of HTML that needs nothing else: figures to zoom and to read values from, tables, verdicts, provenance. Imports
 * {@code icd.figure} alone; knows nothing of runs.
 */
package icd.workbench.page;
