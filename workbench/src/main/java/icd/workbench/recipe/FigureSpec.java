package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import java.util.List;

/** A figure that a run draws from its trials. */
@Describe("a figure to draw")
@KnownKinds({})
public interface FigureSpec {

    /** Names the files of the figure. */
    @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
    String name();

    /** The cases it names. */
    default List<String> cases() {
        return List.of();
    }

    /** Whether it shows something of trials. */
    default boolean needsTrials() {
        return true;
    }

    /** Reports what the recipe lacks of what it shows. */
    default void check(FigureCheck recipe) {}
}
