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

/** A recipe that is being written, key by key, with the files that it names. */
final class WrittenRecipe {

    private final StringBuilder yaml = new StringBuilder("name: from-shell\n");
    private final SequencedMap<String, InputFile> files = new LinkedHashMap<>();

    /**
     * Adds a key at the top, with its value.
     *
     * @throws IllegalArgumentException if a recipe cannot describe the value, or something in it; the message says what
     */
    WrittenRecipe add(String key, Object value) {
        return line(key + ": " + words(key, value));
    }

    /** Adds a line as it is. */
    WrittenRecipe line(String line) {
        yaml.append(line).append('\n');
        return this;
    }

    /** Returns a value as it stands at a path of an experiment; throws as {@link #add}. */
    String words(String path, Object value) {
        try {
            return RecipeSchema.written(path, value, this::name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("toRecipe: " + path + ": " + e.getMessage(), e);
        }
    }

    /** Returns the name of a file beside the recipe; several files of one name get numbers. */
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
     * Returns a file of arrays that is named after the recipe.
     *
     * @param ending follows the recipe's name: empty, or {@code -softmax}
     */
    static InputFile npz(String ending, SequencedMap<String, NpyArray> arrays) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            Npz.write(bytes, arrays);
            return InputFile.of(RecipeText.UNNAMED + ending + ".npz", bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array in memory does not fail
        }
    }

    /**
     * Returns the finished text.
     *
     * @throws icd.workbench.tree.RecipeException for anything else that recipes refuse
     */
    RecipeText text() {
        Recipe.parse("toRecipe", yaml.toString(), List.of(), files);
        return new RecipeText(yaml.toString(), files);
    }
}
