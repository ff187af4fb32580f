package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Precision;
import icd.kernel.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void roundTrip(Precision precision) throws IOException {
        PromptSet prompts = PromptSet.draw(new Spheres(6, 3, 1, 0.1), 5, 21, precision, 1, "prompts", Workers.caller());
        Path file = folder.resolve("prompts.npz");
        prompts.write(file);
        PromptSet read = PromptSet.read(file);
        assertThat(read.contexts()).isEqualTo(prompts.contexts());
        assertThat(read.queries()).isEqualTo(prompts.queries());
        assertThat(read.targets()).isEqualTo(prompts.targets());
        assertThat(read.precision()).isEqualTo(precision);
        SequencedMap<String, NpyArray> arrays = Npz.read(file);
        assertThat(arrays.get("X").shape()).containsExactly(5, 6, 21);
        assertThat(arrays.get("X").doubles()[(2 * 6 + 3) * 21 + 4]) // no padding between rows
                .isEqualTo(prompts.contexts().get(2, 3, 4));
        assertThat(read).hasToString("5 prompts of 21 tokens in R^6, " + precision + ", imported");
    }

    private static SequencedMap<String, NpyArray> good() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("X", NpyArray.of(new float[12], 2, 3, 2));
        arrays.put("query", NpyArray.of(new double[] {0.1, 0, 0, 0, 0, 0}, 2, 3));
        arrays.put("target", NpyArray.of(new double[6], 2, 3));
        return arrays;
    }

    /** So that writing and reading change nothing. */
    @Test
    void queriesAreRoundedToThePrecisionOfTheContexts() throws IOException {
        assertThat(PromptSet.of(good(), "p").queries()[0]).isEqualTo(0.1f);
    }

    @Test
    void missingArray() {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.remove("query");
        refused(arrays, "p.npz: must hold the arrays X, query and target, got [X, target]");
    }

    @Test
    void shapesThatDoNotFit() {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.put("X", NpyArray.of(new float[12], 4, 3));
        refused(arrays, "p.npz: X must be of shape (N, n, L), none of them 0, got [4, 3]");
        arrays.put("X", NpyArray.of(new float[0], 0, 3, 2));
        refused(arrays, "p.npz: X must be of shape (N, n, L), none of them 0, got [0, 3, 2]");
        arrays.put("X", NpyArray.of(new float[12], 2, 2, 3));
        refused(arrays, "p.npz: query must be of shape [2, 2] to go with X [2, 2, 3], got [2, 3]");
    }

    @Test
    void numbersThatAreNone() {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.put("target", NpyArray.of(new double[] {0, 1, Double.NaN, 0, 0, 0}, 2, 3));
        refused(arrays, "p.npz: target must hold finite numbers, got NaN as number 2");
    }

    private static void refused(SequencedMap<String, NpyArray> arrays, String message) {
        assertThatIOException().isThrownBy(() -> PromptSet.of(arrays, "p.npz")).withMessage(message);
    }
}
