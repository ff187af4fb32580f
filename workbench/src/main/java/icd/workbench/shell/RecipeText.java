package icd.workbench.shell;

import icd.io.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A recipe as text.
 *
 * @param yaml the text
 */
public record RecipeText(String yaml) {

    /** Writes it to a file, which {@code workbench run} takes. */
    public Path save(String file) throws IOException {
        return WholeFile.write(Path.of(file), yaml);
    }

    @Override
    public String toString() {
        return yaml;
    }
}
