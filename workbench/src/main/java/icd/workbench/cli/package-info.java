/** The command line: options become calls; it is the one package that prints and exits. Imports all others. */
package icd.workbench.cli;
