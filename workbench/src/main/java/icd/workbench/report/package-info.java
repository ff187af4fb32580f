/** What a run shows: figures made from results. Imports recipe, run and the domain library. */
package icd.workbench.report;
