package icd.workbench.recipe;

/** A figure that a run draws from its trials. */
@Describe("a figure to draw")
public sealed interface FigureSpec {

    /** Names the files of the figure. */
    String name();

    /** Loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines. */
    @Describe("loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines")
    record Training(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name)
            implements FigureSpec {}

    /** Initial and final weight matrices as heat maps. */
    @Describe("initial and final weight matrices as heat maps")
    record Weights(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name)
            implements FigureSpec {}

    /** The loss of scaled identities over beta and alpha as contours, a panel for each case. */
    @Describe(
            "the loss over beta and alpha as contours, a panel for each case, with minimum, layer and heuristic marked")
    record LossLandscape(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name,

            @Describe(value = "name of the evaluation it shows", byDefault = "loss_landscape")
            String evaluation)
            implements FigureSpec {}

    /** A transform of the prompts, the weights that undo it, and those learned, as heat maps. */
    @Describe("the transform of the prompts, the weights that undo it, and those learned, as heat maps")
    record Structure(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name,

            @Describe(value = "name of the evaluation whose numbers it shows", byDefault = "structure")
            String evaluation)
            implements FigureSpec {}
}
