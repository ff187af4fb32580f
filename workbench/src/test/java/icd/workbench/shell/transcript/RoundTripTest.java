package icd.workbench.shell.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.Dropped;
import icd.workbench.shell.Interpreter;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.PrintStyle;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sessions, recorded with colours at random widths, are replayed as they were. */
@Timeout(120)
class RoundTripTest {

    private static final int INPUTS = 40;

    @TempDir
    private Path folder;

    /** In inputs, {@code @} stands for a name that may be declared, and {@code #} for a whole number. */
    private static final List<String> INPUT_KINDS = List.of(
            "var @ = # / 7.0",
            "int @ = #",
            "String @ = \"a#\\n\"",
            "@",
            "@;",
            "  @ = null; 1 / 0",
            "// @\n   #; @ + 1",
            "double[] @ = IntStream.range(0, # * 9).mapToDouble(i -> i / 7.0).toArray()",
            "int[][][] @ = new int[# + 1][3][2]",
            "new long[][] {{#, 2}, {3}}",
            "List.of(new int[# * 5], new double[] {#})",
            "IntStream.range(0, # * 6).mapToObj(i -> new int[] {i}).toList()",
            "Map.of(\"k\", new int[# * 7])",
            "gaussianMatrix(#, # + 2, seed(#))",
            "record R(int[] numbers, String name) {}",
            "new R(new int[# * 8], \"``` #\")",
            "int f(int n) { return n * #; }",
            "double f(double x) { return x / #; }",
            "f(#)",
            "f(0.5)",
            "int later(int n) { return unknown(n); }",
            "int unknown(int n) { return n - #; }",
            "later(#)",
            "System.out.print(\"no end #\"); System.err.println(\"\\n\\n ```text\\n\"); #",
            "print(@)",
            "print(new double[# * 9])",
            "plot(new double[] {1, #})",
            "print(plot(new double[] {1, #, 3}))",
            "this is no Java",
            "throw new IllegalStateException(\"#\")",
            "System.exit(#)",
            "import java.util.concurrent.*;",
            "new ConcurrentHashMap<>(Map.of(1, #))",
            "Object @ = new Object() { int k = #; }",
            "Runnable @ = () -> {};",
            "for (int i = 0; i < #; i++) print(i)",
            "List<Integer> kept = new ArrayList<>(List.of(#))",
            "kept.add(#); kept",
            "/drop f(int)",
            "/drop @",
            "/reset");

    private static String random(SplittableRandom random) {
        String text = INPUT_KINDS.get(random.nextInt(INPUT_KINDS.size()));
        return text.replace("@", List.of("a", "b", "c").get(random.nextInt(3)))
                .replace("#", String.valueOf(1 + random.nextInt(5)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void replaysAsItWas(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Path notes = folder.resolve("notes.md");
        String typed = "seed " + seed + "\n" + record(random, notes);
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        try (Replay replay = new Replay(writer, writer)) {
            Replay.Item item = new Replay.Item("notes.md", Transcript.markdown(Files.readString(notes)));
            assertThat(Replay.proofread(List.of(item), writer))
                    .as("%s%s", typed, out)
                    .isTrue();
            assertThat(replay.check(item)).as("%s%s", typed, out).isZero();
        }
        assertThat(out.toString()).contains("all as recorded").doesNotContain("not recorded");
    }

    private String record(SplittableRandom random, Path notes) throws Exception {
        StringBuilder typed = new StringBuilder();
        PrintStyle[] style = {PrintStyle.PLAIN};
        SessionRecorder recorder = SessionRecorder.open(folder.resolve("sessions"), Instant.EPOCH);
        PrintStream printed = recorder.tee("stdout", new PrintStream(OutputStream.nullOutputStream()));
        try (recorder;
                Interpreter shell = Interpreter.start(
                        InterpreterOptions.of(printed, printed).style(() -> style[0]))) {
            for (int i = 0; i < INPUTS; i++) {
                String input = random(random);
                typed.append(input).append('\n');
                if (random.nextInt(6) == 0) {
                    style[0] = PrintStyle.PLAIN
                            .width(20 + random.nextInt(120))
                            .digits(1 + random.nextInt(12))
                            .rows(4 + random.nextInt(20))
                            .colour(true);
                }
                if (input.startsWith("/")) {
                    command(input, shell, recorder, style[0]);
                } else {
                    recorder.begin(input, style[0]);
                    shell.evaluate(input, recorder::add);
                    recorder.end();
                }
            }
            recorder.save(notes);
        }
        return typed.toString();
    }

    private static void command(String command, Interpreter shell, SessionRecorder recorder, PrintStyle style) {
        if (command.equals("/reset")) {
            shell.reset();
            recorder.command(command, style);
            return;
        }
        try {
            List<Dropped> dropped = shell.drop(command.substring("/drop ".length()), _ -> {});
            recorder.command("/drop " + dropped.stream().map(Dropped::key).collect(Collectors.joining(" ")), style);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("nothing has the name");
        }
    }
}
