package icd.workbench.cli;

import icd.workbench.run.RunDirectory;
import icd.workbench.run.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes runs. */
@Command(
        name = "rm",
        description =
                "Remove the directories of runs. Their pieces stay in the store until workbench prune removes them.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {"", "Example:", "  workbench rm fig3-20261128T101500Z-1a2b3c4d"})
final class RmCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Directories of runs, or beginnings of names in runs/ that fit exactly one run.")
    private List<String> runs;

    @Option(names = "--dry-run", description = "Print what would be removed, and remove nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        List<Path> found = runs.stream()
                .map(run -> Runs.one(run, Path.of("runs")))
                .distinct()
                .toList(); // all are found before any is removed
        for (Path run : found) {
            if (!dryRun) {
                RunDirectory.remove(run);
            }
            spec.commandLine().getOut().println((dryRun ? "would remove " : "removed ") + run);
        }
        return Main.DONE;
    }
}
