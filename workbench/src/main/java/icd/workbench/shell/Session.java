package icd.workbench.shell;

import icd.figure.Figure;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.Progress;
import icd.workbench.report.RecipeRun;
import icd.workbench.run.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What code typed in the shell can do beyond the domain library: run recipes, show values. */
public final class Session {

    /** Lines of a value shown whole. */
    private static final int ALL = 10_000;

    private Session() {}

    /**
     * Runs a recipe, with all processors, into a new directory under {@code runs}. Interrupted, it stops; trials that were
     * finished are kept there.
     *
     * @param recipe a YAML file
     * @param overrides made with {@link #set}; a later one wins
     * @throws icd.workbench.recipe.RecipeException if it is not a valid recipe; holds every problem found
     * @throws icd.workbench.run.UnusablePathException if the directory cannot be made
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if not called by code that the shell evaluates, on its thread
     */
    public static RecipeRun run(String recipe, String... overrides) throws IOException {
        InterpreterOptions options = here("run");
        List<String> settings = List.of(overrides);
        Recipe read = Recipe.read(Path.of(recipe), settings);
        try (RunDirectory directory = RunDirectory.create(Path.of("runs"), read, Instant.now())) {
            PrintWriter telling = new PrintWriter(options.progress(), true, StandardCharsets.UTF_8);
            boolean redraw = options.style().get().colour();
            return RecipeRun.run(
                    read,
                    settings,
                    directory,
                    Runtime.getRuntime().availableProcessors(),
                    Progress.of(read, telling, redraw));
        }
    }

    /**
     * Sets a value of a recipe for {@link #run}, as {@code --set} does: {@code set("training.epochs", 20)}.
     *
     * @param path keys joined by dots
     * @param value a number, text, boolean, or a list of them
     */
    public static String set(String path, Object value) {
        return path + "=" + value;
    }

    /** A figure as the value of an expression: drawn where the shell draws, and kept beside the session's record. */
    public static Figure plot(Figure figure) {
        return figure;
    }

    /**
     * Prints a value whole, where as the value of an expression its middle would be left out.
     *
     * @throws IllegalStateException if not called by code that the shell evaluates, on its thread
     */
    public static void show(Object value) {
        InterpreterOptions options = here("show");
        options.out().println(new ValuePrinter(options.style().get().rows(ALL)).text(value));
    }

    private static InterpreterOptions here(String method) {
        if (Thread.currentThread() instanceof EvaluationThread thread
                && thread.getContextClassLoader() instanceof SnippetLoader loader) {
            return loader.options();
        }
        throw new IllegalStateException("Session." + method
                + ": must be called by what is typed in the shell, on its own thread, got "
                + Thread.currentThread().getName());
    }
}
