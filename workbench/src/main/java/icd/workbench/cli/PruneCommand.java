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

/** Removes from the store what no run names. */
@Command(
        name = "prune",
        description =
                "Remove pieces that no run in runs/ names from the store, and what killed runs left half-written.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Runs that --out wrote elsewhere keep their files; but their pieces go, unless a run in runs/ names them too,"
                    + " or the run is still alive.",
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
            description = "Where the runs are (here ${DEFAULT-VALUE}).")
    private Path runs;

    @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
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
