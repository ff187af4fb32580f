package icd.workbench.cli;

import icd.math.Estimate;
import icd.workbench.comparison.RunComparison;
import icd.workbench.report.ComparisonPage;
import icd.workbench.result.Summary;
import icd.workbench.run.RunPath;
import icd.workbench.tree.Differences.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Prints the differences between runs. */
@Command(
        name = "compare",
        description =
                "Print how runs differ from the first one: recipe keys, provenance, numbers, weights. Equal values are not printed.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Trials with the same id are compared, or trials in the same place where the runs share no id. Where both were"
                    + " measured on the same prompts (fresh ones, and test prompts after the last and the best epoch), the error"
                    + " of the difference comes from the differences prompt by prompt. For trials that repeat each other the mean of"
                    + " the differences comes first, with its error across the repeats.",
            "",
            "The exit code is 0 whether the runs differ or not.",
            "",
            "Examples:",
            "  workbench compare runs/small runs/large",
            "  workbench compare fig3-20261127 fig3-20261128 --json",
            "  workbench compare runs/small runs/large --html compared.html"
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "2..*",
            paramLabel = "RUN",
            description =
                    "Directories of runs, their names in runs/, or names of recipes; a recipe stands for its newest finished run.")
    private List<String> runs;

    @Option(names = "--json", description = "Print the differences as JSON: one object for each run but the first.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the differences as a page that needs no network, with the figures side by side.")
    private Path html;

    @Override
    public Integer call() {
        if (runs.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(), "compare must be given two runs or more, got " + runs.size());
        }
        List<Path> found =
                runs.stream().map(run -> RunPath.find(run, Path.of("runs"))).toList();
        List<RunComparison> comparisons = found.stream()
                .skip(1)
                .map(other -> RunComparison.of(found.getFirst(), other))
                .toList();
        if (html != null) {
            ComparisonPage.write(html, ComparisonPage.html(comparisons));
        }
        for (RunComparison comparison : comparisons) {
            if (json) {
                spec.commandLine().getOut().print(Summary.text(json(comparison)));
            } else if (!comparison.isEmpty()) {
                spec.commandLine().getOut().println(comparison.first() + " | " + comparison.second());
                spec.commandLine().getOut().print(comparison);
            }
        }
        return Main.DONE;
    }

    private static ObjectNode json(RunComparison comparison) {
        ObjectNode node = Summary.empty();
        node.put("first", comparison.first().toString());
        node.put("second", comparison.second().toString());
        put(node.putObject("recipe"), comparison.recipe());
        put(node.putObject("provenance"), comparison.provenance());
        comparison.onlyFirst().forEach(node.putArray("only_first")::add);
        comparison.onlySecond().forEach(node.putArray("only_second")::add);
        comparison.failedFirst().forEach(node.putArray("failed_first")::add);
        comparison.failedSecond().forEach(node.putArray("failed_second")::add);
        comparison.metrics().forEach(metric -> {
            Estimate difference = metric.difference();
            ObjectNode each = node.withArray("metrics").addObject();
            each.put("trial", metric.where());
            each.put("metric", metric.metric());
            if (!metric.over().isEmpty()) {
                each.put("mean_over", metric.over());
            }
            Summary.put(each, "first", metric.before().value());
            Summary.put(each, "second", metric.after().value());
            Summary.put(each, "difference", difference.value());
            Summary.put(each, "standard_error", difference.error());
            Summary.put(each, "interval_95_half_width", difference.halfWidth(0.95));
            if (metric.bootstrap().isKnown()) {
                each.putArray("bootstrap_95")
                        .add(metric.bootstrap().low())
                        .add(metric.bootstrap().high());
            }
            each.put("paired", metric.pairs() > 0 || !metric.over().isEmpty());
            each.put("pairs", metric.pairs());
        });
        comparison.weights().forEach(weights -> {
            ObjectNode each = node.withArray("weights").addObject();
            each.put("trial", weights.trials());
            each.put("name", weights.name());
            Summary.put(each, "cosine", weights.cosine());
            Summary.put(each, "distance", weights.distance());
        });
        return node;
    }

    private static void put(ObjectNode node, Map<String, Change> changes) {
        changes.forEach((key, change) -> node.putObject(key)
                .put("first", change.before().orElse(null))
                .put("second", change.after().orElse(null)));
    }
}
