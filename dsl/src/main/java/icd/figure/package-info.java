/**
 * What a plot is, as small immutable records, and its renderers: SVG, PNG, PDF, characters for a terminal, and CSV of the
 * data shown. A figure is laid out once into a scene of few primitives in points, which SVG, PNG and PDF only translate; a
 * terminal has a layout of its own. Imports nothing of this project but {@code icd.io}.
 */
package icd.figure;
