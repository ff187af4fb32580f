package icd.figure;

/**
 * One thing drawn in a chart. Marks with the same label share one entry of the legend, in this chart and over the
 * figure; an empty label keeps a mark out of it, and so do round brackets about the label, which then names the mark in the
 * CSV alone. NaN and infinite values leave a gap.
 */
public sealed interface Mark
        permits Line, Band, Rule, VerticalRule, Points, ErrorBars, Trajectory, Histogram, Note, Surface {

    /** What the legend says, with markup (see {@link Figure}). */
    String label();

    Style style();
}
