package icd.workbench.cli;

import icd.io.Visible;
import icd.workbench.recipe.Reading;
import icd.workbench.recipe.Recipe;
import icd.workbench.result.RecipeClaims;
import icd.workbench.result.RunResult;
import icd.workbench.tree.RecipeException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks recipes. */
@Command(
        name = "validate",
        description = "Check recipes and print every problem that they have; run nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RecipeOptions options;

    @Mixin
    private ThreadOption threads;

    @Parameters(arity = "1..*", paramLabel = "RECIPE", description = "YAML files.")
    private List<Path> recipes;

    @Override
    public Integer call() {
        threads.count(); // validate refuses whatever run refuses
        int code = Main.DONE;
        for (Path file : recipes) {
            try {
                Reading reading = options.read(file);
                Recipe recipe = reading.recipe();
                spec.commandLine()
                        .getOut()
                        .println(Visible.of(file.toString()) + ": valid, "
                                + RunResult.count(
                                        recipe.trials().size(),
                                        RecipeClaims.of(recipe).size()) + ", "
                                + Words.count(recipe.figures().size(), "figure")
                                + Words.list("; extends ", reading.extended()));
            } catch (RecipeException e) {
                spec.commandLine().getErr().println(e.getMessage());
                code = Main.BAD_USAGE;
            }
        }
        return code;
    }
}
