package icd.figure;

/**
 * One thing drawn in a chart. Marks with the same label share one entry of the legend, in this chart and over the
 * figure; an empty label keeps a mark out of it, and so do round brackets about the label, which then names the mark in the
 * CSV alone. NaN and infinite values leave a gap. A new mark is a record that says its columns, and two painters: one
 * for the page, one for the terminal.
 */
public sealed interface Mark extends Drawn
        permits Line, Band, Rule, VerticalRule, Points, ErrorBars, Trajectory, Histogram, Note, Surface {}
