/**
 * Exact results about a task and a layer: losses, optima and thresholds, each a {@link icd.theory.Law} with a value
 * under {@link icd.theory.Conditions}. Imports everything up to {@code icd.energy}.
 */
package icd.theory;
