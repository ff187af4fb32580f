package icd.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.kernel.Precision;
import icd.workbench.engine.Bench.Row;
import icd.workbench.engine.Bench.Shape;
import icd.workbench.engine.Bench.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verdict of {@code bench --against} on a row. */
class BenchChangesTest {

    private static final JsonNode BEFORE = JsonMapper.shared().readTree("""
            {"shape": {"n": 16, "L": 500, "N": 800}, "rows": [
              {"what": "softmax", "precision": "float32", "kernel": "simd", "threads": 1,
               "milliseconds": 2.0, "lower_quartile": 1.9, "upper_quartile": 2.2}]}
            """);

    private static String change(String what, int threads, double median, double low, double high) {
        return BenchChanges.of(BEFORE, Shape.PUBLISHED)
                .of(new Row(
                        what,
                        Precision.FLOAT32,
                        "simd",
                        threads,
                        new Time(median, low, high),
                        1,
                        Double.NaN,
                        Double.NaN));
    }

    @Test
    void changesAreThoseWhoseMiddleHalvesDoNotMeet() {
        assertThat(change("softmax", 1, 1.0, 0.9, 1.8)).isEqualTo("0.50 x, faster");
        assertThat(change("softmax", 1, 1.8, 1.7, 1.9)).isEqualTo("0.90 x, noise");
        assertThat(change("softmax", 1, 2.4, 2.1, 2.5)).isEqualTo("1.20 x, noise");
        assertThat(change("softmax", 1, 2.4, 2.3, 2.5)).isEqualTo("1.20 x, slower");
        assertThat(change("softmax", 2, 2.4, 2.3, 2.5)).isEqualTo("new");
        assertThat(change("softmax, each of 6", 1, 2.4, 2.3, 2.5)).isEqualTo("new");
    }

    @Test
    void resultsOfAnotherShapeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchChanges.of(BEFORE, new Shape(64, 2000, 200)))
                .withMessageContaining("both must be of one shape")
                .withMessageContaining("2000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchChanges.of(JsonMapper.shared().readTree("{\"rows\": []}"), Shape.PUBLISHED))
                .withMessageContaining("must have a shape");
    }

    @Test
    void mistakesAreSaidBeforeAnythingIsTimed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("before.json"), "[1, ");
        assertThat(CommandLineRunner.workbench("bench", "--against", file).err())
                .contains("before.json must be the output of bench --json");
        assertThat(CommandLineRunner.workbench("bench", "--against", folder.resolve("none.json"))
                        .err())
                .contains("none.json must be readable, got no such file");
        assertThat(CommandLineRunner.workbench("bench", "--L", "0").err()).contains("--L must be >= 1, got 0");
    }
}
