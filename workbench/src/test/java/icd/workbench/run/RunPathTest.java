package icd.workbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.piece.UnusablePathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPathTest {

    @TempDir
    private Path runs;

    @Test
    void aRecipesNameMeansItsNewestFinishedRun() throws IOException {
        directory("fig3-20260101T000000Z-00000000", true);
        Path newest = directory("fig3-20260301T120000Z-aaaaaaaa", true);
        directory("fig3-20260301T115959Z-ffffffff-3", true);
        directory("fig3-20260401T000000Z-bbbbbbbb", false);
        directory("fig3-small-20260501T000000Z-cccccccc", true);
        directory("my-fig3-20260501T000000Z-cccccccc", true);
        assertThat(RunPath.find("fig3", runs)).isEqualTo(newest);
        Path numbered = directory("fig3-20260301T120000Z-aaaaaaaa-10", true);
        directory("fig3-20260301T120000Z-aaaaaaaa-9", true);
        assertThat(RunPath.find("fig3", runs)).isEqualTo(numbered);
        assertThat(RunPath.find("fig3-small", runs).getFileName().toString()).startsWith("fig3-small-");
    }

    @Test
    void aDirectoryMeansItself() throws IOException {
        Path own = directory("anything", false);
        assertThat(RunPath.find(own.toString(), runs)).isEqualTo(own);
    }

    @Test
    void theBeginningOfANameIsEnoughWhereItIsOneRunS() throws IOException {
        Path first = run("fig3-20260101T000000Z-00000000");
        run("fig3-20260301T120000Z-aaaaaaaa");
        assertThat(RunPath.find("fig3-202601", runs)).isEqualTo(first);
        assertThat(RunPath.find(first.getFileName().toString(), runs)).isEqualTo(first);
        assertThatThrownBy(() -> RunPath.find("fig3-2026", runs)).hasMessageContaining("got neither");
    }

    private Path run(String name) throws IOException {
        Path directory = directory(name, true);
        Files.writeString(directory.resolve("recipe.yaml"), "name: fig3\n");
        return directory;
    }

    @Test
    void whatIsNeitherIsRefused() {
        assertThatThrownBy(() -> RunPath.find("fig3", runs))
                .isInstanceOf(UnusablePathException.class)
                .hasMessage(
                        "run fig3 must be a directory, or a recipe with a finished run in " + runs + ", got neither");
        assertThatThrownBy(() -> RunPath.find("fig3", runs.resolve("none"))).hasMessageContaining("got neither");
    }

    private Path directory(String name, boolean finished) throws IOException {
        Path directory = Files.createDirectory(runs.resolve(name));
        if (finished) {
            Files.writeString(directory.resolve("summary.json"), "{}");
        }
        return directory;
    }
}
