package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen only in a JVM of its own: narrower vectors, and which kernel is chosen at start-up. */
class ForkedKernelTest {

    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    record Outcome(int exit, String output) {}

    @Test
    void simdAndScalarGiveOneDigest() {
        assertThat(KernelDigest.of(Kernel.simd())).isEqualTo(KernelDigest.of(Kernel.scalar()));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void narrowerVectorsGiveTheSameBits(int bytes) throws Exception {
        Outcome outcome = java(MODULE, "-XX:MaxVectorSize=" + bytes, "-Dicd.kernel=simd");
        assertThat(outcome.output())
                .contains("simd, " + Math.min(bytes * 8, widest()) + " bits")
                .contains(KernelDigest.of(Kernel.scalar()));
        assertThat(outcome.exit()).isZero();
    }

    private static int widest() {
        String description = Kernel.simd().description(); // "simd, 512 bits"
        return Integer.parseInt(description.replaceAll("\\D", ""));
    }

    @Test
    void scalarCanBeForced() throws Exception {
        Outcome outcome = java(MODULE, "-Dicd.kernel=scalar");
        assertThat(outcome.output()).contains("scalar " + KernelDigest.of(Kernel.scalar()));
    }

    @Test
    void withoutTheModuleScalarIsChosenWithAWarning() throws Exception {
        Outcome outcome = java();
        assertThat(outcome.output())
                .contains("start java with --add-modules jdk.incubator.vector")
                .contains("scalar " + KernelDigest.of(Kernel.scalar()));
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void forcingWhatIsNotThereThrows() throws Exception {
        Outcome outcome = java("-Dicd.kernel=simd");
        assertThat(outcome.exit()).isOne();
        assertThat(outcome.output())
                .contains("Kernel.simd: the JVM must be started with --add-modules jdk.incubator.vector, got none");
    }

    @Test
    void anUnknownKernelThrows() throws Exception {
        Outcome outcome = java(MODULE, "-Dicd.kernel=fast");
        assertThat(outcome.exit()).isOne();
        assertThat(outcome.output()).contains("system property icd.kernel must be simd or scalar, got fast");
    }

    private static Outcome java(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelDigest.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), output);
    }
}
