/**
 * The directory of a run: its files, how it is found, written, verified and read, and the origin of its results.
 * Imports {@code icd.workbench.result}, {@code piece}, {@code recipe} and the domain library.
 */
package icd.workbench.run;
