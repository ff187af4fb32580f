/**
 * What a recipe is: YAML read into a tree with positions, overridden, expanded into trials, validated, and only then bound to records.
 * One schema, derived from those records, serves the validator and {@code recipes/recipe.schema.json}.
 * May import the JDK and Jackson's streaming YAML, and of this project the ids of {@code icd.claim} alone: the engine maps these
 * records to domain types.
 */
package icd.workbench.recipe;
