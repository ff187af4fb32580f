package icd.workbench.figures;

import icd.figure.Figure;
import icd.figure.SingleCurve;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.result.RunResult;
import java.util.List;

/** A figure of a recipe that can be drawn. */
public interface RunFigure extends FigureSpec {

    /**
     * Draws it from what a run found.
     *
     * @throws IllegalArgumentException if the run lacks what the figure shows
     */
    Figure draw(RunResult run);

    /** The curves of single trials behind the means that it shows; none where it shows no means. */
    default List<SingleCurve> singles(RunResult run) {
        return List.of();
    }
}
