package icd.workbench.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.claim.Claims;
import icd.workbench.cli.Main;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.RecipeSchema;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual is whole: its links lead somewhere, its formulas are set, and its code is executed or says why it is not. */
class ManualTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("workbench/src/docs");
    private static final long MOST_BYTES = 6_000_000;

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern MARK = Pattern.compile("<!-- (ci:run|ci:file \\S+|not run: .+) -->");

    @TempDir
    private static Path folder;

    private static List<String> formulasThatNobodyHasSet;

    @BeforeAll
    static void make() throws IOException {
        formulasThatNobodyHasSet = Manual.write(ROOT, folder);
    }

    private static List<Path> files(Path of, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(of)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void everyLinkLeadsToAFileAndAHeadingOfTheFolder() throws IOException {
        int links = 0;
        for (Path page : files(folder, ".html")) {
            for (MatchResult found :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                String[] link = found.group(1).split("#", 2);
                if (link[0].matches("https://.+")) {
                    continue;
                }
                Path target =
                        link[0].isEmpty() ? page : folder.resolve(URLDecoder.decode(link[0], StandardCharsets.UTF_8));
                assertThat(target)
                        .as("%s: %s", page, found.group(1))
                        .isRegularFile()
                        .startsWith(folder);
                if (link.length == 2) {
                    assertThat(Files.readString(target))
                            .as("%s: %s", page, found.group(1))
                            .contains(" id=\"" + link[1] + "\"");
                }
                links++;
            }
        }
        assertThat(links).isGreaterThan(1000);
    }

    @Test
    void everyFormulaIsSet() {
        assertThat(formulasThatNobodyHasSet)
                .as("npm ci --prefix .ci/formulas && node .ci/formulas/set.mjs sets them")
                .isEmpty();
    }

    /** A colour or typeface without a value would be passed over without a word. */
    @Test
    void everyValueOfTheStyleIsSet() throws IOException {
        String style = Files.readString(folder.resolve("manual.css"));
        assertThat(Pattern.compile("var\\((--[a-z-]+)\\)").matcher(style).results())
                .isNotEmpty()
                .allSatisfy(use -> assertThat(style).contains(use.group(1) + ":"));
    }

    @Test
    void isSmallEnough() throws IOException {
        long bytes = 0;
        for (Path file : files(folder, "")) {
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        assertThat(bytes).isBetween(500_000L, MOST_BYTES);
    }

    @Test
    void theSameSourcesGiveTheSameBytes(@TempDir Path again) throws IOException {
        Manual.write(ROOT, again);
        List<Path> files =
                files(folder, "").stream().filter(Files::isRegularFile).toList();
        for (Path file : files) {
            assertThat(again.resolve(folder.relativize(file))).hasSameBinaryContentAs(file);
        }
        assertThat(files).hasSizeGreaterThan(40);
    }

    @Test
    void theReferenceHasEveryKeyCommandMetricAndErratum() throws IOException {
        assertThat(RecipeSchema.PATHS.all())
                .hasSizeGreaterThan(100)
                .allSatisfy(path -> assertThat(page("recipe-keys.html"))
                        .contains("<code>" + path.substring(path.lastIndexOf('.') + 1) + "</code>"));
        assertThat(Main.commands().subcommands().values())
                .filteredOn(command -> !command.getCommandSpec().usageMessage().hidden())
                .hasSizeGreaterThan(10)
                .allSatisfy(command -> {
                    assertThat(page("commands.html"))
                            .contains(">" + command.getCommandSpec().qualifiedName() + "</h2>");
                    command.getCommandSpec().options().stream()
                            .filter(option -> !option.hidden()
                                    && !option.inherited()
                                    && !option.usageHelp()
                                    && !option.versionHelp())
                            .forEach(option ->
                                    assertThat(pageOf("commands.html")).contains("<code>" + option.longestName()));
                });
        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(page("metrics.html")).contains("<code>" + metric.named() + "</code>"));
        assertThat(Claims.all())
                .filteredOn(claim -> claim.erratum().isPresent())
                .hasSizeGreaterThan(5)
                .allSatisfy(claim -> assertThat(page("errata.html")).contains("<code>" + claim.id() + "</code>"));
        assertThat(page("words.html"))
                .contains("<code>linearAttention(int n)</code>", "<code>plot(", "<code>toRecipe(");
    }

    private static String pageOf(String name) {
        try {
            return page(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Java is replayed by ExamplesTest, and what is marked is executed by .ci/run. */
    @Test
    void allCodeIsExecutedOrSaysWhyNot() throws IOException {
        List<String> bare = new ArrayList<>();
        int executed = 0;
        for (Path page : files(DOCS, ".md")) {
            List<String> lines = Files.readAllLines(page);
            boolean inside = false;
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).startsWith("```")) {
                    continue;
                }
                inside = !inside;
                boolean marked = i > 0 && MARK.matcher(lines.get(i - 1)).matches();
                executed += inside && marked ? 1 : 0;
                if (inside && !marked && !lines.get(i).matches("```(java|java fails|text|math)")) {
                    bare.add(page + ":" + (i + 1) + ": " + lines.get(i));
                }
            }
        }
        assertThat(bare)
                .as("blocks without <!-- ci:run -->, <!-- ci:file PATH --> or <!-- not run: WHY -->")
                .isEmpty();
        assertThat(executed).isGreaterThan(20);
    }

    @Test
    void aDeadLinkIsNamed(@TempDir Path root) throws IOException {
        Path docs = Files.createDirectories(root.resolve("workbench/src/docs"));
        Files.writeString(docs.resolve("formulas.json"), "{}");
        Files.writeString(docs.resolve("index.md"), "# Index\n\n## All\n\n- [One](one.md): is a page.\n");
        Files.writeString(docs.resolve("one.md"), "# One\n\n[there](two.md)\n");
        assertThatThrownBy(() -> Manual.write(root, root.resolve("out")))
                .hasMessageContaining("one.md: the link two.md must lead to a page of the manual, or to a file");
        Files.writeString(docs.resolve("one.md"), "# One\n\n[there](index.md#none)\n");
        assertThatThrownBy(() -> Manual.write(root, root.resolve("out")))
                .hasMessageContaining("which has no heading #none");
        Files.writeString(docs.resolve("one.md"), "# One\n\n[there](index.md#all) and $`x`$.\n");
        assertThat(Manual.write(root, root.resolve("out"))).containsExactly("inline x");
        assertThat(root.resolve("out/one.html")).content().contains("<a href=\"index.html#all\">", "<code>x</code>.");
    }
}
