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
}
