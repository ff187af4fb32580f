/**
 * Trees and the schemas that {@code icd.describe} derives from records: what may stand where, validation, binding and its inverse,
 * JSON Schema. Knows no recipe.
 */
package icd.workbench.schema;
