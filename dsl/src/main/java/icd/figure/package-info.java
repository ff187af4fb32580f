/**
 * A plot as small immutable records: a figure is a grid of panels, a chart holds marks, a mark states its numbers as columns.
 * {@code Figures} is the door to the other rooms, and the only class here that knows them: {@code layout} puts a figure in its
 * place, {@code render} writes files and parts of pages, {@code text} draws in characters. They know these records, and not the door.
 * Imports nothing of this project but {@code icd.io}.
 */
package icd.figure;
