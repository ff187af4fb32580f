package icd.workbench.engines;

import icd.workbench.piece.Engine;
import icd.workbench.recipe.Recipe;
import java.util.SequencedMap;

/** An engine that {@code --engine} can name. {@link java.util.ServiceLoader} finds it. */
public interface EngineKind {

    /** Returns its name for {@code --engine}. */
    String name();

    /** Returns its settings: names, each with its meaning and its default. */
    SequencedMap<String, String> settings();

    /**
     * Reports in a few words whether the engine can be reached from here; nothing is submitted.
     *
     * @throws UnreachableException if something is missing, which the message names
     */
    String reach(EngineSettings settings);

    /**
     * Makes it ready to execute pieces of a recipe.
     *
     * @param threads the threads of this process
     * @throws UnreachableException if something is missing, which the message names
     * @throws IllegalArgumentException if a setting cannot be used
     */
    Engine open(Recipe recipe, EngineSettings settings, int threads);
}
