package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a trial measures besides its loss. Each gives one table: coordinates that say where, and values measured there.
 *
 * <p>A column of values named {@code x_error} is the standard error of the column {@code x}.
 */
@Describe("what a trial measures besides its loss; each gives one table")
@KnownKinds({})
public interface EvaluationSpec {

    /** Names the table; differs between the evaluations of a trial. */
    @Describe(
            value = "names its table",
            pattern = Recipe.NAME,
            patternSays = Recipe.NAME_SAYS,
            byDefault = Describe.KIND)
    String name();

    /** The coordinates of its table, in order. */
    List<String> coordinates();

    /** Those of its coordinates whose values are words; all others have numbers. */
    default Set<String> words() {
        return Set.of();
    }

    /** The columns of values. */
    List<String> values();

    /** The values of coordinates that are known before a run. */
    default Map<String, Set<Coordinate>> places() {
        return Map.of();
    }

    /** How many rows its table will have, about. */
    long rows(TrialSpec trial);

    /** Whether a layer is what it measures. */
    default boolean needsModel() {
        return true;
    }

    /**
     * Prompts of a set that it draws itself.
     *
     * @param count how many
     * @param L context length
     */
    record Draws(int count, int L) {}

    /** The largest set that it draws itself; empty where those of the trial are enough. */
    default Optional<Draws> draws(TrialSpec trial) {
        return Optional.empty();
    }

    /** Why it does not fit a trial, as the end of a message; empty where it does. */
    default Optional<String> misfit(TrialSpec trial) {
        return Optional.empty();
    }
}
