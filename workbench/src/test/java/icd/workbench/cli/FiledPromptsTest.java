package icd.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts that do not fit in memory lie in a file, and no result depends on that. */
class FiledPromptsTest {

    private static final String RECIPE = """
            name: filed
            data: {n: 16, L: 496, train: 640, test: 40, fresh: 700, baseline_draws: 100}
            task: {kind: mixtures, K: 4, radius: 1, variance: 0.02, noise: 0.1}
            model: {attention: softmax}
            training: {epochs: 2, batch: 64}
            baselines: [bayes, empirical_posterior]
            sweep: {model.attention: [softmax, linear]}
            """;

    @TempDir
    private Path folder;

    @Test
    void aSmallHeapGivesTheSameBytes() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("filed.yaml"), RECIPE);
        String said = run("2g", "large");
        assertThat(said).doesNotContain("disk");
        said = run("64m", "small"); // of which a quarter is less than 20 MB of prompts
        assertThat(said).contains("and 22.2 MB of disk in " + System.getProperty("java.io.tmpdir"));
        assertThat(Files.readString(folder.resolve("small/SHA256SUMS")))
                .isEqualTo(Files.readString(folder.resolve("large/SHA256SUMS")));
    }

    /** Returns the output of a dry run, and then runs. */
    private String run(String heap, String out) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        for (String option : List.of("--dry-run", "--fresh")) {
            Path text = folder.resolve("said.txt");
            int code = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx" + heap,
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "icd.workbench.cli.Main",
                            "run",
                            "filed.yaml",
                            "--out",
                            out,
                            option)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(text.toFile())
                    .start()
                    .waitFor();
            said.add(Files.readString(text));
            assertThat(code).as(said.getLast()).isZero();
        }
        return said.getFirst();
    }
}
