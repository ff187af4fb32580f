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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

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

    /** What sets the manual's formulas. */
    @Test
    void everyNpmPackageIsInThirdParty() throws IOException {
        String page = Files.readString(Path.of("..", "THIRD-PARTY.md"));
        JsonNode packages = JsonMapper.shared()
                .readTree(Files.readString(Path.of("..", ".ci", "formulas", "package-lock.json")))
                .get("packages");
        assertThat(packages.propertyNames()).hasSizeGreaterThan(1).allSatisfy(name -> {
            if (!name.isEmpty()) { // the root
                JsonNode each = packages.get(name);
                assertThat(page)
                        .contains("| " + name.replaceFirst(".*node_modules/", "") + " | "
                                + each.get("version").asString() + " | "
                                + each.get("license").asString() + " |");
                assertThat(each.get("integrity").asString()).as(name).startsWith("sha512-");
            }
        });
    }

    /** The fonts of a distribution are inside its jars; a file of a font would be a new one. */
    @Test
    void noFontIsInTheSources() throws IOException {
        for (Path sources : List.of(Path.of("..", "dsl", "src"), Path.of("src"), Path.of("..", "recipes"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                assertThat(files.filter(file -> file.toString().matches("(?i).*\\.(ttf|otf|woff2?|pfb)")))
                        .as("fonts, which THIRD-PARTY.md must list with their licences")
                        .isEmpty();
            }
        }
    }

    /** What version 1.2.0 of the format requires, and the keys that we use of those it has. */
    @Test
    void citationIsWellFormed() throws IOException {
        JsonNode citation = new YAMLMapper().readTree(Files.readString(Path.of("..", "CITATION.cff")));
        assertThat(citation.propertyNames())
                .contains("authors", "cff-version", "message", "title")
                .isSubsetOf(
                        "abstract",
                        "authors",
                        "cff-version",
                        "keywords",
                        "license",
                        "message",
                        "references",
                        "title",
                        "type",
                        "version");
        assertThat(citation.path("cff-version").asString()).isEqualTo("1.2.0");
        assertThat(citation.path("type").asString()).isIn("software", "dataset");
        assertThat(citation.path("authors")).isNotEmpty().allSatisfy(HouseTest::isAuthor);
        assertThat(citation.path("keywords")).isNotEmpty().allMatch(JsonNode::isString);
        assertThat(citation.path("references")).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference.propertyNames())
                    .contains("authors", "title", "type")
                    .isSubsetOf("authors", "collection-title", "doi", "identifiers", "title", "type", "url", "year");
            assertThat(reference.path("type").asString()).isIn("article", "book", "conference-paper", "software");
            assertThat(reference.path("authors")).isNotEmpty().allSatisfy(HouseTest::isAuthor);
            assertThat(reference.path("year").isInt()).isTrue();
            assertThat(reference.path("identifiers"))
                    .allSatisfy(identifier -> assertThat(identifier.propertyNames())
                            .contains("type", "value")
                            .isSubsetOf("type", "value", "description"));
        });
    }

    private static void isAuthor(JsonNode author) {
        assertThat(author.propertyNames())
                .isNotEmpty()
                .isSubsetOf("name", "family-names", "given-names", "affiliation", "orcid");
    }

    @Test
    void oneVersionStandsEverywhere() throws IOException {
        Properties build = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/icd/workbench/build.properties")) {
            build.load(in);
        }
        String version = build.getProperty("version");
        assertThat(new YAMLMapper()
                        .readTree(Files.readString(Path.of("..", "CITATION.cff")))
                        .path("version")
                        .asString())
                .isEqualTo(version);
        assertThat(Files.readString(Path.of("..", "CHANGELOG.md"))).contains("\n## " + version + "\n");
    }

    /** A row of the page, {@code | group:artifact | version | licence |} or without version, as the names its jar may have. */
    private static Pattern jarName(String[] cells) {
        String artifact = cells[1].substring(cells[1].indexOf(':') + 1);
        String name = Pattern.quote(artifact).replace("*", "\\E[a-z0-9-]*\\Q");
        return Pattern.compile(name + "-" + (cells.length > 3 ? Pattern.quote(cells[2]) : "[0-9].*") + "\\.jar");
    }
}
