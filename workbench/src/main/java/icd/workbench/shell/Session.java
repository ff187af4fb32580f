package icd.workbench.shell;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.kernel.WorkObserver;
import icd.train.TrainingObserver;
import icd.workbench.comparison.RunComparison;
import icd.workbench.engine.Plan;
import icd.workbench.piece.Engine;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Store;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunEntry;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunPath;
import icd.workbench.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The methods that a session adds to the library: they run recipes, look at runs, draw, and turn values into a recipe.
 */
public final class Session {

    private static final Path RUNS = Path.of("runs");

    private Session() {}

    /**
     * A value that overrides one of a recipe, as after {@code --set}. It is a number, text, boolean, list, array, map,
     * record, task, optimiser or null. Text stays text, even where it looks like a number; text in brackets or braces
     * is YAML.
     *
     * {@snippet :
     *   set("training.epochs", 20)
     *   set("training.optimiser", Map.of("kind", "sgd", "rate", 0.05))
     * }
     *
     * @throws IllegalArgumentException if the value is of another type, or the path is null
     */
    public static Setting set(String path, Object value) {
        if (path == null) {
            throw new IllegalArgumentException("set: path must be given, such as \"training.epochs\", got null");
        }
        return new Setting(path, SettingValue.yaml(path, value));
    }

    /**
     * Runs a recipe, as {@code workbench run} does, and returns its result to explore. Ctrl-C stops it; finished pieces
     * are kept in its folder, and the result is that of the run so far, which {@link Run#resume} completes.
     *
     * {@snippet :
     *   run("recipes/fig3.yaml", set("training.epochs", 20))
     * }
     *
     * @throws icd.workbench.tree.RecipeException if it is not a valid recipe
     * @throws UnusablePathException if nothing can be written to {@code runs/}
     */
    public static Run run(String recipe, Setting... settings) {
        List<String> overrides = Arrays.stream(settings).map(Setting::toString).toList();
        return run(Recipe.read(RunFiles.recipeOf(Path.of(recipe), RUNS), overrides), overrides);
    }

    /** Runs a recipe that is not a file, such as the result of {@link #toRecipe}. */
    public static Run run(RecipeText recipe, Setting... settings) {
        List<String> overrides = Arrays.stream(settings).map(Setting::toString).toList();
        return run(Recipe.parse("recipe", recipe.yaml(), overrides, recipe.files()), overrides);
    }

    private static Run run(Recipe recipe, List<String> overrides) {
        Instant start = Instant.now();
        return run(recipe, overrides, RunDirectory.create(RUNS, recipe, start), start);
    }

    /** @see Run#resume */
    static Run resume(Run run) {
        RunDirectory directory = RunDirectory.open(run.path(), run.result().recipe());
        return run(run.result().recipe(), run.overrides(), directory, Instant.now());
    }

    private static Run run(Recipe recipe, List<String> overrides, RunDirectory directory, Instant start) {
        ProgressDisplay display = ProgressDisplay.CURRENT.isBound() ? ProgressDisplay.CURRENT.get() : null;
        Plan plan = Plan.of(recipe);
        RunProgress progress = new RunProgress(recipe.name(), plan.pieces(), display);
        Store store = new Store(RUNS);
        int threads = Runtime.getRuntime().availableProcessors();
        Job.keeping(1);
        try (directory;
                progress) {
            try {
                RecipeRun run = ScopedValue.where(WorkObserver.CURRENT, WorkObserver.NOBODY)
                        .where(TrainingObserver.CURRENT, new TrainingProgress(null))
                        .call(() -> RecipeRun.execute(
                                plan,
                                overrides,
                                directory,
                                store,
                                new LocalEngine(threads),
                                Engine.Options.USUAL,
                                threads,
                                progress,
                                start));
                return new Run(run.path(), run.result(), overrides, false);
            } catch (CancellationException e) {
                if (!Thread.interrupted()) {
                    throw e;
                }
                return new Run(directory.path(), RecipeRun.soFar(plan, directory, store), overrides, true);
            }
        } catch (IOException e) {
            throw new UnusablePathException("run directory " + directory.path(), "be writable", e);
        } finally {
            Job.keeping(-1);
        }
    }

    /**
     * A finished run: by its directory, by its name in {@code runs/}, or the newest of the recipe of this name.
     *
     * {@snippet :
     *   show("runs/fig3-20260101T000000Z-01234567")
     * }
     *
     * @throws UnusablePathException if there is none
     */
    public static Run show(String directory) {
        Path path = RunPath.find(directory, RUNS);
        return new Run(path, RunFiles.read(path));
    }

    /**
     * The differences between two runs: recipe keys, provenance, numbers, weights; empty where there are none.
     *
     * {@snippet :
     *   compare(show("runs/small"), show("runs/large"))
     * }
     *
     * @throws UnusablePathException if one is damaged
     */
    public static RunComparison compare(Run first, Run second) {
        return RunComparison.of(first.path(), second.path());
    }

    /**
     * The runs in {@code runs/} with their state, newest first.
     *
     * {@snippet :
     *   runs()
     * }
     */
    public static List<RunEntry> runs() {
        return Runs.in(RUNS);
    }

    /**
     * Prints a value as the shell shows it, without colours. A script shows only bare expressions by itself; this method shows any value anywhere.
     *
     * {@snippet :
     *   for (double variance : new double[] {1, 2}) print(subspaces(16, 8).variance(variance))
     * }
     *
     * @param value anything; null too
     * @throws IllegalStateException if it is called neither from typed nor from executed code
     */
    public static void print(Object value) {
        InterpreterOptions options = SnippetLoader.current().options();
        options.out().println(new ValuePrinter(options.style().get().colour(false)).text(value));
    }

    /**
     * The first of a run's figures, with a note that names the others. Where the recipe asks for no figure, it shows the
     * test losses of the trials.
     *
     * {@snippet :
     *   plot(show("runs/fig3-20260101T000000Z-01234567"))
     * }
     *
     * @throws IllegalArgumentException if it has neither figures nor trainings
     */
    public static Figure plot(Run run) {
        return run.plot();
    }

    /**
     * Opens a figure in the browser, and returns its file. The file is removed when the session ends, unlike one that
     * {@code save} writes.
     *
     * {@snippet :
     *   show(plot(x -> x * x, -1, 1))
     * }
     *
     * @return the figure's file
     */
    public static Path show(Figure figure) throws IOException {
        Path folder = Files.createTempDirectory("workbench-figure");
        Path file = folder.resolve(figure.name() + ".svg");
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        Files.writeString(file, Figures.svg(figure));
        if (!Browser.open(file)) {
            InterpreterOptions options = SnippetLoader.current().options();
            options.out().println("no browser was found (the variable BROWSER may name one): open the file yourself");
        }
        return file;
    }

    /**
     * The recipe with which {@code workbench run} finds the numbers of a value again. These are the losses and weights of
     * a fit to the bit, the losses of a comparison, the energies of a landscape or a descent, the minima of a census;
     * for a task or prompts it returns a recipe to start from. Weights and prompts that cannot be drawn again are in
     * files, which {@link RecipeText#save} writes beside it.
     *
     * {@snippet :
     *   var prompts = subspaces(4, 2).prompts(50, 20, seed(0));
     *   toRecipe(train(linearAttention(4)).on(prompts.split(0.8)).epochs(3).batch(10).run())
     *   toRecipe(compare(prompts, bayes(), projection(), equation13(4, 1)))
     *   toRecipe(landscape(lse(spheres(2, 1).prompt(20, seed(3)).context(), 1, 10)).points(20, 20))
     * }
     *
     * @param value a fit, a comparison, a landscape, a descent or a census before its run(), a task, or prompts
     * @throws IllegalArgumentException if a recipe cannot describe the value; the message says which part it cannot
     *     describe, and how to make it describable
     */
    public static RecipeText toRecipe(Object value) {
        return RecipeWriter.of(value);
    }
}
