package icd.workbench.recipe;

import icd.describe.InputFile;
import icd.workbench.schema.Inputs;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A recipe and what reading it took.
 *
 * @param recipe what was read, whole
 * @param extended the files that it extends, directly or not, in the order in which they are laid over one another
 * @param unchecked why the expectations of the file are not the recipe's, in a line; empty if they are
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
     * @param file where the text stands, or null
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
}
