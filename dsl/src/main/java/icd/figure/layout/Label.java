package icd.figure.layout;

import java.util.List;

/**
 * One line of text, its markup resolved and measured, in points.
 *
 * @param width advance of the whole line
 * @param ascent how far it reaches above the baseline
 * @param descent how far below
 */
public record Label(List<Run> runs, double width, double ascent, double descent) {

    /**
     * Letters of one size.
     *
     * @param x from the start of the line
     * @param shift of the baseline, positive downwards
     */
    public record Run(String text, double x, double shift, double size, double width) {}

    public Label {
        runs = List.copyOf(runs);
    }
}
