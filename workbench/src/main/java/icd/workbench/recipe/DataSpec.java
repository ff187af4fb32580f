package icd.workbench.recipe;

import icd.describe.Describe;
import icd.kernel.Precision;
import icd.task.ImportedPrompts;
import icd.task.UnknownTask;
import java.util.Optional;

/** The prompts of a trial: their shape, how many, and the seed they are drawn from. */
@Describe("the prompts: shape, how many, seed")
public record DataSpec(
        @Describe(value = "ambient dimension n: tokens are vectors in R^n", min = 1, max = 65_536)
        int n,

        @Describe(
                value =
                        "context length L: uncorrupted tokens only (the published code counts the query too: its 500 is 499 here)",
                min = 1,
                max = DataSpec.MOST)
        int L,

        @Describe(value = "training prompts", min = 0, max = DataSpec.MOST, byDefault = "0")
        int train,

        @Describe(value = "test prompts, evaluated after every epoch", min = 0, max = DataSpec.MOST, byDefault = "0")
        int test,

        @Describe(value = "whether the test prompts are drawn on their own", byDefault = "separately")
        Drawn drawn,

        @Describe(
                value = "further prompts on which a layer is evaluated once",
                min = 0,
                max = DataSpec.MOST,
                byDefault = "4000")
        int fresh,

        @Describe(
                value =
                        "number of draws of instance, target and query, for baselines that need no context and whose loss theory does not"
                                + " give; with 0 all baselines are measured on the prompts",
                min = 0,
                max = DataSpec.MOST,
                byDefault = "" + DataSpec.DRAWS)
        int baselineDraws,

        @Describe(value = "seed of everything drawn for the prompts", min = 0, byDefault = "0")
        long seed,

        @Describe("arithmetic of prompts and layer where nothing is trained; left out, float64")
        Optional<Precision> precision,

        @Describe(
                "npz file of prompts to use, relative to the recipe: its first train prompts to train on, the next test to test on, and"
                        + " of the rest at most fresh; n and L are those of the file")
        Optional<ImportedPrompts> prompts) {

    /**
     * The largest number of tokens in a context, and of prompts in a set, that a recipe can ask for. Memory often holds
     * less.
     */
    static final double MOST = 1e9;

    /** The number of draws for baselines that need no context, unless a recipe sets it. */
    public static final int DRAWS = 1_000_000;

    /** Reports keys that would be silently ignored beside imported prompts, and contexts that no prompt can have. */
    void check(TrialSpec trial, Findings found) {
        if (prompts.isEmpty() && trial.task() instanceof UnknownTask) {
            found.add(
                    "task.kind",
                    "must be one that prompts can be drawn from where data.prompts gives none, got 'unknown'");
        }
        if (prompts.isPresent() && trial.transform().isPresent()) {
            found.add("transform", "must not stand beside data.prompts, whose prompts are taken as they are");
        }
        int most = trial.task().longestContext();
        int mostHeldOut = trial.task().heldOut().longestContext();
        if (trial.longestContext() > Math.min(most, mostHeldOut)) { // the tokens of a prompt are all different
            found.add(
                    "task.file",
                    "must hold more than L tokens in each share, which are all different in a prompt, got "
                            + (most + 1L)
                            + " to train on and " + (mostHeldOut + 1L) + " to test on where L is "
                            + trial.longestContext() + " (trial " + trial.id() + ")");
        }
    }
}
