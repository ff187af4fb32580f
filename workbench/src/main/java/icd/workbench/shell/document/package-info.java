/**
 * The library's Javadoc for use without network and sources: the build writes it into the jar, and the shell reads it.
 */
package icd.workbench.shell.document;
