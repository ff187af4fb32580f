package icd.workbench.recipe;

import icd.describe.InputFile;
import icd.workbench.schema.Inputs;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A recipe together with facts about its reading.
 *
 * @param recipe the whole recipe
 * @param extended the files that it extends, directly or not, in the order in which they are laid over one another
 * @param unchecked the reason, in a line, why the expectations of the file are not the recipe's; empty if they are
 */
public record Reading(Recipe recipe, List<String> extended, String unchecked) {

    /** Copies the list. */
    public Reading {
        extended = List.copyOf(extended);
    }

    /**
     * Reads a recipe file and those that it extends, and lays overrides over them.
     *
     * @param file UTF-8 YAML, at most 1 MiB; messages name it as given here
     * @param overrides each {@code path=value}, as after {@code --set}; a later one wins
     * @throws RecipeException if a file cannot be read, or it is not a valid recipe; holds every problem found
     */
    public static Reading of(Path file, List<String> overrides) {
        return of(file.toString(), SourceFile.read(file), file, overrides, Map.of());
    }

    /**
     * @param file the file of the text, or null
     * @param files see {@link Recipe#parse(String, String, List, Map)}
     */
    static Reading of(String source, String text, Path file, List<String> overrides, Map<String, InputFile> files) {
        Problems problems = new Problems();
        Inheritance inheritance = new Inheritance(problems);
        Mapping whole = inheritance.resolve(file, Tree.parse(source, text, problems));
        Mapping filled = Tree.filled(whole);
        Mapping overridden = new Overrides(problems).apply(filled, overrides);
        if (overridden.get("expect") == filled.get("expect")) {
            overridden = Expectations.inherited(List.of(filled), overridden);
        }
        Mapping root = Tree.withoutShadowedDefaults(Tree.filled(overridden));
        Recipe recipe = Recipe.of(root, new Inputs(files), problems);
        return new Reading(recipe, inheritance.extended(), Expectations.leftBehind(filled, overrides, overridden));
    }

    /**
     * Returns a recipe with the figures of another file in place of its own.
     *
     * @param file a recipe, or only its {@code figures}; its other keys are ignored
     * @throws RecipeException if the file cannot be read, has no figures, or has one whose data the recipe lacks
     */
    public static Recipe redrawn(Recipe recipe, Path file) {
        Problems problems = new Problems();
        Mapping other =
                new Inheritance(problems).resolve(file, Tree.parse(file.toString(), SourceFile.read(file), problems));
        problems.throwIfAny();
        Node figures = other.get("figures");
        if (figures == null) {
            throw new RecipeException(other.at(), "figures must be given, to be drawn in place of the run's, got none");
        }
        Mapping own = Tree.parse("recipe.yaml", recipe.resolved(), problems);
        Mapping root = Tree.filled(own.with(List.of("figures"), figures));
        return Recipe.of(Tree.withoutShadowedDefaults(root), new Inputs(recipe.inputs()), problems);
    }
}
