package icd.workbench.shell;

import icd.describe.InputFile;
import icd.io.WholeFile;
import icd.workbench.tree.YamlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A recipe as text, with the files that it names: weights and prompts that cannot be drawn again.
 *
 * @param yaml the text
 * @param files the files by the names that the text uses
 */
public record RecipeText(String yaml, SequencedMap<String, InputFile> files) {

    /** The beginning of the names of files that take the recipe's name once it is saved. */
    static final String UNNAMED = "from-shell";

    /** Copies the map, in its order. */
    public RecipeText {
        files = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(files));
    }

    /**
     * Writes the recipe to a file that {@code workbench run} accepts, and beside it the files that it names: {@code
     * p.npz} beside {@code p.yaml}.
     *
     * @return the file of the recipe
     * @throws IOException if a file cannot be written, or exists already and holds something else; then nothing is
     *     written
     */
    public Path save(String file) throws IOException {
        Path recipe = Path.of(file);
        String stem = recipe.getFileName().toString().replaceFirst("(?<=.)\\.ya?ml$", "");
        String text = yaml;
        Map<Path, byte[]> beside = new LinkedHashMap<>();
        for (Map.Entry<String, InputFile> each : files.entrySet()) {
            String name = each.getKey().startsWith(UNNAMED)
                    ? stem + each.getKey().substring(UNNAMED.length())
                    : each.getKey();
            text = text.replace(": " + YamlText.of(each.getKey()), ": " + YamlText.of(name));
            beside.put(recipe.resolveSibling(name), each.getValue().bytes());
        }
        beside.put(recipe, text.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<Path, byte[]> each : beside.entrySet()) {
            if (Files.isRegularFile(each.getKey())
                    && !Arrays.equals(Files.readAllBytes(each.getKey()), each.getValue())) {
                throw new IOException("save: " + each.getKey()
                        + " must not be there, or hold the same, got a file that holds something else; remove it, or save under"
                        + " another name");
            }
        }
        for (Map.Entry<Path, byte[]> each : beside.entrySet()) {
            WholeFile.write(each.getKey(), each.getValue());
        }
        return recipe;
    }

    @Override
    public String toString() {
        return yaml;
    }
}
