/**
 * Which figure an entry under {@code figures:} draws from a run; each kind is a class of its own. Imports {@code icd.workbench.recipe},
 * {@code result}, {@code evaluation} and the domain library.
 */
package icd.workbench.figures;
