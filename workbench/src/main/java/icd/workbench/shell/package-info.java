/**
 * The interactive face: an evaluator of Java typed by a person, the printing of values, transcripts and their replay.
 * Imports {@code icd.workbench.recipe}, {@code run}, {@code engine}, {@code report} and the domain library.
 */
package icd.workbench.shell;
