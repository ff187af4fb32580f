package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Figure;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.RunResult;
import java.util.List;

/** The first prompt of each case as points in the plane or in space, with the subspace, sphere or centres it came from. */
@Describe(
        value =
                "prompts as points, a panel for each case with n = 2 or 3: context, query, target, subspace, sphere or centres",
        key = "drawn_prompts")
public record DrawnPromptsFigure(
        String name,

        @Describe(value = "which cases; none for all that have an evaluation of kind drawn_prompts", byDefault = "[]")
        List<String> cases,

        @Describe(value = "panels in a row", min = 1, byDefault = "3")
        int columns,

        double width)
        implements RunFigure, PrintedWidth {

    /** Copies the list. */
    public DrawnPromptsFigure {
        cases = List.copyOf(cases);
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessSome(DrawnPrompts.class, cases)
                .or(() -> recipe.with(DrawnPrompts.class, cases).stream()
                        .filter(trial -> trial.data().n() != 2 && trial.data().n() != 3)
                        .findFirst()
                        .map(trial -> "must show prompts with n = 2 or 3, got n = "
                                + trial.data().n() + " (trial " + trial.id() + "); name the cases to draw")));
    }

    @Override
    public Figure draw(RunResult run) {
        return PromptsDrawing.build(this, run);
    }
}
