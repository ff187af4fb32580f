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
 * A run to explore: its trials, their weights and losses, the baselines, the verdicts on claims and the figures.
 *
 * @param path the directory of the run
 * @param result the findings of the run
 * @param overrides the overrides of its recipe
 * @param interrupted whether it was stopped before everything was done; {@link #resume()} continues it
 */
public record Run(Path path, RunResult result, List<String> overrides, boolean interrupted) {

    /** Copies the list. */
    public Run {
        overrides = List.copyOf(overrides);
    }

    /** Creates a run that is whole. */
    public Run(Path path, RunResult result) {
        this(path, result, List.of(), false);
    }

    /**
     * Completes this run and returns it; results that are finished in its folder are not computed again.
     *
     * @throws icd.workbench.piece.UnusablePathException if the folder has come to hold something else
     */
    public Run resume() {
        return Session.resume(this);
    }

    /** Returns all trials, in the recipe's order. */
    public List<Trial> trials() {
        return result.finished().stream()
                .map(trial -> new Trial(trial.spec(), trial.result()))
                .toList();
    }

    /**
     * Returns the trial of this id.
     *
     * @throws IllegalArgumentException if there is none; the message lists the ids that exist
     */
    public Trial trial(String id) {
        return trials().stream()
                .filter(trial -> trial.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Run.trial: id must be one of "
                        + result.trials().stream().map(trial -> trial.id()).collect(Collectors.joining(", ")) + ", got "
                        + id));
    }

    /** Returns the baselines, by case and name. */
    public SequencedMap<String, SequencedMap<String, BaselineResult>> baselines() {
        return result.baselines();
    }

    /** Draws the recipe's figures again. */
    public List<Figure> figures() {
        return result.recipe().figures().stream()
                .map(spec -> FigureBuilder.build(spec, result))
                .toList();
    }

    /**
     * Returns this run with the figures of another recipe in place of its own; nothing is computed or written.
     *
     * @param recipe a recipe's file, or a file with {@code figures} alone
     * @throws icd.workbench.tree.RecipeException if it has no figures, or has a figure whose data this run lacks
     */
    public Run restyled(String recipe) {
        return new Run(path, result.redrawn(Path.of(recipe)), overrides, interrupted);
    }

    /**
     * Returns one of the recipe's figures.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists the names that exist
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

    /** Returns its means, each with its standard error, standard deviation and 95 % intervals. */
    public List<Statistic> statistics() {
        return Statistic.of(result);
    }

    /** Returns the verdicts on the recipe's claims. */
    public List<Verdict> verdicts() {
        return result.claims().stream().map(ClaimResult::verdict).toList();
    }

    /** Returns the recipe's expectations, compared with the findings. */
    public List<Expectation> expectations() {
        return Expectation.of(result);
    }

    /** Returns the failures and their reasons; empty where there are none. */
    public SequencedMap<String, String> failures() {
        return result.failures();
    }

    /** Returns its results as a table, and its path, page and figures: in ‹ ›, as they differ from run to run. */
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

    /** Returns the page and the figures that exist. */
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
