package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.claim.Claims;
import icd.workbench.shell.Interpreter;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.document.DocumentationIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In quotes, Tab offers the words that the call takes there, and files where a file is meant. */
@TestInstance(Lifecycle.PER_CLASS)
class QuotedWordsTest {

    private static final Path FIG3 = Path.of("..", "recipes", "fig3.yaml");

    private final Interpreter interpreter = Interpreter.start(InterpreterOptions.of(System.out, System.err));
    private final ShellCompleter completer =
            new ShellCompleter(() -> interpreter, () -> null, DocumentationIndex::ours);
    private String folder;

    @BeforeAll
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary + "/";
        for (String name : List.of("a.csv", "a.npy", "a.npz", "a.yaml", "a.svg", "a.txt", "inner/b.csv")) {
            Files.createDirectories(temporary.resolve(name).getParent());
            Files.writeString(temporary.resolve(name), "");
        }
        interpreter.awaitReady();
        interpreter.evaluate("""
                var prompts = subspaces(4, 2).prompts(20, 8, seed(0));
                var losses = compare(prompts, zero(), contextMean());
                var layer = linearAttention(4);
                Map<String, Integer> ages = Map.of("ann", 1);
                var t = sweep("noise", new double[] {1, 2}, v -> v * v);
                record Held(Map<String, Integer> map) {
                    Map<String, Integer> costly() { throw new IllegalStateException("asked"); }
                }
                var held = new Held(ages);""");
    }

    @AfterAll
    void close() {
        interpreter.close();
    }

    private List<String> offered(String line) {
        return completer.candidates(line, line.length()).stream()
                .map(Candidate::value)
                .map(value -> value.replace(folder, ""))
                .toList();
    }

    @Test
    void claimsByTheirIds() {
        String[] all = Claims.all().stream().map(claim -> claim.id()).toArray(String[]::new);
        assertThat(offered("check(\"")).containsExactly(all);
        assertThat(offered("var c = claim(\"subspace-bayes-l")).containsExactly("subspace-bayes-loss");
        assertThat(offered("check(\"no-such")).isEmpty();
    }

    @Test
    void pathsOfARecipeAndOfItsAxesAndCases() {
        assertThat(offered("run(\"x.yaml\", set(\"training.epo")).containsExactly("training.epochs");
        assertThat(offered("set(\"sw")).containsExactly("sweep.");
        assertThat(offered("set(\"sweep.training.epo")).containsExactly("sweep.training.epochs");
        assertThat(offered("set(\"zip.data.se")).containsExactly("zip.data.seed");
        assertThat(offered("run(\"" + FIG3 + "\", set(\"cases."))
                .containsExactly("cases.subspaces.", "cases.spheres.", "cases.mixtures.");
        assertThat(offered("run(\"" + FIG3 + "\", set(\"cases.mixtures.training.epo"))
                .containsExactly("cases.mixtures.training.epochs");
        assertThat(offered("run(\"no.yaml\", set(\"cases.")).isEmpty();
    }

    @Test
    void valuesOfAPath() {
        assertThat(offered("set(\"model.attention\", \""))
                .contains("linear", "softmax")
                .doesNotContain("a.csv");
        assertThat(offered("set(\"model.attention\", \"lin")).contains("linear").doesNotContain("softmax");
        assertThat(offered("set(\"cases.mixtures.model.attention\", \"soft")).contains("softmax");
        assertThat(offered("set(\"sweep.model.attention\", \"[linear, soft")).contains("[linear, softmax");
        assertThat(offered("set(\"training.precision\", \"")).containsExactlyInAnyOrder("float32", "float64");
        assertThat(offered("set(\"training.epochs\", \"")).isEmpty();
        assertThat(offered("set(\"task.file\", \"" + folder + "a.c")).containsExactly("a.csv");
        assertThat(offered("set(path, \"")).isEmpty();
    }

    @Test
    void whatAValueHolds() {
        assertThat(offered("losses.row(\"")).containsExactly("zero", "context_mean");
        assertThat(offered("losses.column(\"mse_p")).containsExactly("mse_per_dim", "mse_per_dim_error");
        assertThat(offered("losses.table().plot(\"mse\", \"above")).containsExactly("above_best", "above_best_error");
        assertThat(offered("losses.table().words(\"")).containsExactly("denoiser");
        assertThat(offered("layer.matrix(\"W_")).containsExactlyInAnyOrder("W_KQ", "W_PV");
        assertThat(offered("print(ages.get(\"")).containsExactly("ann");
        assertThat(offered("t.column(\"no")).containsExactly("noise");
        assertThat(offered("held.map().get(\"")).containsExactly("ann");
        assertThat(offered("held.costly().get(\"")).as("is not called").isEmpty();
    }

    @Test
    void filesWhereAFileIsMeantAndOfItsKind() {
        assertThat(offered("readCsv(\"" + folder)).containsExactly("a.csv", "a.npy", "inner/");
        assertThat(offered("var c = readNpy(\"" + folder)).containsExactly("a.npy", "inner/");
        assertThat(offered("readPrompts(\"" + folder)).containsExactly("a.npz", "inner/");
        assertThat(offered("load(linearAttention(4), \"" + folder)).containsExactly("a.npz", "inner/");
        assertThat(offered("run(\"" + folder)).containsExactly("a.yaml", "inner/");
        assertThat(offered("run(\"" + folder + "inner/"))
                .as("no recipe is there")
                .isEmpty();
        assertThat(offered("show(\"" + folder)).containsExactly("inner/");
        assertThat(offered("plot(x -> x, 0, 1).save(\"" + folder)).containsExactly("a.csv", "a.svg", "inner/");
        assertThat(offered("Path.of(\"" + folder + "a.t")).containsExactly("a.txt");
        assertThat(offered("readTokens(\"" + folder + "a.t"))
                .as("none of a usual name begins so")
                .containsExactly("a.txt");
    }

    /** Where no file is meant, none is offered, not even below a folder that is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "var s = \"",
                "System.out.println(\"",
                "plot(x -> x, 0, 1).title(\"",
                "load(\"",
                "foo(1, \"",
                "new String[] {\"",
                "\"a\" + \"",
                "readCsv(\"x\" + \"",
                "sweep(\"",
                "losses.row(nothing, \"",
                "nobody.trial(\""
            })
    void noFilesElsewhere(String line) {
        assertThat(offered(line)).isEmpty();
        assertThat(offered(line + folder)).isEmpty();
    }
}
