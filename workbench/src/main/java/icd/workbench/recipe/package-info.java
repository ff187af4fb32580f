/**
 * What a recipe is: YAML read into a tree with positions, overridden, expanded into trials, validated, and only then bound to
 * values: the library's own where it has them, records of this package elsewhere. One schema, derived from both by
 * {@code icd.describe}, serves the validator and {@code recipes/recipe.schema.json}.
 * May import the JDK, Jackson's streaming YAML and the library; it draws and trains nothing.
 */
package icd.workbench.recipe;
