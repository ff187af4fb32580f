package icd.workbench.cli;

import icd.workbench.report.RunReport;
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

/** Writes the page of a run again. */
@Command(
        name = "report",
        description =
                "Write report.html of finished runs again, from the files in their directories, and print its path.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Every run writes its report by itself; this does it again after the workbench has learnt more. No other file of"
                    + " the run changes. The page needs no network and no other file: open it, print it, send it.",
            "",
            "Examples:",
            "  workbench report runs/small",
            "  workbench report fig3      the newest finished run of that recipe in runs/",
            "  workbench report fig3 --figures my-figures.yaml"
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description =
                    "Directories of runs, or names of recipes; a recipe stands for its newest finished run in runs/.")
    private List<String> runs;

    @Option(
            names = "--figures",
            paramLabel = "RECIPE",
            description = {
                "Draw the figures of this recipe instead of the run's own, without computing anything. The figures and their page",
                "are written into restyled/ in the run; its own files stay as they are."
            })
    private Path figures;

    @Override
    public Integer call() {
        List<Path> found =
                // all are found before any is written
                runs.stream().map(run -> RunPath.find(run, Path.of("runs"))).toList();
        for (Path run : found) {
            Path page = figures == null
                    ? RunReport.rebuild(run)
                    : RunReport.restyle(run, RunFiles.recipeOf(figures, Path.of("runs")));
            spec.commandLine().getOut().println(page);
        }
        return Main.DONE;
    }
}
