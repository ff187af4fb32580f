package icd.workbench.report;

import icd.workbench.engine.Plan;
import icd.workbench.piece.Engine;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Runs of recipes in tests. */
public final class TestRuns {

    private TestRuns() {}

    /** Runs a recipe into a directory, with a store of its own beside it: what another test has found must not be taken for its own. */
    public static RecipeRun run(Recipe recipe, Path out, int threads) throws IOException {
        try (RunDirectory directory = RunDirectory.open(out, recipe)) {
            return RecipeRun.execute(
                    Plan.of(recipe),
                    List.of(),
                    directory,
                    new Store(storeOf(out)),
                    new LocalEngine(threads),
                    Engine.Options.USUAL,
                    threads,
                    _ -> {},
                    Instant.EPOCH);
        }
    }

    /** The store of a run into a directory. */
    public static Path storeOf(Path out) {
        return out.resolveSibling(out.getFileName() + "-store");
    }
}
