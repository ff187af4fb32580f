/** Sessions as documents: recorded as they go, read, replayed and compared. Imports {@code icd.workbench.shell}. */
package icd.workbench.shell.transcript;
