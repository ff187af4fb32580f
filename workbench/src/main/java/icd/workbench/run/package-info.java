/**
 * The directory of a run: what it holds, how it is found, written, verified and read, and where its results come from. Imports
 * {@code icd.workbench.result}, {@code piece}, {@code recipe} and the domain library.
 */
package icd.workbench.run;
