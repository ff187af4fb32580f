/**
 * The differences between two runs, with paired errors where they share prompts. Imports {@code icd.workbench.run}, {@code result}, {@code evaluation}
 * and the domain library.
 */
package icd.workbench.comparison;
