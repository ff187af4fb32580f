package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.transcript.Replay;
import icd.workbench.shell.transcript.Transcript;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of {@code /examples}, the README and the pages of the manual give what they show. */
class ExamplesTest {

    private static final List<String> NAMES = ExampleCommands.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void replaysAsItStands(String name) {
        check(name, ExampleCommands.text(name));
    }

    @Test
    void soDoesTheReadme() throws IOException {
        check("README.md", Files.readString(Path.of("..", "README.md")));
    }

    /** The pages of the manual whose code shows what it gives. */
    static Stream<Path> manualPages() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("src/docs"))) {
            return pages
                    .filter(page ->
                            page.toString().endsWith(".md") && pageText(page).contains("```java\n"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String pageText(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("manualPages")
    void soDoTheManualsPages(Path page) {
        check(page.toString(), pageText(page));
    }

    private static void check(String name, String page) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Replay replay = new Replay(new PrintWriter(out, true), new PrintWriter(err, true))) {
            Replay.Item item = new Replay.Item(name, Transcript.markdown(page));
            assertThat(Replay.proofread(List.of(item), new PrintWriter(err, true)))
                    .as("%s", err)
                    .isTrue();
            int code = replay.check(item);
            assertThat(code).as("%s%s", out, err).isZero();
        }
        assertThat(out.toString()).contains("all as recorded").doesNotContain(" 0 outputs");
    }

    @Test
    void allPagesAreListed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/icd/workbench/shell/examples"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(NAMES);
        }
    }
}
