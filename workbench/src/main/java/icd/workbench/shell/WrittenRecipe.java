package icd.workbench.shell;

import icd.describe.InputFile;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.RecipeSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A recipe being written, key by key, with the files that it comes to name. */
final class WrittenRecipe {

    private final StringBuilder yaml = new StringBuilder("name: from-shell\n");
    private final SequencedMap<String, InputFile> files = new LinkedHashMap<>();

    /**
     * A key at the top, and its value.
     *
     * @throws IllegalArgumentException if a recipe has no words for the value, or for something in it; the message says what
     */
    WrittenRecipe add(String key, Object value) {
        return line(key + ": " + words(key, value));
    }

    /** A line as it is. */
    WrittenRecipe line(String line) {
        yaml.append(line).append('\n');
        return this;
    }

    /** A value as it stands at a path of an experiment; throws as {@link #add}. */
    String words(String path, Object value) {
        try {
            return RecipeSchema.written(path, value, this::name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("toRecipe: " + path + ": " + e.getMessage(), e);
        }
    }

    /** Files stand beside the recipe; several of one name get numbers. */
    private String name(InputFile file) {
        String last = Path.of(file.name()).getFileName().toString();
        for (int number = 1; ; number++) {
            String name = number == 1 ? last : number + "-" + last;
            InputFile known = files.putIfAbsent(name, file);
            if (known == null || known.equals(file)) {
                return name;
            }
        }
    }

    /**
     * A file of arrays, to be called after the recipe.
     *
     * @param ending behind the recipe's name: empty, or {@code -softmax}
     */
    static InputFile npz(String ending, SequencedMap<String, NpyArray> arrays) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            Npz.write(bytes, arrays);
            return InputFile.of(RecipeText.UNNAMED + ending + ".npz", bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // which memory does not do
        }
    }

    /**
     * The finished text.
     *
     * @throws icd.workbench.tree.RecipeException for whatever else recipes refuse
     */
    RecipeText text() {
        Recipe.parse("toRecipe", yaml.toString(), List.of(), files);
        return new RecipeText(yaml.toString(), files);
    }
}
