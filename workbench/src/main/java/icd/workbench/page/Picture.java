package icd.workbench.page;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.InlineFigure;

/**
 * A figure drawn for a page.
 *
 * @param name of its files in the folder {@code figures} beside the page, without extension
 * @param of the run that it is of, where a page shows the same figure of several side by side; it has no files beside the page then. Empty
 *     where it is of the run that the page is of
 * @param alternative what it shows, in words
 */
public record Picture(String name, String of, String alternative, InlineFigure drawn) {

    /**
     * Draws a figure.
     *
     * @throws IllegalArgumentException if it cannot be laid out, as {@link Figures#write} says
     */
    public static Picture of(Figure figure) {
        return new Picture(figure.name(), "", figure.alternative(), Figures.inline(figure));
    }

    /**
     * Draws a figure of one of several runs.
     *
     * @param number of the run among them, which tells its ids from those of the others
     */
    public static Picture of(Figure figure, String run, int number) {
        Figure apart = figure.named(figure.name() + "-of-" + number);
        return new Picture(apart.name(), figure.name() + " of " + run, figure.alternative(), Figures.inline(apart));
    }
}
