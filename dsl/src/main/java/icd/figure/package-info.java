/**
 * What a plot is, as small immutable records, and its renderers: SVG, PNG, PDF, and CSV of the data shown.
 * A figure is laid out once into a scene of few primitives in points; each renderer only translates that scene.
 * Imports nothing of this project.
 */
package icd.figure;
