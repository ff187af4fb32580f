/**
 * Numbers in named columns, as sweeps and comparisons produce them, with their text, CSV, LaTeX and plot. Imports
 * {@code icd.io} and {@code icd.figure}.
 */
package icd.table;
