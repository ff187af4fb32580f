package icd.workbench.engines;

import icd.workbench.piece.Engine;
import icd.workbench.recipe.Recipe;
import java.util.SequencedMap;

/** An engine that {@code --engine} can name. Found by {@link java.util.ServiceLoader}. */
public interface EngineKind {

    /** What {@code --engine} calls it. */
    String name();

    /** What can be set of it: names, each with what it means and what it is by default. */
    SequencedMap<String, String> settings();

    /**
     * Says in a few words what it reaches from here; nothing is submitted.
     *
     * @throws UnreachableException if something is missing, which the message names
     */
    String reach(EngineSettings settings);

    /**
     * Makes it ready to execute pieces of a recipe.
     *
     * @param threads of this process
     * @throws UnreachableException if something is missing, which the message names
     * @throws IllegalArgumentException if a setting cannot be used
     */
    Engine open(Recipe recipe, EngineSettings settings, int threads);
}
