package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts that show only in a JVM of its own: narrower vectors, and the choice of the kernel at start-up. */
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

    /**
     * C2 learns the class of a vector that a loop carries from profiles. Where it has none yet, or has seen two classes, it takes for a
     * call what then remains one, with an object for each vector, as long as the JVM lives. With the first option it is never told,
     * with the second it compiles late, when all passes have been seen.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:-UseTypeProfile", "-XX:-TieredCompilation"})
    void vectorsStayInRegistersWhateverTheProfile(String option) throws Exception {
        Outcome outcome = run(KernelObjects.class, MODULE, option);
        assertThat(outcome.output().strip()).endsWith("objects from []");
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

    @ParameterizedTest
    @ValueSource(strings = {"fast", "SIMD", ""})
    void anUnknownKernelSaysWhatIsAllowedEveryTime(String name) throws Exception {
        Outcome outcome = java(MODULE, "-Dicd.kernel=" + name);
        assertThat(outcome.exit()).isOne();
        assertThat(outcome.output())
                .contains("system property icd.kernel must be one of ojalgo, scalar, simd, got '" + name + "'")
                .contains("once more: java.lang.IllegalArgumentException: system property icd.kernel must be one of")
                .doesNotContain("ExceptionInInitializerError", "NoClassDefFoundError");
    }

    /** The third kernel, whose bits are its own; with vectors or without, as none of its sums are made with them. */
    @Test
    void ojalgoCanBeForcedAndGivesTheSameBitsWithVectorsAndWithout() throws Exception {
        String digest = KernelDigest.of(Kernel.ojalgo());
        assertThat(digest).isNotEqualTo(KernelDigest.of(Kernel.scalar()));
        for (String[] options : new String[][] {
            {MODULE, "-Dicd.kernel=ojalgo"},
            {"-Dicd.kernel=ojalgo"},
            {"-Dicd.kernel=ojalgo", "-XX:ActiveProcessorCount=7"}
        }) {
            Outcome outcome = java(options);
            assertThat(outcome.output()).contains(Kernel.ojalgo().description() + " " + digest);
            assertThat(outcome.exit()).isZero();
        }
    }

    @Test
    void eachChoiceSaysWhy() throws Exception {
        assertThat(java(MODULE).output()).contains(" bits (the default where Java has vectors)");
        assertThat(java(MODULE, "-Dicd.kernel=scalar").output()).contains("scalar (named by -Dicd.kernel)");
        assertThat(java().output()).contains("scalar (java was started without --add-modules jdk.incubator.vector)");
    }

    private static Outcome java(String... options) throws IOException, InterruptedException {
        return run(KernelDigest.class, options);
    }

    private static Outcome run(Class<?> program, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), output);
    }
}
