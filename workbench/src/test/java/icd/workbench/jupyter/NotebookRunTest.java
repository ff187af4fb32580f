package icd.workbench.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.shell.terminal.Folders;
import icd.workbench.shell.terminal.ShellOptions;
import icd.workbench.shell.transcript.MalformedPageException;
import icd.workbench.shell.transcript.Notebook;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Notebooks executed without Jupyter. */
class NotebookRunTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A notebook of cells that were never run, as Jupyter writes one. */
    private static ObjectNode notebook(String... cells) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("cells");
        all.addObject().put("cell_type", "markdown").put("source", "# Notes");
        for (String code : cells) {
            ObjectNode cell = all.addObject().put("cell_type", "code").putNull("execution_count");
            cell.putObject("metadata");
            cell.put("source", code);
            cell.putArray("outputs");
        }
        root.put("nbformat", 4).put("nbformat_minor", 5).putObject("metadata");
        return root;
    }

    private static ObjectNode cell(ObjectNode notebook, int number) {
        return (ObjectNode) notebook.path("cells").get(number);
    }

    private static void tag(ObjectNode notebook, int number, String tag) {
        ((ObjectNode) cell(notebook, number).get("metadata")).putArray("tags").add(tag);
    }

    private NotebookRun open(String json) {
        Map<String, String> environment = Map.of("XDG_CONFIG_HOME", folder.toString());
        return new NotebookRun(
                "notes.ipynb",
                Notebook.read(json),
                new ShellOptions(List.of(), Folders.of(environment, folder), null, environment),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private int run(JsonNode notebook) {
        try (NotebookRun run = open(notebook.toString())) {
            return run.run();
        }
    }

    private int check(String json) {
        try (NotebookRun run = open(json)) {
            return run.check();
        }
    }

    private String update(String json) {
        try (NotebookRun run = open(json)) {
            Optional<String> updated = run.update();
            assertThat(updated).as("%s", err).isPresent();
            return updated.orElseThrow();
        }
    }

    /** In characters, two line widths of one figure look alike. */
    @Test
    void aFigureThatDiffersIsSaid() {
        ObjectNode notebook = notebook("1 + 1", "plot(new double[] {1, 2}).width(84)");
        String updated = update(notebook.toString());
        assertThat(updated).contains("image/svg+xml");
        assertThat(check(updated)).isZero();
        assertThat(check(updated.replace(".width(84)", ".width(90)"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("cell 2: the output must be as recorded")
                .contains("recorded: figure 1: <svg", "now:      figure 1: <svg");
        assertThat(out.toString()).contains("2 cells compared, 1 not as recorded");
    }

    /** A saved session has no colours, and a front end of Jupyter records them. */
    @Test
    void coloursAreNotCompared() {
        String updated =
                update(notebook("System.out.println(\"a\\u001b[31mb\")").toString());
        assertThat(check(updated)).isZero();
        assertThat(check(updated.replace("\\u001B[31m", ""))).as("%s", err).isZero();
    }

    @Test
    void cellsShareASessionAndPrintWhatTheyGive() {
        assertThat(run(notebook("int x = 20;\nx + 1", "System.out.println(\"hello\");\n/set digits 3", "Math.PI * x")))
                .as("%s", err)
                .isZero();
        assertThat(out.toString()).isEqualTo("21\nhello\n62.8\n".replace("\n", System.lineSeparator()));
    }

    @Test
    void aFailureEndsItAndSaysWhere() {
        assertThat(run(notebook("int x = 1;", "int y = x / (x - 1);", "System.out.println(\"not reached\");")))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("notes.ipynb: cell 2:1: ArithmeticException: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMistakeInTheLastCellIsFoundBeforeTheFirstIsRun() {
        try (NotebookRun run = open(notebook("int x = 1;", "\nx + unheardOf").toString())) {
            assertThat(run.proofread()).isFalse();
        }
        assertThat(err.toString())
                .startsWith("notes.ipynb: cell 2:2:5: error: ")
                .contains("    ^^^^^^^^^");
    }

    @Test
    void aCellThatIsToFailMustFail() {
        ObjectNode fails = notebook("throw new IllegalStateException(\"meant\")", "1 + 1");
        tag(fails, 1, "raises-exception");
        assertThat(run(fails)).as("%s", err).isZero();
        ObjectNode succeeds = notebook("1 + 1");
        tag(succeeds, 1, "raises-exception");
        assertThat(run(succeeds)).isEqualTo(1);
        assertThat(err.toString()).contains("cell 1: a cell that is tagged raises-exception must fail");
    }

    @Test
    void aCellThatIsToBeSkippedIs() {
        ObjectNode notebook = notebook("int x = 1;", "x = 2;", "System.out.println(x);");
        tag(notebook, 2, "skip-execution");
        assertThat(run(notebook)).isZero();
        assertThat(out.toString().strip()).isEqualTo("1");
    }

    @Test
    void whatIsUpdatedIsAsRecordedAndAChangeIsSeen() {
        ObjectNode notebook = notebook(
                "var p = subspaces(4, 2).prompts(20, 10, seed(0));\ncompare(p, bayes(), zero())",
                "System.out.print(\"a\"); System.out.println(\"b\"); System.err.println(\"c\");\n2 * 3",
                "plot(x -> x * x, -1, 1)",
                "throw new IllegalStateException(\"meant\")");
        tag(notebook, 4, "raises-exception");
        String updated = update(notebook.toString());
        assertThat(check(updated)).as("%s", err).isZero();
        assertThat(out.toString()).contains("4 cells compared, all as recorded");
        assertThat(update(updated)).as("nothing to change").isEqualTo(updated);

        JsonNode cells = JsonMapper.shared().readTree(updated).path("cells");
        JsonNode outputs = cells.get(2).path("outputs");
        assertThat(outputs.get(0).path("text").valueStream().map(JsonNode::asString))
                .containsExactly("ab\n");
        assertThat(outputs.get(1).path("name").asString()).isEqualTo("stderr");
        assertThat(outputs.get(2).path("output_type").asString()).isEqualTo("execute_result");
        assertThat(outputs.get(2).path("execution_count").asInt()).isEqualTo(2);
        assertThat(cells.get(3).path("outputs").get(0).path("data").propertyNames())
                .containsExactly("text/plain", "image/svg+xml", "image/png");
        assertThat(cells.get(4).path("outputs").get(0).path("ename").asString()).isEqualTo("IllegalStateException");

        assertThat(updated).contains("\"6\"");
        assertThat(check(updated.replace("\"6\"", "\"7\""))).isEqualTo(1);
        assertThat(err.toString()).contains("cell 2: the output must be as recorded", "7", "6");
    }

    /** A progress bar that Jupyter has saved is no output that a check could reproduce. */
    @Test
    void progressIsNotCompared() {
        ObjectNode notebook = notebook("1 + 1");
        cell(notebook, 1).put("execution_count", 1);
        ArrayNode outputs = cell(notebook, 1).putArray("outputs");
        ObjectNode bar = outputs.addObject().put("output_type", "display_data");
        bar.putObject("data").put("text/plain", "[###.....]  38 %");
        bar.putObject("metadata").put("workbench", "progress");
        outputs.addObject()
                .put("output_type", "execute_result")
                .putObject("data")
                .put("text/plain", "2");
        assertThat(check(notebook.toString())).as("%s", err).isZero();
    }

    @Test
    void withoutAnythingRecordedThereIsNothingToCheck() {
        assertThatThrownBy(() -> check(notebook("1 + 1").toString()))
                .isInstanceOf(MalformedPageException.class)
                .hasMessageContaining("compare");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{`, JSON",
                "`[]`, nbformat",
                "`{\"nbformat\": 3, \"cells\": []}`, `nbformat 3`",
                "`{\"nbformat\": 4}`, cells",
                "`{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"language_info\": {\"name\": \"python\"}}}`, python",
            })
    void whatIsNoNotebookOfOursIsRefused(String json, String named) {
        assertThatThrownBy(() -> Notebook.read(json))
                .isInstanceOf(MalformedPageException.class)
                .hasMessageContaining(named);
    }
}
