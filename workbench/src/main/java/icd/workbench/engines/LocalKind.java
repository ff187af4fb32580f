package icd.workbench.engines;

import icd.workbench.piece.Engine;
import icd.workbench.piece.LocalEngine;
import icd.workbench.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** This process and its threads. */
public final class LocalKind implements EngineKind {

    /** Its name. */
    public static final String NAME = "local";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SequencedMap<String, String> settings() {
        return new LinkedHashMap<>();
    }

    @Override
    public String reach(EngineSettings settings) {
        return "this machine, with as many threads as --threads says";
    }

    @Override
    public Engine open(Recipe recipe, EngineSettings settings, int threads) {
        return new LocalEngine(threads);
    }

    @Override
    public String toString() {
        return NAME;
    }
}
