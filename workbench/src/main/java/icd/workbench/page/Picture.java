package icd.workbench.page;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.InlineFigure;

/**
 * A figure drawn for a page. Its files lie in the folder {@code figures} beside the page.
 *
 * @param name of the files, without extension
 * @param alternative what it shows, in words
 */
public record Picture(String name, String alternative, InlineFigure drawn) {

    /**
     * Draws a figure.
     *
     * @throws IllegalArgumentException if it cannot be laid out, as {@link Figures#write} says
     */
    public static Picture of(Figure figure) {
        return new Picture(figure.name(), figure.alternative(), Figures.inline(figure));
    }
}
