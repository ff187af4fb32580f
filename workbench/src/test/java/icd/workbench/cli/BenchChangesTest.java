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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                .contains("before.json must be the output of bench --json, got no JSON: ", " in line 1, column ")
                .doesNotContain("REDACTED");
        assertThat(CommandLineRunner.workbench("bench", "--against", folder.resolve("none.json"))
                        .err())
                .contains("none.json must be readable, got no such file");
        assertThat(CommandLineRunner.workbench("bench", "--L", "0").err()).contains("--L must be >= 1, got 0");
        CommandLineRunner rows = CommandLineRunner.workbench("bench", "--rows", "linear", "--rows", "soft");
        assertThat(rows.code()).isEqualTo(2);
        assertThat(rows.out()).isEmpty();
        assertThat(rows.err())
                .contains("--rows must name what is timed, with * for any text, got 'soft'; there is linear; softmax; ")
                .contains("losses of softmax, each of 6; ", "; entmax-1.25; ");
    }

    /** Each is more than an array, the memory or the disk holds, and was found out by an exception in the timing. */
    @ParameterizedTest
    @CsvSource({"100000,100000,1", "1000,2000000,1000000", "1000,2000000000,1000000", "1,2147483647,2147483647"})
    void shapesThatCannotBeDrawnAreRefusedBeforeAnythingIsTimed(int n, int length, int prompts) {
        CommandLineRunner said = CommandLineRunner.workbench("bench", "--n", n, "--L", length, "--N", prompts);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .startsWith("workbench: --n " + n + " --L " + length + " --N " + prompts + ": ")
                .contains("--n", " at most ")
                .doesNotContain("this is a bug");
    }

    @Test
    void theLargestValueNamedIsTheLargestAccepted() {
        BenchLimits limits = new BenchLimits(4e9, 1e9, 1e11);
        assertThat(limits.refusal(Shape.PUBLISHED)).isEmpty();
        Matcher most = Pattern.compile("(--[nLN]) must be at most (\\d+)")
                .matcher(limits.refusal(new Shape(16, 1_000_000_000, 800)).orElseThrow());
        assertThat(most.find()).isTrue();
        assertThat(most.group(1)).isEqualTo("--L");
        int length = Integer.parseInt(most.group(2));
        assertThat(length).isPositive();
        assertThat(limits.refusal(new Shape(16, length, 800))).isEmpty();
        assertThat(limits.refusal(new Shape(16, length + 1, 800))).isPresent();
    }
}
