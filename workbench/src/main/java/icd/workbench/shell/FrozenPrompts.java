package icd.workbench.shell;

import icd.denoise.Baseline;
import icd.describe.InputFile;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.FixedTransform;
import icd.task.ImportedPrompts;
import icd.task.PromptSet;
import icd.task.Task;
import icd.task.Transformed;
import icd.task.UnknownTask;
import icd.workbench.recipe.DataSpec;
import icd.workbench.recipe.Drawn;
import java.util.Arrays;
import java.util.Optional;

/**
 * The prompts of a recipe: drawn again where the recipe can describe them, otherwise read from a file.
 *
 * @param task the task they come from
 * @param data their number and their source
 */
record FrozenPrompts(Task task, DataSpec data) {

    /** The name of the stream of {@link Task#prompts}. */
    static final String PROMPTS = "prompts";

    /** Returns these prompts as the fresh ones of a trial, on which everything is measured. */
    static FrozenPrompts fresh(PromptSet set) {
        Task task = task(set);
        Optional<PromptSet.Origin> origin = set.origin()
                .filter(from -> from.purpose().equals(PROMPTS) && task.heldOut().equals(task) && isDrawn(set, from));
        Optional<Precision> precision = Optional.of(set.precision()).filter(Precision.FLOAT32::equals);
        return origin.map(from -> new FrozenPrompts(
                        task,
                        new DataSpec(
                                set.n(),
                                set.L(),
                                from.from(),
                                0,
                                Drawn.ALL_TOGETHER,
                                set.size(),
                                0,
                                from.seed(),
                                precision,
                                Optional.empty())))
                .orElseGet(() -> new FrozenPrompts(
                        plain(task), imported(WrittenRecipe.npz("", set.arrays()), 0, 0, set.size(), precision)));
    }

    /** Returns fresh prompts of a task, in a usual number and length. */
    static FrozenPrompts fresh(Task task) {
        int L = (int) Math.min(
                4L * task.n(), Math.min(task.longestContext(), task.heldOut().longestContext()));
        return new FrozenPrompts(
                task,
                new DataSpec(
                        task.n(),
                        L,
                        0,
                        0,
                        Drawn.SEPARATELY,
                        1000,
                        DataSpec.DRAWS,
                        0,
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Returns the recipe that measures the zero predictor on them, and the Bayes denoiser where it is known. */
    RecipeText measured() {
        boolean bayes = data.prompts().isEmpty() && Baseline.BAYES.misfit(task).isEmpty();
        return addTo(new WrittenRecipe())
                .line("baselines: " + (bayes ? "[zero, bayes]" : "[zero]"))
                .text();
    }

    /** Returns prompts from a file: the first {@code train} and {@code test} of them, and {@code fresh} fresh ones. */
    static DataSpec imported(InputFile file, int train, int test, int fresh, Optional<Precision> precision) {
        return imported(file, train, test, fresh, 0, precision);
    }

    /** Does the same as the other method, with a seed for the order of batches. */
    static DataSpec imported(InputFile file, int train, int test, int fresh, long seed, Optional<Precision> precision) {
        ImportedPrompts prompts = ImportedPrompts.of(file);
        return new DataSpec(
                prompts.n(),
                prompts.L(),
                train,
                test,
                Drawn.SEPARATELY,
                fresh,
                DataSpec.DRAWS,
                seed,
                precision,
                Optional.of(prompts));
    }

    /** Returns the task that prompts come from, as far as it is known. */
    static Task task(PromptSet prompts) {
        return prompts.knowsTruth() ? prompts.task().written() : new UnknownTask(prompts.n());
    }

    /** Returns the task that a recipe can name beside a file of prompts, which are transformed already. */
    static Task plain(Task task) {
        return task.transform().isPresent() ? new UnknownTask(task.n()) : task;
    }

    /**
     * Returns whether drawing from the origin gives these numbers: other queries or another precision may have replaced
     * them.
     */
    static boolean isDrawn(PromptSet set, PromptSet.Origin origin) {
        PromptSet again = PromptSet.draw(
                set.task(),
                origin.from(),
                set.size(),
                set.L(),
                set.precision(),
                origin.seed(),
                origin.purpose(),
                Workers.caller());
        return Arrays.equals(again.queries(), set.queries())
                && Arrays.equals(again.targets(), set.targets())
                && (set.L() == 0 || again.contexts().hasNumbersOf(set.contexts()));
    }

    /** Adds the keys {@code data}, {@code task} and {@code transform}. */
    WrittenRecipe addTo(WrittenRecipe recipe) {
        recipe.add("data", data);
        return addTask(recipe, task);
    }

    /** Adds the keys {@code task} and {@code transform}. */
    static WrittenRecipe addTask(WrittenRecipe recipe, Task task) {
        return task instanceof Transformed(Task inner, var change)
                ? recipe.add("task", inner).add("transform", FixedTransform.of(change))
                : recipe.add("task", task);
    }
}
