/**
 * Trees and the schemas that {@code icd.describe} derives from records: the valid values of each place, validation,
 * binding and its inverse, JSON Schema. Knows no recipe.
 */
package icd.workbench.schema;
