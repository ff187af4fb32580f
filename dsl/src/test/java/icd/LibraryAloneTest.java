package icd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.task.Subspaces;
import icd.theory.LinearOptimum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library serves any Java program: this one runs in a JVM of its own, with dsl and ojAlgo alone on its class path. */
class LibraryAloneTest {

    private static final Path PROGRAM = Path.of("src/test/resources/alone/TrainAndSave.java");

    @TempDir
    private Path directory;

    @Test
    void aProgramTrainsAndWritesAnNpz() throws IOException, InterruptedException {
        Path weights = directory.resolve("weights.npz");
        String classPath = Stream.of(
                        System.getProperty("java.class.path").split(Pattern.quote(java.io.File.pathSeparator)))
                .filter(entry -> entry.endsWith("classes") && !entry.endsWith("test-classes")
                        || Path.of(entry).getFileName().toString().startsWith("ojalgo-"))
                .collect(Collectors.joining(java.io.File.pathSeparator));
        assertThat(classPath.split(Pattern.quote(java.io.File.pathSeparator))).hasSize(2);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        classPath,
                        PROGRAM.toString(),
                        weights.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("linear", "bayes", "zero", "MSE/n");
        Attention model = AttentionLayer.linear(4).read(weights, "_final");
        double best = LinearOptimum.of(new Subspaces(4, 2, 2, 1), 50).product(); // 1/(3 (1 + 3/50))
        assertThat(model.alpha() * model.beta()).isCloseTo(best, withinPercentage(10));
    }
}
