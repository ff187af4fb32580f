/**
 * Executes trials and checks claims: recipes' specifications become tasks, layers and trainings, on threads that the
 * run owns. Imports {@code icd.workbench.recipe}, {@code piece}, {@code result}, {@code evaluation} and the domain
 * library.
 */
package icd.workbench.engine;
