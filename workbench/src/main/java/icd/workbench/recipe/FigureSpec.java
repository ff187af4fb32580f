package icd.workbench.recipe;

/** A figure that a run draws from its trials. */
@Describe("a figure to draw")
public record FigureSpec(
        @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
        String name,

        @Describe("what it shows") Kind kind) {

    /** What a figure shows. */
    @Describe("what a figure shows")
    public enum Kind {
        @Describe("loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines")
        TRAINING,
        @Describe("initial and final weight matrices as heat maps")
        WEIGHTS
    }
}
