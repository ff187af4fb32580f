package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A measurement of a trial besides its loss. Each gives one table: coordinates that name the place, and values measured
 * there.
 *
 * <p>A column of values named {@code x_error} is the standard error of the column {@code x}.
 */
@Describe("a measurement of a trial besides its loss; each gives one table")
@KnownKinds({})
public interface EvaluationSpec {

    /** Returns the name of the table, which differs between the evaluations of a trial. */
    @Describe(
            value = "names its table",
            pattern = Recipe.NAME,
            patternSays = Recipe.NAME_SAYS,
            byDefault = Describe.KIND)
    String name();

    /** Returns the coordinates of its table, in order. */
    List<String> coordinates();

    /** Returns the coordinates whose values are words; all others have numbers. */
    default Set<String> words() {
        return Set.of();
    }

    /** Returns the columns of values. */
    List<String> values();

    /** Returns the values of coordinates that are known before a run. */
    default Map<String, Set<Coordinate>> places() {
        return Map.of();
    }

    /** Returns the approximate number of rows of its table. */
    long rows(TrialSpec trial);

    /** Returns whether it measures a layer. */
    default boolean needsModel() {
        return true;
    }

    /**
     * The prompts of a set that it draws itself.
     *
     * @param count the number of prompts
     * @param L the context length
     */
    record Draws(int count, int L) {}

    /** Returns the largest set that it draws itself; empty where the trial's own prompts are enough. */
    default Optional<Draws> draws(TrialSpec trial) {
        return Optional.empty();
    }

    /** Returns the reason why it does not fit a trial, as the end of a message; empty where it fits. */
    default Optional<String> misfit(TrialSpec trial) {
        return Optional.empty();
    }
}
