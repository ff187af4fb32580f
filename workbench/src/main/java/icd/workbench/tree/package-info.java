/** YAML as a tree that remembers where everything stands, and back as text of one spelling. Knows no schema. */
package icd.workbench.tree;
