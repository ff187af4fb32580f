/**
 * Pieces as tasks of Spark. The workbench itself loads no class of Spark: it starts {@code spark-submit}, whose driver tells by lines of
 * text how pieces get on.
 */
package icd.workbench.spark;
