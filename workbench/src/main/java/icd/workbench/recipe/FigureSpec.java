package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import java.util.List;

/** A figure that a run draws from its trials. */
@Describe("a figure to draw")
@KnownKinds({})
public interface FigureSpec {

    /** Returns the name of the figure's files. */
    @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
    String name();

    /** Returns the cases it names. */
    default List<String> cases() {
        return List.of();
    }

    /** Returns whether it shows data of trials. */
    default boolean needsTrials() {
        return true;
    }

    /** Reports data that it shows and the recipe lacks. */
    default void check(FigureCheck recipe) {}
}
