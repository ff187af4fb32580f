/**
 * Sessions as documents: recorded as they go, read, replayed and compared. Imports {@code icd.workbench.shell} and
 * {@code icd.workbench.tree}.
 */
package icd.workbench.shell.transcript;
