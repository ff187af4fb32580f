package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.report.RecipeRun;
import icd.workbench.shell.Outcome.Thrown;
import icd.workbench.shell.Outcome.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
public class SessionTest {

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static final ByteArrayOutputStream PROGRESS = new ByteArrayOutputStream();
    private static final Interpreter SHELL =
            Interpreter.start(InterpreterOptions.of(new PrintStream(PRINTED, true, StandardCharsets.UTF_8), nowhere())
                    .progress(new PrintStream(PROGRESS, true, StandardCharsets.UTF_8)));

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    @AfterAll
    static void close() {
        SHELL.close();
    }

    private static Outcome last(String source) {
        return SHELL.evaluate(source).getLast();
    }

    @Test
    void aRecipeRunInTheShellIsAnObject() throws IOException {
        PRINTED.reset();
        Value value = (Value) last("""
                var r = run("../recipes/fig3.yaml", set("training.epochs", 2), set("training.seed", 4),
                        set("data.train", 20), set("data.test", 5), set("data.fresh", 5), set("data.L", 20),
                        set("data.baseline_draws", 100), set("training.batch", 10))
                """);
        RecipeRun run = (RecipeRun) value.value();
        try {
            assertThat(run.failures()).isEmpty();
            assertThat(run.trials()).hasSize(6).allMatch(trial -> trial.epochs() == 2);
            assertThat(value.text().lines().findFirst())
                    .hasValueSatisfying(line -> assertThat(line).matches("fig3: 6 trials in ‹.* s›, ‹runs.fig3-.*›"));
            assertThat(value.text()).contains("alpha*beta", "subspaces bayes");
            assertThat(PROGRESS.toString(StandardCharsets.UTF_8)).contains("fig3: 6/6 ");
            assertThat(PRINTED.size()).isZero();
            assertThat(run.path().resolve("summary.json")).exists();
            assertThat(((Value) last("r.trial(\"subspaces-linear-seed4\").alpha()")).value())
                    .isEqualTo(run.trial("subspaces-linear-seed4").alpha());
            assertThat(((Value) last("plot(r.figure(\"fig3a\"))")).value()).isSameAs(run.figure("fig3a"));
            assertThatThrownBy(() -> run.trial("x"))
                    .hasMessageContaining("subspaces-linear-seed4")
                    .hasMessageEndingWith("got x");
        } finally {
            try (Stream<Path> written = Files.walk(run.path().getParent())) {
                for (Path path : written.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void aBadRecipeIsReported() {
        assertThat(last("run(\"../recipes/fig3.yaml\", set(\"training.epohcs\", 2))"))
                .isInstanceOfSatisfying(
                        Thrown.class,
                        thrown -> assertThat(thrown.exception()).hasMessageContaining("did you mean 'epochs'"));
    }

    @Test
    void showPrintsWhole() {
        PRINTED.reset();
        last("show(new double[100][2])");
        assertThat(PRINTED.toString(StandardCharsets.UTF_8).lines()).hasSize(101);
    }

    private static final ByteArrayOutputStream PROCESS = new ByteArrayOutputStream();

    /** As {@code System.out} is to a library. */
    public static final PrintStream OF_LIBRARIES =
            LibraryOutput.out(new PrintStream(PROCESS, true, StandardCharsets.UTF_8));

    @Test
    void whatLibrariesPrintForASnippetIsTheSnippets() {
        PRINTED.reset();
        last("icd.workbench.shell.SessionTest.OF_LIBRARIES.println(\"from a library\")");
        OF_LIBRARIES.println("from elsewhere");
        assertThat(PRINTED.toString(StandardCharsets.UTF_8).strip()).isEqualTo("from a library");
        assertThat(PROCESS.toString(StandardCharsets.UTF_8).strip()).isEqualTo("from elsewhere");
    }

    @Test
    void elsewhereItIsAnError() {
        assertThatThrownBy(() -> Session.show(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be called by what is typed in the shell");
    }
}
