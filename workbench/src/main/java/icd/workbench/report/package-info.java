/**
 * What a run shows: a recipe executed to its last file, figures and tables made from its results, the page {@code report.html},
 * the catalogue of recipes. Imports recipe, run, engine, page and the domain library.
 */
package icd.workbench.report;
