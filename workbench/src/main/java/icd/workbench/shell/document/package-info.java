/** The library's Javadoc for use without network and sources: written into the jar when it is built, read by the shell. */
package icd.workbench.shell.document;
