package icd.workbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The small recipes are what their page says: valid, short, and linked. */
class MoreRecipesTest {

    private static final Path RECIPES = Path.of("..", "recipes");

    static Stream<Path> recipes() throws IOException {
        return Stream.concat(in("more", 12), in("beyond", 16));
    }

    private static Stream<Path> in(String folder, int count) throws IOException {
        try (Stream<Path> files = Files.list(RECIPES.resolve(folder))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertThat(found).hasSize(count);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void isValidShortAndLinked(Path file) throws IOException {
        Recipe recipe = Recipe.read(file, List.of());
        String name = file.getFileName().toString();
        assertThat(recipe.name() + ".yaml").isEqualTo(name);
        assertThat(recipe.figures()).isNotEmpty();
        assertThat(Files.readAllLines(file)).hasSizeLessThan(file.getParent().endsWith("more") ? 40 : 60);
        assertThat(Files.readString(RECIPES.resolve("README.md")))
                .contains("(" + RECIPES.relativize(file).toString().replace('\\', '/') + ")");
    }
}
