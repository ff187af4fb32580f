/**
 * A unit of work with an identity, what it leaves on disk, the store that keeps it, and what executes many. Knows neither what a
 * trial is nor what a run is.
 */
package icd.workbench.piece;
