package icd.workbench.cli;

import icd.workbench.recipe.Reading;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that every command on recipes shares. */
final class RecipeOptions {

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {
                "Override a value of the recipe; may be repeated, the later wins:",
                "  training.epochs=6  at the top and in every case",
                "  cases.mixtures.training.epochs=6  in one case",
                "  training.seed=1  instead of a sweep's axis",
                "  cases.mixtures=null  takes it away"
            })
    List<String> overrides = List.of();

    Reading read(Path file) {
        return Reading.of(file, overrides);
    }
}
