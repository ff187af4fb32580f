/**
 * The manual: static pages made from Markdown, from the catalogue of kinds and from the command line's own model. The build runs it; the
 * workbench does not, and its libraries are in no distribution. Imports all other rooms.
 */
package icd.workbench.manual;
