/**
 * A unit of work with an identity, its files on disk, the store that keeps them, and the engines that execute many
 * units. Knows neither trials nor runs.
 */
package icd.workbench.piece;
