/**
 * Recipes: a tree laid over those that it extends, overridden, expanded into trials, validated, and only then bound to
 * values: the library's own where it has them, records of this package elsewhere. May import the JDK, the library,
 * {@code icd.workbench.tree} and {@code schema}; it draws and trains nothing.
 */
package icd.workbench.recipe;
