/**
 * Where trials execute and claims are checked: recipes' specifications become tasks, layers and trainings, on threads that the run owns. Imports
 * {@code icd.workbench.recipe}, {@code icd.workbench.run} and the domain library.
 */
package icd.workbench.engine;
