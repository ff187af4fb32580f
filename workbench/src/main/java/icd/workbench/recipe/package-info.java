/** The YAML model of a recipe: parsed with positions, overridden, expanded, validated, and only then bound to types. */
package icd.workbench.recipe;
