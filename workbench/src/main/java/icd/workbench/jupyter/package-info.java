/**
 * The Jupyter kernel: the shell's session behind the sockets and messages of the Jupyter protocol, and notebooks executed without
 * Jupyter. Imports {@code icd.workbench.shell}.
 */
package icd.workbench.jupyter;
