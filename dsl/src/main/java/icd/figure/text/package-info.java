/**
 * Draws figures in characters, for a terminal, with a layout of its own that shares axes and colour scales with that of the page.
 * Imports {@code icd.figure} and its layout.
 */
package icd.figure.text;
