package icd.workbench.shell;

import icd.attention.Architecture;
import icd.attention.Attention;
import icd.attention.Initialisation;
import icd.energy.Census;
import icd.energy.ContextEnergy;
import icd.energy.Descent;
import icd.energy.Energy;
import icd.energy.Landscape;
import icd.energy.LayerEnergy;
import icd.energy.MemoryEnergy;
import icd.kernel.Precision;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.workbench.evaluation.CensusOfMinima;
import icd.workbench.evaluation.EnergyLandscape;
import icd.workbench.evaluation.EnergyTrace;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.RangeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ojalgo.matrix.store.R064Store;

/**
 * A study of an energy as the evaluation of a recipe on one prompt: the prompt's context holds the memories, and its
 * query is the start.
 */
final class FrozenEnergy {

    private static final double WITHIN = 0.1;

    private FrozenEnergy() {}

    static RecipeText of(Landscape landscape) {
        if (landscape.energy().n() != 2 || !landscape.plane().isOfFirstTwo()) {
            throw new IllegalArgumentException(
                    "toRecipe: a landscape must be over the first two coordinates of R^2, got one over another plane or in R^"
                            + landscape.energy().n());
        }
        double[] bounds = landscape.bounds();
        return text(
                landscape.energy(),
                Optional.empty(),
                energy -> new EnergyLandscape(
                        "landscape",
                        1,
                        Optional.empty(),
                        81,
                        Optional.of(new RangeSpec(bounds[0], bounds[1], landscape.columns())),
                        Optional.of(new RangeSpec(bounds[2], bounds[3], landscape.rows())),
                        energy));
    }

    static RecipeText of(Descent descent) {
        if (descent.isAnnealed()) {
            throw new IllegalArgumentException(
                    "toRecipe: a descent must be on one energy, got one that is annealed by a"
                            + " function, which a recipe cannot describe; write one recipe for each beta");
        }
        return text(
                descent.energy(),
                Optional.of(descent.start()),
                energy -> new EnergyTrace(
                        "descent",
                        descent.steps(),
                        Arrays.stream(descent.rates()).boxed().toList(),
                        descent.tolerance(),
                        energy));
    }

    static RecipeText of(Census census) {
        if (census.seed().isEmpty()) {
            throw new IllegalArgumentException(
                    "toRecipe: the starts of a census must be drawn from a seed, starts(count, seed), got "
                            + census.starts() + " that were given");
        }
        return text(
                census.energy(),
                Optional.empty(),
                energy -> new CensusOfMinima(
                        "census",
                        1,
                        census.starts(),
                        WITHIN,
                        census.rate().isPresent() ? Optional.of(census.rate().getAsDouble()) : Optional.empty(),
                        census.steps(),
                        census.nearZero(),
                        Optional.of(census.seed().getAsLong()),
                        energy));
    }

    private static RecipeText text(
            Energy energy, Optional<R064Store> start, Function<Optional<ContextEnergy>, EvaluationSpec> evaluation) {
        MemoryEnergy memories = energy instanceof MemoryEnergy over ? over : unsaid(energy);
        ContextEnergy kind = memories.kind().orElseGet(() -> unsaid(energy));
        Prompt prompt = prompt(memories, start);
        WrittenRecipe recipe = new WrittenRecipe();
        if (!prompt.knowsTarget()) {
            recipe.line("# The target in the file of prompts is 0, as there is none"
                    + (start.isPresent() ? ": its mse_per_dim is ||s||^2/n." : ", and its query is not used."));
            prompt = Prompt.of(prompt.context(), prompt.query(), R064Store.FACTORY.make(prompt.n(), 1));
        }
        PromptSet one = prompt.set().slice(prompt.index(), prompt.index() + 1);
        FrozenPrompts.fresh(one).addTo(recipe);
        if (kind instanceof LayerEnergy.Step(Attention layer)) {
            Initialisation init = Initialisation.of(layer, () -> RandomStream.of(0, "weights"))
                    .orElseGet(
                            () -> Initialisation.FromFile.of(WrittenRecipe.npz("-layer", RecipeWriter.weights(layer))));
            recipe.add("model", Architecture.of(layer, init));
        }
        Optional<ContextEnergy> named = Optional.of(kind).filter(each -> !(each instanceof LayerEnergy.Step));
        return recipe.line("baselines: []")
                .add("evaluate", List.of(evaluation.apply(named)))
                .text();
    }

    /** Returns the prompt whose memories these are, with the start as its query; or a prompt made of the memories. */
    private static Prompt prompt(MemoryEnergy energy, Optional<R064Store> start) {
        if (energy.prompt().isEmpty()) {
            R064Store X = energy.memories();
            return Prompt.of(X, start.orElseGet(() -> R064Store.FACTORY.make(X.getRowDim(), 1)));
        }
        Prompt prompt = energy.prompt().get();
        PromptSet one = prompt.set().slice(prompt.index(), prompt.index() + 1);
        double[] query = start.map(R064Store::toRawCopy1D).orElse(one.queries());
        return Arrays.equals(query, one.queries())
                ? one.prompt(0)
                : one.in(Precision.FLOAT64).withQueries(query).prompt(0);
    }

    private static <T> T unsaid(Energy energy) {
        throw new IllegalArgumentException("toRecipe: " + energy.name()
                + ": a recipe cannot describe this energy, as no kind makes it over memories; it can describe the energies of the"
                + " library and for layerEnergy(layer), and in evaluations for a described record that implements ContextEnergy, from"
                + " a jar whose KindProvider lists it (--classpath)");
    }
}
