package icd.workbench.shell;

import icd.claim.Verdict;
import icd.figure.Figure;
import icd.io.Visible;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.report.ClaimTable;
import icd.workbench.report.ExpectationTable;
import icd.workbench.report.FigureBuilder;
import icd.workbench.report.ResultTable;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.Expectation;
import icd.workbench.run.RunResult;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A finished run, to be explored: its trials, their weights and losses, the baselines, the verdicts on claims and the figures.
 *
 * @param path where it was written
 * @param result what it found
 */
public record Run(Path path, RunResult result) {

    /** All trials, in the recipe's order. */
    public List<Trial> trials() {
        var specs = result.recipe().trials().stream().collect(Collectors.toMap(TrialSpec::id, Function.identity()));
        return result.trials().stream()
                .map(trial -> new Trial(specs.get(trial.id()), trial))
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

    /** Its results as a table, and where it is: in ‹ ›, as that differs from run to run. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(ResultTable.of(result))
                .append(ClaimTable.of(result.claims()))
                .append(ExpectationTable.of(expectations()));
        result.failures()
                .values()
                .forEach(failure -> text.append("failed: ").append(failure).append('\n'));
        return Visible.lines(text.append('‹').append(path).append('›').toString());
    }
}
