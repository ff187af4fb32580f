/**
 * What a run shows: figures made from results, progress, tables; and the whole run of a recipe into its directory. Imports
 * recipe, run, engine and the domain library.
 */
package icd.workbench.report;
