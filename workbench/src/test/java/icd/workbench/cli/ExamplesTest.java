package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code /examples} shows is what one gets. */
@Timeout(120)
class ExamplesTest {

    private static final Path FOLDER = Path.of("src/main/resources/icd/workbench/examples");

    @Test
    void allAreListed() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.replace(".md", ""))
                    .toList();
            assertThat(Files.readAllLines(FOLDER.resolve("index.txt"))).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void eachGivesWhatItSays() throws IOException {
        for (String name : Files.readAllLines(FOLDER.resolve("index.txt"))) {
            CommandLineRunner said = workbench("exec", FOLDER.resolve(name + ".md"), "--check");
            assertThat(said.code()).as(said.out() + said.err()).isZero();
        }
    }
}
