package icd.workbench.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The promises of the build about itself. */
class HouseTest {
    @Test
    void buildPropertiesNameVersionAndCommit() throws Exception {
        Properties build = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/icd/workbench/build.properties")) {
            assertThat(in).isNotNull();
            build.load(in);
        }
        assertThat(build.getProperty("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        if (Files.exists(Path.of("..", ".git"))) {
            assertThat(build).containsEntry("commit", git("rev-parse", "HEAD"));
            boolean dirty = !git(
                            "status",
                            "--porcelain",
                            "--untracked-files=all",
                            "--",
                            "pom.xml",
                            "*/pom.xml",
                            "*/src/main/*")
                    .isEmpty();
            assertThat(build).containsEntry("dirty", Boolean.toString(dirty));
        } else { // an archive
            assertThat(build).containsEntry("commit", "unknown").containsEntry("dirty", "unknown");
        }
        assertThat(build).hasSize(3);
    }

    private static String git(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process git = new ProcessBuilder(command)
                .directory(Path.of("..").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(git.waitFor()).as("%s", command).isZero();
        return said;
    }

    @Test
    void everyJarOnTheClassPathIsInThirdParty() throws IOException {
        List<Pattern> listed = Files.readAllLines(Path.of("..", "THIRD-PARTY.md")).stream()
                .map(line -> line.split("\\s*\\|\\s*"))
                .filter(cells -> cells.length >= 3 && cells[1].contains(":"))
                .map(HouseTest::jarName)
                .toList();
        List<String> jars = Stream.of(
                        System.getProperty("java.class.path").split(Pattern.quote(java.io.File.pathSeparator)))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(jar -> !jar.matches("(dsl|workbench|surefire)-.*"))
                .toList();
        assertThat(jars).as("jars seen").hasSizeGreaterThan(15);
        assertThat(jars)
                .allSatisfy(jar ->
                        assertThat(listed).anyMatch(name -> name.matcher(jar).matches()));
    }

    /** A row of the page, {@code | group:artifact | version | licence |} or without version, as the names its jar may have. */
    private static Pattern jarName(String[] cells) {
        String artifact = cells[1].substring(cells[1].indexOf(':') + 1);
        String name = Pattern.quote(artifact).replace("*", "\\E[a-z0-9-]*\\Q");
        return Pattern.compile(name + "-" + (cells.length > 3 ? Pattern.quote(cells[2]) : "[0-9].*") + "\\.jar");
    }
}
