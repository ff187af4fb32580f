package icd.workbench.shell;

import icd.attention.Architecture;
import icd.attention.Attention;
import icd.attention.Initialisation;
import icd.attention.Parameter;
import icd.denoise.Baseline;
import icd.denoise.Comparison;
import icd.describe.InputFile;
import icd.energy.Census;
import icd.energy.Descent;
import icd.energy.Landscape;
import icd.io.NpyArray;
import icd.kernel.Precision;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Task;
import icd.train.BatchOrder;
import icd.train.Decay;
import icd.train.Fit;
import icd.train.OrderedBy;
import icd.train.TrainingOptions;
import icd.train.TrainingPrompts;
import icd.workbench.recipe.DataSpec;
import icd.workbench.recipe.Drawn;
import icd.workbench.recipe.EpochPrompts;
import icd.workbench.recipe.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns values of the shell into the recipe that reproduces them, and reports the parts that a recipe cannot describe.
 */
final class RecipeWriter {

    private RecipeWriter() {}

    /**
     * Returns the recipe of any value that the shell can freeze; throws {@link IllegalArgumentException} if it cannot.
     */
    static RecipeText of(Object value) {
        return switch (value) {
            case Fit fit -> of(fit);
            case Comparison comparison -> FrozenComparison.of(comparison);
            case Landscape landscape -> FrozenEnergy.of(landscape);
            case Descent descent -> FrozenEnergy.of(descent);
            case Census census -> FrozenEnergy.of(census);
            case Task task -> FrozenPrompts.fresh(task).measured();
            case PromptSet prompts -> FrozenPrompts.fresh(prompts).measured();
            case Prompt prompt ->
                FrozenPrompts.fresh(prompt.set().slice(prompt.index(), prompt.index() + 1))
                        .measured();
            default ->
                throw new IllegalArgumentException(
                        "toRecipe: there must be a fit, a comparison, a task, prompts, or a landscape, a descent or a census"
                                + " before its run() to write, got a "
                                + value.getClass().getSimpleName());
        };
    }

    private static RecipeText of(Fit fit) {
        Drawing train = drawing(fit.trainer().train());
        long shuffled = fit.trainer().order() instanceof BatchOrder.Shuffled(long s)
                ? s
                : refuse("batches shuffled from a seed", fit.trainer().order());
        long seed = fit.trainer().seed().orElse(shuffled);
        Optional<DataSpec> drawn = drawn(train, fit.test());
        OrderedBy order = order(shuffled, drawn, seed);
        Optional<Initialisation> init = Initialisation.of(fit.initial(), () -> RandomStream.of(seed, "weights"));
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        if (drawn.isEmpty()) {
            arrays.putAll(together(train, fit.test()).arrays());
        }
        if (init.isEmpty()) {
            arrays.putAll(weights(fit.initial()));
        }
        InputFile file = WrittenRecipe.npz("", arrays);
        Task task = drawn.isPresent() ? train.task() : FrozenPrompts.plain(train.task());
        Architecture model = Architecture.of(fit.initial(), init.orElseGet(() -> Initialisation.FromFile.of(file)));
        WrittenRecipe recipe = new WrittenRecipe()
                .add(
                        "data",
                        drawn.orElseGet(() -> FrozenPrompts.imported(
                                file,
                                train.size(),
                                fit.test().size(),
                                0,
                                order == OrderedBy.DATA ? shuffled : 0,
                                Optional.empty())));
        FrozenPrompts.addTask(recipe, task).add("model", model).add("training", training(fit, train, order, seed));
        boolean bayes = drawn.isPresent() && Baseline.BAYES.misfit(task).isEmpty();
        recipe.line("baselines: " + (bayes ? "[zero, bayes]" : "[zero]"))
                .line("figures:")
                .line("  - {name: loss, kind: training}");
        return (model.single().isPresent() ? recipe.line("  - {name: weights, kind: weights}") : recipe).text();
    }

    /** Returns whose seed a recipe names for the order of the batches. */
    private static OrderedBy order(long shuffled, Optional<DataSpec> drawn, long seed) {
        boolean ofData = drawn.map(data -> data.seed() == shuffled).orElse(shuffled != seed);
        if (ofData) {
            return OrderedBy.DATA;
        }
        return shuffled == seed
                ? OrderedBy.SEED
                : refuse("batches shuffled from the seed of its prompts or of its weights", "the seed " + shuffled);
    }

    /**
     * Returns the numbers of a layer, under the names that they have in the layer that the recipe's keys make, where a
     * single head has no number.
     */
    static SequencedMap<String, NpyArray> weights(Attention layer) {
        return said(layer).with(layer.theta()).arrays("");
    }

    private static Attention said(Attention layer) {
        return Architecture.of(layer, new Initialisation.Uniform()).form(layer.n());
    }

    /** Returns the parameters that are trained, under the same names. */
    private static List<String> trained(Attention layer, List<String> names) {
        List<Parameter> own = layer.parameters();
        List<Parameter> said = said(layer).parameters();
        return IntStream.range(0, own.size())
                .filter(i -> names.contains(own.get(i).name()))
                .mapToObj(i -> said.get(i).name())
                .toList();
    }

    /**
     * The training prompts, or the values needed to draw the prompts of each epoch again.
     *
     * @param prompts empty where each epoch draws its own
     */
    private record Drawing(
            Task task,
            int size,
            int n,
            int L,
            Precision precision,
            Optional<PromptSet.Origin> origin,
            Optional<PromptSet> prompts) {}

    private static Drawing drawing(TrainingPrompts prompts) {
        return switch (prompts) {
            case TrainingPrompts.Fixed(PromptSet set) ->
                new Drawing(
                        FrozenPrompts.task(set),
                        set.size(),
                        set.n(),
                        set.L(),
                        set.precision(),
                        set.origin(),
                        Optional.of(set));
            case TrainingPrompts.Fresh(Task task, int count, int L, Precision precision, long seed) ->
                new Drawing(
                        task,
                        count,
                        task.n(),
                        L,
                        precision,
                        Optional.of(new PromptSet.Origin(seed, "", 0)),
                        Optional.empty());
            default -> refuse("training prompts that are one set, or fresh for each epoch", prompts);
        };
    }

    /** Returns the prompts of a recipe that draws these again, to the bit; empty where no recipe does. */
    private static Optional<DataSpec> drawn(Drawing train, PromptSet test) {
        if (train.origin().isEmpty() || test.origin().isEmpty()) {
            return Optional.empty();
        }
        PromptSet.Origin first = train.origin().get();
        PromptSet.Origin second = test.origin().get();
        boolean same = train.task().heldOut().equals(test.task())
                && train.L() == test.L()
                && train.precision() == test.precision()
                && first.seed() == second.seed()
                && first.from() == 0;
        boolean together = first.purpose().equals(FrozenPrompts.PROMPTS)
                && second.purpose().equals(FrozenPrompts.PROMPTS)
                && second.from() == train.size();
        boolean apart = (train.prompts().isEmpty() || first.purpose().equals("training prompts"))
                && second.purpose().equals("test prompts")
                && second.from() == 0;
        return same
                        && (together || apart)
                        && FrozenPrompts.isDrawn(test, second)
                        && train.prompts().stream().allMatch(set -> FrozenPrompts.isDrawn(set, first))
                ? Optional.of(new DataSpec(
                        test.n(),
                        train.L(),
                        train.size(),
                        test.size(),
                        together ? Drawn.TOGETHER : Drawn.SEPARATELY,
                        0,
                        DataSpec.DRAWS,
                        first.seed(),
                        Optional.empty(),
                        Optional.empty()))
                : Optional.empty();
    }

    /** Returns training and test prompts as one set, for a file. */
    private static PromptSet together(Drawing train, PromptSet test) {
        PromptSet first = train.prompts()
                .orElseGet(() -> refuse(
                        "test prompts of the stream that its fresh training prompts go with, as onFresh(task, count, L) draws them",
                        test));
        if (first.L() != test.L() || first.precision() != test.precision()) {
            refuse("training and test prompts of one length and precision", first + " and " + test);
        }
        return PromptSet.of(Stream.concat(prompts(first), prompts(test)).toList());
    }

    private static Stream<Prompt> prompts(PromptSet set) {
        return IntStream.range(0, set.size()).mapToObj(set::prompt);
    }

    private static TrainingSpec training(Fit fit, Drawing prompts, OrderedBy order, long seed) {
        TrainingOptions options = fit.options();
        return new TrainingSpec(
                options.epochs(),
                Math.min(options.batch(), prompts.size()),
                prompts.prompts().isEmpty() ? EpochPrompts.FRESH : EpochPrompts.FIXED,
                prompts.precision(),
                options.optimiser(),
                options.schedule() instanceof Decay decay ? decay : Decay.NONE,
                Optional.of(options.schedule()).filter(schedule -> !(schedule instanceof Decay)),
                options.clip(),
                order,
                seed,
                options.keep().stream().filter(epoch -> epoch > 0).toList(),
                options.stop(),
                options.weightsKept(),
                trained(fit.initial(), options.trained()));
    }

    private static <T> T refuse(String must, Object got) {
        throw new IllegalArgumentException("toRecipe: the fit must have " + must + ", got " + got);
    }
}
