package icd.workbench.cli;

import icd.io.Visible;
import icd.workbench.report.RunView;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunPath;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Prints the findings of a finished run. */
@Command(
        name = "show",
        description = "Print the findings of finished runs, as they were printed when the runs ended.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Examples:",
            "  workbench show runs/small",
            "  workbench show fig3 --json | jq .trials[0].beta",
            "  workbench show fig3 --statistics"
        })
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description =
                    "Directories of runs, or names of recipes; a recipe stands for its newest finished run in runs/.")
    private List<String> runs;

    @Option(names = "--json", description = "Print the summary, with the run's path, as JSON: one object for each run.")
    private boolean json;

    @Option(
            names = "--statistics",
            description = "Print the means with their standard errors, standard deviations and 95 %% intervals.")
    private boolean statistics;

    @Override
    public Integer call() {
        for (String name : runs) {
            Path path = RunPath.find(name, Path.of("runs"));
            RunResult run = RunFiles.read(path);
            if (json) {
                ObjectNode summary = Summary.of(run);
                summary.put("path", path.toString());
                spec.commandLine().getOut().print(Summary.text(summary));
            } else if (statistics) {
                spec.commandLine().getOut().print(RunView.statistics(run));
            } else {
                spec.commandLine().getOut().println(RunView.of(run) + path);
            }
            if (!json) {
                run.failures()
                        .values()
                        .forEach(reason -> spec.commandLine().getErr().println("workbench: " + Visible.of(reason)));
            }
        }
        return Main.DONE;
    }
}
