/**
 * The views of a run: a recipe executed to its last file, its tables, the page {@code report.html}, the catalogue of recipes. Imports
 * {@code recipe}, {@code run}, {@code engine}, {@code comparison}, {@code figures}, {@code page} and the domain library.
 */
package icd.workbench.report;
