package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.recipe.Recipe;
import icd.workbench.result.Expectation;
import icd.workbench.result.RecipeClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * recipes/README.md lists the recipes that there are, each with what it expects and the claims it checks. Where this fails, a
 * recipe has changed since {@code workbench run recipes/*.yaml; workbench catalogue} last wrote the page.
 */
class RecipesPageTest {

    private static final Path RECIPES = Path.of("..", "recipes");

    private static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** The first columns of the rows of a section's tables, without their heads. */
    private static List<List<String>> rows(String section, int columns) {
        return section.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.asList(line.substring(2).split(" \\| ", -1)))
                .filter(cells -> !cells.getFirst().matches("recipe|metric|claim"))
                .map(cells -> cells.subList(0, columns))
                .toList();
    }

    private static String between(String page, String begin, String end) {
        assertThat(page.contains(begin)) // the page itself would be a long message
                .as(
                        "the page has '%s'; after a change of recipes: workbench run recipes/*.yaml; workbench catalogue",
                        begin.strip())
                .isTrue();
        String rest = page.substring(page.indexOf(begin) + begin.length());
        return rest.substring(0, rest.indexOf(end) < 0 ? rest.length() : rest.indexOf(end));
    }

    @Test
    void everyRecipeIsThereWithEverythingThatItExpects() throws IOException {
        String page = Files.readString(RECIPES.resolve("README.md"));
        String results = between(page, "<!-- catalogue results", "<!-- end of catalogue results");
        List<List<String>> overview = new ArrayList<>();
        for (Path file : recipes()) {
            Recipe recipe = Recipe.read(file, List.of());
            String name = file.getFileName().toString();
            String anchor = name.replaceFirst("\\.yaml$", "");
            overview.add(List.of("[`" + name + "`](#" + anchor + ")", Catalogue.what(recipe), Catalogue.size(recipe)));
            List<List<String>> expected = recipe.expect().stream()
                    .map(spec -> new Expectation(
                            spec, icd.math.Estimate.of(Double.NaN), "", List.of(), "", 0, Double.NaN, Double.NaN))
                    .map(e -> Stream.of(e.what(), e.expected(), e.spec().source())
                            .map(Catalogue::plain)
                            .toList())
                    .toList();
            List<List<String>> claims = RecipeClaims.of(recipe).stream()
                    .map(claim -> List.of("`" + claim.id() + "`", Catalogue.plain(claim.source())))
                    .toList();
            String result = between(results, "### " + anchor + "\n", "\n### ");
            int folded = result.contains("<details>") ? result.indexOf("<details>") : result.length();
            assertThat(rows(result.substring(0, folded), 3))
                    .as("what %s expects", name)
                    .isEqualTo(expected);
            assertThat(rows(result.substring(folded), 2))
                    .as("what %s checks", name)
                    .isEqualTo(claims);
        }
        assertThat(rows(between(page, "<!-- catalogue overview", "<!-- end of catalogue overview"), 3))
                .isEqualTo(overview);
    }
}
