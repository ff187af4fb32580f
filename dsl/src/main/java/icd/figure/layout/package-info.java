/**
 * Puts a figure in its place: axes and their ticks, colour scales, texts with their metrics, and painters that draw marks. The result
 * is a scene of few primitives in points. Imports the records of {@code icd.figure} alone.
 */
package icd.figure.layout;
