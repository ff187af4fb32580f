package icd.workbench.shell;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Initialisation;
import icd.attention.Potential;
import icd.kernel.Precision;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Task;
import icd.train.BatchOrder;
import icd.train.Fit;
import icd.train.TrainingOptions;
import icd.train.TrainingPrompts;
import icd.workbench.recipe.Baseline;
import icd.workbench.recipe.Frozen;
import icd.workbench.recipe.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
        String yaml = "name: from-shell\n"
                + "data: {n: " + test.n() + ", L: " + train.L() + ", train: " + train.size() + ", test: "
                + test.size() + ", drawn: " + (together ? "together" : "separately") + ", fresh: 0, seed: "
                + first.seed() + "}\n"
                + "task: " + Frozen.text("task", train.task()) + "\n"
                + "model: " + model(fit.initial(), seed) + "\n"
                + "training: " + training(fit.options(), train, seed) + "\n"
                + "baselines: " + (Baseline.BAYES.misfit(train.task()).isEmpty() ? "[zero, bayes]" : "[zero]") + "\n"
                + "figures:\n  - {name: loss, kind: training}\n  - {name: weights, kind: weights}\n";
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

    private static PromptSet.Origin origin(PromptSet prompts) {
        return prompts.origin().orElseGet(() -> refuse("prompts drawn from a task", prompts));
    }

    private static String model(Attention layer, long seed) {
        if (!(layer instanceof AttentionLayer plain) || plain.isFull() || plain.isResidual()) {
            return refuse("linear or softmax attention, neither full nor residual", layer);
        }
        String attention = switch (plain.potential()) {
            case Potential.Linear _ -> "linear";
            case Potential.Softmax _ -> "softmax";
            default -> refuse("linear or softmax attention", layer);
        };
        String weights = plain.name().equals(attention)
                ? "full"
                : plain.name().equals(attention + "_scalar") ? "scalar" : refuse("merged or scalar weights", layer);
        return "{attention: " + attention + ", weights: " + weights + ", init: " + init(plain, seed) + "}";
    }

    private static String init(AttentionLayer layer, long seed) {
        double[] theta = layer.theta();
        if (Arrays.equals(theta, layer.uniform(RandomStream.of(seed, "weights")).theta())) {
            return "{kind: uniform}";
        }
        double scale = layer.alpha();
        if (Arrays.equals(theta, layer.identity(scale, scale).theta())) {
            return Frozen.text("model.init", new Initialisation.Identity(scale, scale));
        }
        return refuse("initial weights drawn from U[-1/sqrt n, 1/sqrt n], or one multiple of the identity", layer);
    }

    private static String training(TrainingOptions options, Drawing prompts, long seed) {
        String keep = options.keep().stream()
                .filter(epoch -> epoch > 0)
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "[", "]"));
        return "{epochs: " + options.epochs() + ", batch: " + Math.min(options.batch(), prompts.size())
                + (prompts.fresh() ? ", prompts: fresh" : "") + ", precision: " + prompts.precision() + ", optimiser: "
                + Frozen.text("training.optimiser", options.optimiser())
                + ", decay: "
                + Frozen.text("training.decay", options.decay()) + ", seed: " + seed + ", keep: " + keep + "}";
    }

    private static <T> T refuse(String must, Object got) {
        throw new IllegalArgumentException("toRecipe: the fit must have " + must + ", got " + got);
    }
}
