package icd.workbench.shell;

import icd.claim.Verdict;
import icd.figure.Figure;
import icd.figure.Plots;
import icd.figure.Series;
import icd.io.Visible;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.report.ClaimTable;
import icd.workbench.report.ResultTable;
import icd.workbench.report.RunView;
import icd.workbench.result.BaselineResult;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.Expectation;
import icd.workbench.result.RecipeClaims;
import icd.workbench.result.RunResult;
import icd.workbench.result.Statistic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run, to be explored: its trials, their weights and losses, the baselines, the verdicts on claims and the figures.
 *
 * @param path where it was written
 * @param result what it found
 * @param overrides what was laid over its recipe
 * @param interrupted whether it was stopped before all was done; {@link #resume()} goes on
 */
public record Run(Path path, RunResult result, List<String> overrides, boolean interrupted) {

    /** Copies the list. */
    public Run {
        overrides = List.copyOf(overrides);
    }

    /** A run that is whole. */
    public Run(Path path, RunResult result) {
        this(path, result, List.of(), false);
    }

    /**
     * The same run completed: what is finished in its folder is not done again.
     *
     * @throws icd.workbench.piece.UnusablePathException if the folder holds something else by now
     */
    public Run resume() {
        return Session.resume(this);
    }

    /** All trials, in the recipe's order. */
    public List<Trial> trials() {
        return result.finished().stream()
                .map(trial -> new Trial(trial.spec(), trial.result()))
                .toList();
    }

    /**
     * The trial of this id.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public Trial trial(String id) {
        return trials().stream()
                .filter(trial -> trial.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Run.trial: id must be one of "
                        + result.trials().stream().map(trial -> trial.id()).collect(Collectors.joining(", ")) + ", got "
                        + id));
    }

    /** The baselines, by case and name. */
    public SequencedMap<String, SequencedMap<String, BaselineResult>> baselines() {
        return result.baselines();
    }

    /** The recipe's figures, drawn anew. */
    public List<Figure> figures() {
        return result.recipe().figures().stream()
                .map(spec -> FigureBuilder.build(spec, result))
                .toList();
    }

    /**
     * This run with the figures of another recipe in place of its own; nothing is computed or written.
     *
     * @param recipe a recipe's file, or one with nothing but {@code figures}
     * @throws icd.workbench.tree.RecipeException if it has no figures, or one that the run has found nothing for
     */
    public Run restyled(String recipe) {
        return new Run(path, result.redrawn(Path.of(recipe)), overrides, interrupted);
    }

    /**
     * One of the recipe's figures.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists those there are
     */
    public Figure figure(String name) {
        return result.recipe().figures().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .map(spec -> FigureBuilder.build(spec, result))
                .orElseThrow(() -> new IllegalArgumentException("Run.figure: name must be one of "
                        + result.recipe().figures().stream()
                                .map(FigureSpec::name)
                                .collect(Collectors.joining(", "))
                        + ", got " + name));
    }

    /** @see Session#plot(Run) */
    public Figure plot() {
        List<FigureSpec> specs = result.recipe().figures();
        if (!specs.isEmpty()) {
            Figure first = FigureBuilder.build(specs.getFirst(), result);
            String others = specs.stream()
                    .skip(1)
                    .map(spec -> "figure(\"" + Plots.text(spec.name()) + "\")")
                    .collect(Collectors.joining(", "));
            return others.isEmpty()
                    ? first
                    : first.note(
                            (first.note() + " The first of " + specs.size() + " figures; the others: " + others + ".")
                                    .strip());
        }
        List<Series> losses = trials().stream()
                .filter(trial -> trial.testLoss().length > 0)
                .map(trial -> Series.of(trial.id(), trial.testLoss()))
                .toList();
        if (losses.isEmpty()) {
            throw new IllegalArgumentException("plot: a run must have figures or trainings to be drawn, got one of "
                    + result.recipe().name() + " with neither");
        }
        return Plots.curves("Epoch", "MSE/n", losses);
    }

    /** Its means, each with its standard error, standard deviation and 95 % intervals. */
    public List<Statistic> statistics() {
        return Statistic.of(result);
    }

    /** The verdicts on the recipe's claims. */
    public List<Verdict> verdicts() {
        return result.claims().stream().map(ClaimResult::verdict).toList();
    }

    /** What the recipe expects, held against what was found. */
    public List<Expectation> expectations() {
        return Expectation.of(result);
    }

    /** What failed, and why; empty where all is well. */
    public SequencedMap<String, String> failures() {
        return result.failures();
    }

    /** Its results as a table, and where it is, with its page and figures: in ‹ ›, as that differs from run to run. */
    @Override
    public String toString() {
        if (interrupted) {
            return soFar();
        }
        StringBuilder text = new StringBuilder(RunView.of(result));
        result.failures()
                .values()
                .forEach(failure -> text.append("failed: ").append(failure).append('\n'));
        return Visible.lines(
                text.append('‹').append(path).append('›').append(files()).toString());
    }

    /** The page and the figures that are there to be opened. */
    private String files() {
        List<String> files = Stream.concat(
                        Stream.of("report.html"),
                        result.recipe().figures().stream().map(spec -> "figures/" + spec.name() + ".svg"))
                .filter(file -> Files.exists(path.resolve(file)))
                .toList();
        int most = 5;
        String more = files.size() > most ? " and " + (files.size() - most) + " more" : "";
        return files.isEmpty() ? "" : ": " + String.join(", ", files.subList(0, Math.min(most, files.size()))) + more;
    }

    private String soFar() {
        int trials = result.recipe().trials().size();
        int claims = RecipeClaims.of(result.recipe()).size();
        List<String> done = new ArrayList<>();
        if (trials > 0) {
            done.add(result.trials().size() + " of " + trials + (trials == 1 ? " trial" : " trials"));
        }
        if (claims > 0) {
            done.add(result.claims().size() + " of " + claims + (claims == 1 ? " claim" : " claims"));
        }
        return (result.trials().isEmpty() ? "" : ResultTable.of(result))
                + ClaimTable.of(result.claims())
                + "interrupted: " + String.join(" and ", done) + " finished and kept in ‹" + path + "›\n"
                + "to go on: resume() of this value, or workbench run " + path.resolve("recipe.yaml") + " --out "
                + path;
    }
}
