/** The command line: options become calls; the one package that prints and exits. Imports all others. */
package icd.workbench.cli;
