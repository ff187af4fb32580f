/**
 * Executes pieces as tasks of Spark. The workbench itself loads no class of Spark: it starts {@code spark-submit},
 * whose driver reports in lines of text on the pieces.
 */
package icd.workbench.spark;
