package icd.workbench.spark;

import icd.workbench.engine.Plan;
import icd.workbench.engines.JobFolder;
import icd.workbench.engines.Task;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The facts that a task needs to make pieces: texts and numbers only, so that no JSON and no class of ours crosses the
 * network.
 *
 * @param recipe the file, on a file system that all nodes share
 * @param store its folder, on the same file system
 * @param threads of a task
 * @param fresh whether pieces are made that the store has already
 */
record Pieces(String recipe, String store, int threads, boolean fresh) implements Serializable {

    /**
     * The recipes that this executor has read: a warm task must not read its recipe again, and Spark keeps nothing for
     * us between tasks.
     */
    private static final Map<String, Task> READ = new ConcurrentHashMap<>();

    private static Task read(String file) {
        try {
            JobFolder.verifyNumerics(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Task.of(Plan.of(Recipe.read(Path.of(file), List.of())));
    }

    /** Makes the pieces of a task and reports on them, whatever happens. */
    List<String> make(String names) {
        return Task.attempt(
                () -> READ.computeIfAbsent(recipe, Pieces::read),
                List.of(names.split(" ")),
                new Store(Path.of(store)),
                new Engine.Options(fresh, false),
                threads);
    }
}
