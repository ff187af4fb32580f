package icd;

import static icd.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.io.Npy;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.io.SaveObserver;
import icd.task.TokenTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who reads a file as something else is told what it holds, and which call reads it. */
class HoldingTest {

    private interface Reader {
        Object read(String file) throws IOException;
    }

    private static final Map<String, Reader> READERS = Map.of(
            "load", file -> load(linearAttention(2), file),
            "readPrompts", Dsl::readPrompts,
            "readTokens", Dsl::readTokens,
            "readCsv", Dsl::readCsv,
            "readNpy", Dsl::readNpy,
            "readNpz", Dsl::readNpz);

    @Test
    void everyKindOfFileIsNamed(@TempDir Path folder) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Npz.write(folder.resolve("weights.npz"), linearAttention(2).arrays("_final"));
        files.put("weights.npz", "load(layer, ");
        subspaces(2, 1).prompts(3, 4, seed(0)).write(folder.resolve("prompts.npz"));
        files.put("prompts.npz", "readPrompts(");
        TokenTable.of(matrix(row(1, 0, -1), row(0, 1, 0))).write(folder.resolve("tokens.npz"));
        files.put("tokens.npz", "readTokens(");
        Npy.write(folder.resolve("a.npy"), NpyArray.of(row(1, 2, 3, 4), 2, 2));
        files.put("a.npy", "readNpy(");
        Files.writeString(folder.resolve("t.csv"), "1,0\n0,1\n");
        files.put("t.csv", "readCsv(");
        Files.writeString(folder.resolve("r.yaml"), "name: r\n");
        files.put("r.yaml", "run(");
        Files.writeString(folder.resolve("notes.md"), "# Notes\n");
        files.put("notes.md", "/open ");
        Files.writeString(Files.createDirectories(folder.resolve("one")).resolve("recipe.yaml"), "name: r\n");
        files.put("one", "show(");
        int refused = 0;
        for (Map.Entry<String, String> file : files.entrySet()) {
            String path = folder.resolve(file.getKey()).toString();
            for (Map.Entry<String, Reader> reader : READERS.entrySet()) {
                Throwable thrown = null;
                try {
                    reader.getValue().read(path);
                } catch (IOException | IllegalArgumentException e) {
                    thrown = e;
                }
                if (thrown != null) {
                    refused++;
                    assertThat(thrown)
                            .as("%s of %s", reader.getKey(), file.getKey())
                            .hasMessageContaining("; it holds ")
                            .hasMessageContaining(", for " + file.getValue())
                            .hasMessageContaining(path);
                }
            }
        }
        assertThat(refused).as("what each reader refuses").isGreaterThan(30);
    }

    /** A file of the right kind that is damaged gets no advice, nor does one that is not there. */
    @Test
    void noAdviceWhereThereIsNone(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "1,0\n0\n");
        assertThatThrownBy(() -> readCsv(csv.toString())).hasMessageNotContaining("it holds");
        assertThatThrownBy(() -> readNpz(folder.resolve("none.npz").toString())).hasMessageNotContaining("it holds");
    }

    @Test
    void missingFilesAreSaidToBeMissing(@TempDir Path folder) {
        READERS.forEach((name, reader) -> {
            String file = folder.resolve("none.npz").toString();
            assertThatThrownBy(() -> reader.read(file)).as(name).hasMessage(file + ": there is no such file");
        });
    }

    /** Files that a user names are made with their folders, and observers are told; other programs know them by their ending. */
    @Test
    void filesAreSavedAsNpzAlone(@TempDir Path folder) throws Exception {
        String file = folder.resolve("new/p.npz").toString();
        List<Path> told = new ArrayList<>();
        ScopedValue.where(SaveObserver.CURRENT, told::add).call(() -> {
            subspaces(2, 1).prompts(3, 4, seed(0)).write(file);
            assertThat(readPrompts(file).size()).isEqualTo(3);
            TokenTable.of(matrix(row(1, 0, -1), row(0, 1, 0))).write(file);
            assertThat(readTokens(file).count()).isEqualTo(3);
            return save(linearAttention(2).identity(3, 1), file);
        });
        assertThat(told).containsExactly(Path.of(file), Path.of(file), Path.of(file));
        assertThat(load(linearAttention(2), file).alpha()).isEqualTo(3);
        assertThatThrownBy(() -> save(linearAttention(2), "w.txt"))
                .hasMessage("save: file must end in .npz, got w.txt");
        assertThatThrownBy(() -> subspaces(2, 1).prompts(3, 4, seed(0)).write("p.csv"))
                .hasMessage("PromptSet.write: file must end in .npz, got p.csv");
    }
}
