package icd.workbench.shell;

import icd.attention.Architecture;
import icd.attention.Attention;
import icd.attention.Initialisation;
import icd.denoise.Baseline;
import icd.denoise.Comparison;
import icd.denoise.Denoiser;
import icd.energy.DescentDenoiser;
import icd.math.RandomStream;
import icd.workbench.evaluation.Descent;
import icd.workbench.recipe.EvaluationSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * A comparison as a recipe: its prompts are the fresh ones of every trial, each layer is a trial without training, and
 * each denoiser that a kind makes is a baseline.
 */
final class FrozenComparison {

    private final FrozenPrompts prompts;
    private final SequencedSet<Baseline> baselines = new LinkedHashSet<>();
    private final SequencedMap<String, Architecture> layers = new LinkedHashMap<>();
    private final List<EvaluationSpec> descents = new ArrayList<>();

    private FrozenComparison(FrozenPrompts prompts) {
        this.prompts = prompts;
    }

    static RecipeText of(Comparison comparison) {
        FrozenComparison frozen = new FrozenComparison(FrozenPrompts.fresh(comparison.on()));
        StringBuilder without = new StringBuilder();
        for (int i = 0; i < comparison.rows().size(); i++) {
            Comparison.Row row = comparison.rows().get(i);
            if (row.note().isEmpty()) {
                frozen.add(comparison.denoisers().get(i));
            } else {
                without.append("# ")
                        .append(row.denoiser())
                        .append(" has no numbers: ")
                        .append(row.note().replaceAll("\\s+", " "))
                        .append('\n');
            }
        }
        return frozen.text(without.toString());
    }

    private void add(Denoiser denoiser) {
        if (denoiser instanceof Attention layer) {
            String name = layer.name().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
            String free = name;
            for (int number = 2; layers.containsKey(free); number++) {
                free = name + "_" + number;
            }
            layers.put(free, architecture(layer, free));
            return;
        }
        if (denoiser instanceof DescentDenoiser descent) {
            descents.add(new Descent(
                    "descent_" + (descents.size() + 1),
                    List.of(descent.gamma()),
                    List.of(descent.steps()),
                    Optional.of(descent.energy().kind().orElse(descent.energy()))));
            return;
        }
        Baseline baseline = denoiser.baseline()
                .orElseThrow(() -> new IllegalArgumentException("toRecipe: " + denoiser.name()
                        + ": a recipe cannot describe it, as no kind makes it; a described record that implements Baseline can be"
                        + " named, from a jar whose KindProvider lists it (--classpath)"));
        boolean makes = baseline.misfit(prompts.task()).isEmpty()
                && baseline.trainingPrompts(prompts.data().n()) == 0
                && baseline.denoiser(prompts.task(), prompts.data().L()).equals(denoiser);
        if (!makes) {
            throw new IllegalArgumentException("toRecipe: " + denoiser.name() + ": a recipe names it by "
                    + baseline.name() + ", which makes another denoiser, or none, on prompts of " + prompts.task());
        }
        baselines.add(baseline);
    }

    /** Returns the layer under its name in this recipe, with weights from a file where no recipe key describes them. */
    private static Architecture architecture(Attention layer, String name) {
        return Architecture.of(
                layer,
                Initialisation.of(layer, () -> RandomStream.of(0, "weights"))
                        .orElseGet(() -> Initialisation.FromFile.of(
                                WrittenRecipe.npz("-" + name, RecipeWriter.weights(layer)))));
    }

    private RecipeText text(String comments) {
        WrittenRecipe recipe = prompts.addTo(new WrittenRecipe());
        if (layers.size() == 1) {
            recipe.add("model", layers.firstEntry().getValue());
        } else if (layers.size() > 1) {
            recipe.line("cases:");
            layers.forEach(
                    (name, layer) -> recipe.line("  " + name + ": {model: " + recipe.words("model", layer) + "}"));
        }
        recipe.add("baselines", List.copyOf(baselines));
        if (!descents.isEmpty()) {
            recipe.add("evaluate", descents);
        }
        return recipe.line(comments.stripTrailing()).text();
    }
}
