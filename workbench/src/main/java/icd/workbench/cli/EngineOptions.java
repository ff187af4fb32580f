package icd.workbench.cli;

import icd.workbench.engines.EngineKind;
import icd.workbench.engines.EngineSettings;
import icd.workbench.engines.Engines;
import icd.workbench.engines.LocalKind;
import icd.workbench.engines.UnreachableException;
import icd.workbench.piece.Engine;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.Settings;
import icd.workbench.shell.terminal.Folders;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose the engine that executes pieces. */
final class EngineOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = LocalKind.NAME,
            description =
                    "Where pieces are executed: local, slurm or spark (here ${DEFAULT-VALUE}). The store must then lie on a file system that"
                            + " all nodes share; see recipes/slurm.md and recipes/spark.md.")
    private String name;

    @Option(
            names = "--engine-set",
            paramLabel = "NAME=VALUE",
            description = {
                "Set something of the engine; may be repeated. Overrides settings.yaml:",
                "  partition=long, time=2:00:00, memory=4G   with slurm",
                "  master=spark://host:7077                  with spark"
            })
    private List<String> set = List.of();

    /** Returns the settings that apply to an engine here: those of the user's settings file, and the options. */
    static EngineSettings settings(EngineKind kind, List<String> options) {
        Path home = Path.of(System.getProperty("user.home"));
        return EngineSettings.of(
                kind, Settings.read(Folders.of(System.getenv(), home).settings()), options);
    }

    /**
     * Opens the engine.
     *
     * @throws ParameterException if there is no engine of that name, it cannot be used from here, or a setting does not
     *     suit it
     */
    Engine open(Recipe recipe, int threads) {
        try {
            EngineKind kind = Engines.named(name);
            return kind.open(recipe, settings(kind, set), threads);
        } catch (UnreachableException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
