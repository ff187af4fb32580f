package icd.workbench.figures;

import icd.figure.Figure;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.result.RunResult;

/** A figure of a recipe that can be drawn. */
public interface RunFigure extends FigureSpec {

    /**
     * Draws it from what a run found.
     *
     * @throws IllegalArgumentException if that lacks what the figure shows
     */
    Figure draw(RunResult run);
}
