package icd.workbench.cli;

import icd.io.Visible;
import icd.math.Digits;
import icd.workbench.report.RunsPage;
import icd.workbench.result.Summary;
import icd.workbench.run.RunEntry;
import icd.workbench.run.Runs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists runs. */
@Command(
        name = "runs",
        description = "List the runs of a folder, newest first, with their state.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Examples:",
            "  workbench runs",
            "  workbench runs --recipe fig3 --state finished --since 2026-11-01",
            "  workbench runs --json | jq -r '.[].path'",
            "  workbench runs --html runs/index.html"
        })
final class RunsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The folder of the runs (here ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--recipe", paramLabel = "NAME", description = "Only runs of the recipe of this name.")
    private String recipe;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Only runs begun on this day or later, such as 2026-11-28.")
    private LocalDate since;

    @Option(names = "--until", paramLabel = "DATE", description = "Only runs begun on this day or earlier.")
    private LocalDate until;

    @Option(names = "--state", paramLabel = "STATE", description = "Only runs in this state: ${COMPLETION-CANDIDATES}.")
    private RunEntry.State state;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the list as a page with links to the reports.")
    private Path html;

    @Override
    public Integer call() {
        List<RunEntry> entries = Runs.in(folder).stream().filter(this::isAsked).toList();
        if (html != null) {
            RunsPage.write(html, folder, entries);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode all = Summary.empty().putArray("runs");
            entries.forEach(entry -> all.add(json(entry)));
            out.print(Summary.text(all));
            return Main.DONE;
        }
        if (entries.isEmpty()) {
            boolean none = Runs.in(folder).isEmpty();
            spec.commandLine()
                    .getErr()
                    .println((none ? "no runs in " : "no such run in ") + Visible.of(folder.toString()));
            return Main.DONE;
        }
        int width =
                entries.stream().mapToInt(entry -> name(entry).length()).max().orElse(0);
        entries.forEach(entry -> out.printf(
                "%-" + width + "s  %s  %-10s  %9s  %s%s%n",
                name(entry),
                RunsPage.TIME.format(entry.begun()),
                entry.state(),
                Digits.bytes(entry.bytes()),
                entry.size(),
                entry.problem().isEmpty() ? "" : "; " + entry.problem()));
        return Main.DONE;
    }

    private boolean isAsked(RunEntry entry) {
        LocalDate day = LocalDate.ofInstant(entry.begun(), ZoneId.systemDefault());
        return (recipe == null || recipe.equals(entry.recipe()))
                && (since == null || !day.isBefore(since))
                && (until == null || !day.isAfter(until))
                && (state == null || state == entry.state());
    }

    private static String name(RunEntry entry) {
        return Visible.of(entry.path().getFileName().toString());
    }

    private static ObjectNode json(RunEntry entry) {
        ObjectNode node = Summary.empty();
        node.put("path", entry.path().toString());
        node.put("recipe", entry.recipe());
        node.put("begun", entry.begun().toString());
        node.put("state", entry.state().toString());
        node.put("trials", entry.trials());
        node.put("claims", entry.claims());
        node.put("bytes", entry.bytes());
        node.put("verdicts", entry.verdicts());
        node.put("problem", entry.problem());
        return node;
    }
}
