package icd.workbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import icd.workbench.tree.RecipeException;
import icd.workbench.tree.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
    @TempDir
    Path folder;

    private String fault(Path file) {
        RecipeException e = catchThrowableOfType(RecipeException.class, () -> Recipe.read(file, List.of()));
        return e.getMessage().replace(folder.toString(), "DIR");
    }

    private Path write(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void aMissingFileIsNamedWithTheNearest() throws IOException {
        assertThat(fault(folder.resolve("fig4.yaml"))).isEqualTo("DIR/fig4.yaml: no such file");
        write("fig3.yaml");
        assertThat(fault(folder.resolve("fig4.yaml")))
                .isEqualTo("DIR/fig4.yaml: no such file, did you mean 'fig3.yaml'?");
        assertThat(fault(folder.resolve("claims"))).isEqualTo("DIR/claims: no such file; recipes there: fig3.yaml");
        assertThat(fault(folder.resolve("none/fig4.yaml"))).isEqualTo("DIR/none/fig4.yaml: no such file");
    }

    @Test
    void aDirectoryIsNoRecipe() throws IOException {
        assertThat(fault(folder)).isEqualTo("DIR: must be a recipe file, got a directory");
        write("fig3.yaml");
        write("notes.txt");
        assertThat(fault(folder)).isEqualTo("DIR: must be a recipe file, got a directory; recipes there: fig3.yaml");
    }

    @Test
    void whatTheSystemRefusesIsSaid() throws IOException {
        Path file = write("fig3.yaml");
        assertThat(fault(file.resolve("x"))).startsWith("DIR/fig3.yaml/x: cannot be read: ");
    }

    @Test
    void aFileMustBeUtf8() throws IOException {
        Path file = write("r.yaml", (byte) 'a', (byte) '\n', (byte) 0xc3, (byte) 0xa9, (byte) 0xe9, (byte) '\n');
        assertThat(fault(file)).isEqualTo("DIR/r.yaml:2:2: must be UTF-8 text, got byte 0xe9");
        Path cut = write("cut.yaml", (byte) 'a', (byte) 0xc3);
        assertThat(fault(cut)).isEqualTo("DIR/cut.yaml:1:2: must be UTF-8 text, got byte 0xc3");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, "\uFEFF" + Recipes.SMALL);
        assertThat(Recipe.read(file, List.of()).name()).isEqualTo("small");
    }

    @Test
    void aFileIsBounded() throws IOException {
        Path file = write("r.yaml", new byte[SourceFile.MAX_BYTES + 1]);
        assertThat(fault(file)).isEqualTo("DIR/r.yaml: must be at most 1048576 bytes long, got more");
    }
}
