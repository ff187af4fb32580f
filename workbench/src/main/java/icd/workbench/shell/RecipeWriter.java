package icd.workbench.shell;

import icd.attention.Architecture;
import icd.attention.Attention;
import icd.attention.Initialisation;
import icd.denoise.Baseline;
import icd.kernel.Precision;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Task;
import icd.train.BatchOrder;
import icd.train.Fit;
import icd.train.TrainingOptions;
import icd.train.TrainingPrompts;
import icd.workbench.recipe.DataSpec;
import icd.workbench.recipe.Drawn;
import icd.workbench.recipe.EpochPrompts;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.RecipeSchema;
import icd.workbench.recipe.TrainingSpec;
import java.util.List;
import java.util.Optional;

/** Turns a fit into the recipe that gives it again; says what a recipe has no words for. */
final class RecipeWriter {

    private RecipeWriter() {}

    static RecipeText of(Fit fit) {
        Drawing train = drawing(fit.trainer().train());
        PromptSet test = fit.test();
        PromptSet.Origin first = train.origin();
        PromptSet.Origin second = origin(test);
        boolean same = train.task().heldOut().equals(test.task())
                && train.L() == test.L()
                && train.precision() == test.precision()
                && first.seed() == second.seed()
                && first.from() == 0;
        boolean together = first.purpose().equals("prompts")
                && second.purpose().equals("prompts")
                && second.from() == train.size();
        boolean apart = (train.fresh() || first.purpose().equals("training prompts"))
                && second.purpose().equals("test prompts")
                && second.from() == 0;
        if (!(same && (together || apart))) {
            refuse("training and test prompts that are the two parts of one split", first + " and " + second);
        }
        long seed = fit.trainer().order() instanceof BatchOrder.Shuffled(long s)
                ? s
                : refuse("batches shuffled from a seed", fit.trainer().order());
        DataSpec data = new DataSpec(
                test.n(),
                train.L(),
                train.size(),
                test.size(),
                together ? Drawn.TOGETHER : Drawn.SEPARATELY,
                0,
                DataSpec.DRAWS,
                first.seed(),
                Optional.empty());
        Architecture model = model(fit.initial(), seed);
        String yaml = "name: from-shell\n"
                + written("data", data)
                + written("task", train.task())
                + written("model", model)
                + written("training", training(fit.options(), train, seed))
                + "baselines: " + (Baseline.BAYES.misfit(train.task()).isEmpty() ? "[zero, bayes]" : "[zero]") + "\n"
                + "figures:\n  - {name: loss, kind: training}\n"
                + (model.isSingle() ? "  - {name: weights, kind: weights}\n" : "");
        Recipe.parse("toRecipe", yaml, List.of()); // whatever else recipes refuse is said now
        return new RecipeText(yaml);
    }

    /** What it takes to draw the training prompts, or those of each epoch, again. */
    private record Drawing(Task task, int size, int L, Precision precision, PromptSet.Origin origin, boolean fresh) {}

    private static Drawing drawing(TrainingPrompts prompts) {
        return switch (prompts) {
            case TrainingPrompts.Fixed(PromptSet set) ->
                new Drawing(set.task(), set.size(), set.L(), set.precision(), origin(set), false);
            case TrainingPrompts.Fresh(Task task, int count, int L, Precision precision, long seed) ->
                new Drawing(task, count, L, precision, new PromptSet.Origin(seed, "", 0), true);
            default -> refuse("training prompts that are one set, or fresh for each epoch", prompts);
        };
    }

    private static String written(String key, Object value) {
        return key + ": " + RecipeSchema.written(key, value) + "\n";
    }

    private static PromptSet.Origin origin(PromptSet prompts) {
        return prompts.origin().orElseGet(() -> refuse("prompts drawn from a task", prompts));
    }

    private static Architecture model(Attention layer, long seed) {
        Initialisation init = Initialisation.of(layer, () -> RandomStream.of(seed, "weights"))
                .orElseGet(() ->
                        refuse("initial weights that are drawn from its seed, or multiples of the identity", layer));
        return Architecture.of(layer, init);
    }

    private static TrainingSpec training(TrainingOptions options, Drawing prompts, long seed) {
        return new TrainingSpec(
                options.epochs(),
                Math.min(options.batch(), prompts.size()),
                prompts.fresh() ? EpochPrompts.FRESH : EpochPrompts.FIXED,
                prompts.precision(),
                options.optimiser(),
                options.decay(),
                seed,
                options.keep().stream().filter(epoch -> epoch > 0).toList());
    }

    private static <T> T refuse(String must, Object got) {
        throw new IllegalArgumentException("toRecipe: the fit must have " + must + ", got " + got);
    }
}
