package icd.workbench.cli;

import icd.workbench.recipe.Reading;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that all commands on recipes share. */
final class RecipeOptions {

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {
                "Override a value of the recipe; may be repeated; the last value wins:",
                "  training.epochs=6  at the top and in every case",
                "  cases.mixtures.training.epochs=6  in one case",
                "  training.seed=1  instead of a sweep's axis",
                "  cases.mixtures=null  removes the case"
            })
    List<String> overrides = List.of();

    Reading read(Path file) {
        return Reading.of(file, overrides);
    }
}
