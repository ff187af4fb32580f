package icd.workbench.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

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

    /** Weight matrices at chosen epochs as heat maps. */
    @Describe(
            "weight matrices at epochs that training.keep keeps, as heat maps: a row for each matrix, a column for each epoch")
    record WeightsOverTime(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name,

            @Describe(
                    value = "epochs to show, 0 for before training; none for all that are kept",
                    min = 0,
                    byDefault = "[]")
            List<Integer> epochs,

            @Describe(
                    value =
                            "which trials: case, model, an axis such as data.L; of one case and model the first is shown",
                    byDefault = "{}")
            SequencedMap<String, String> at)
            implements FigureSpec {

        /** Copies the list and the map, in its order. */
        public WeightsOverTime {
            epochs = List.copyOf(epochs);
            at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
        }
    }

    /** How the weights grow: diagonals, the rest, and alpha beta. */
    @Describe(
            "means of the diagonals, off-diagonal rms and alpha beta at the epochs that training.keep keeps, per case")
    record WeightCurves(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name)
            implements FigureSpec {}

    /** Each claim's measured number beside what was expected of it, in units of what is allowed. */
    @Describe("each claim's measured number beside what was expected of it, in units of what is allowed")
    record Claims(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name)
            implements FigureSpec {}
}
