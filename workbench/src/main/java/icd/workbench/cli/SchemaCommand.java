package icd.workbench.cli;

import icd.workbench.recipe.RecipeSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the schema of recipes. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of recipes, with which editors complete and check them.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class SchemaCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(RecipeSchema.json());
    }
}
