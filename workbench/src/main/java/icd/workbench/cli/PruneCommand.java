package icd.workbench.cli;

import icd.math.Digits;
import icd.workbench.engine.Pruning;
import icd.workbench.piece.Store;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes from the store the pieces that no run names. */
@Command(
        name = "prune",
        description =
                "Remove from the store the pieces that no run in runs/ names, and the half-written files of killed runs.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Runs that --out wrote elsewhere keep their files, but their pieces are removed from the store unless a run in runs/ names them too"
                    + " or the run is still going on.",
            "",
            "Example:",
            "  workbench prune --dry-run"
        })
final class PruneCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The store (here ${DEFAULT-VALUE}).")
    private Path store;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The folder of the runs (here ${DEFAULT-VALUE}).")
    private Path runs;

    @Option(names = "--dry-run", description = "Print what would be removed, and remove nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Pruning pruning = Pruning.of(new Store(store), runs);
        if (!dryRun) {
            pruning.run();
        }
        spec.commandLine()
                .getOut()
                .println((dryRun ? "would remove " : "removed ")
                        + Words.count(pruning.hashes().size(), "piece")
                        + (pruning.checkpoints().isEmpty()
                                ? ""
                                : " and " + Words.count(pruning.checkpoints().size(), "checkpoint"))
                        + ", " + Digits.bytes(pruning.bytes())
                        + "; " + Words.count(pruning.kept(), "piece") + " kept");
        return Main.DONE;
    }
}
