/**
 * Writes figures: a scene as SVG, PNG and PDF, a figure's numbers as CSV, and as values of a page. Imports {@code icd.figure},
 * its layout, and {@code icd.io}.
 */
package icd.figure.render;
