package icd.workbench.recipe;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recipes for tests. */
final class Recipes {
    static final Path FIG3 = Path.of("..", "recipes", "fig3.yaml");

    /** Valid, with one trial; line 2 is data, 3 task, 4 model, 5 training. */
    static final String SMALL = """
            name: small
            data: {n: 16, L: 50, train: 80, test: 20}
            task: {kind: subspaces, d: 8, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 10, batch: 8}
            """;

    private Recipes() {}

    static String fig3() {
        try {
            return Files.readString(FIG3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recipe read(String text, String... overrides) {
        return Recipe.parse("r.yaml", text, List.of(overrides));
    }

    static Recipe readFig3(String... overrides) {
        return Recipe.parse("fig3.yaml", fig3(), List.of(overrides));
    }

    /** The message that reading must end with. */
    static String fault(String text, String... overrides) {
        RecipeException e = catchThrowableOfType(RecipeException.class, () -> read(text, overrides));
        return e == null ? "no fault found" : e.getMessage();
    }

    static String faultOfFig3(String... overrides) {
        RecipeException e = catchThrowableOfType(RecipeException.class, () -> readFig3(overrides));
        return e == null ? "no fault found" : e.getMessage();
    }

    static List<String> ids(Recipe recipe) {
        return recipe.trials().stream().map(TrialSpec::id).toList();
    }
}
