package icd.workbench.figures;

import icd.denoise.Baseline;
import icd.describe.Describe;
import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws a prompt as the matrix that a layer reads, {@math E = (X_{1:L}, x~)}, with the target and estimates of it beside it. */
@Describe(
        value =
                "a prompt as the matrix that a layer reads, a row for each case: context, query, and beside them target and estimates",
        key = "embedding")
public record EmbeddingFigure(
        String name,

        @Describe(value = "which cases; none for all that have an evaluation of kind drawn_prompts", byDefault = "[]")
        List<String> cases,

        double width)
        implements RunFigure, PrintedWidth {

    /** Copies the list. */
    public EmbeddingFigure {
        cases = List.copyOf(cases);
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessSome(DrawnPrompts.class, cases).or(() -> {
            List<TrialSpec> shown = recipe.with(DrawnPrompts.class, cases);
            TrialSpec first = shown.getFirst();
            return shown.stream()
                    .filter(trial -> first.model().isPresent() && trial.model().isEmpty()
                            || !estimates(trial).containsAll(estimates(first)))
                    .findFirst()
                    .map(trial -> "must show the same estimates for every trial, got others for " + trial.id()
                            + " than for " + first.id());
        }));
    }

    private static List<Baseline> estimates(TrialSpec trial) {
        return trial.evaluation(DrawnPrompts.class).orElseThrow().estimates();
    }

    @Override
    public Figure draw(RunResult run) {
        List<FinishedTrial> trials = FinishedTrial.with(DrawnPrompts.class, cases(), run);
        List<String> estimates = new DrawnPrompt(trials.getFirst()).estimates();
        Figure figure = Figure.of(
                        name(),
                        "A prompt as a matrix: a column for each clean token of the context and one for the corrupted query;"
                                + " beside it the target and estimates of it")
                .width(width())
                .heading("Prompt E = (X_{1:L}, x̃)", 2)
                .heading("Answer", 1 + estimates.size())
                .note("Columns: tokens; rows: their n components. x̃: query, x: target, " + said(estimates) + ".")
                .colourBar(ColourBar.of("Component", ColourBar.Sharing.FIGURE));
        for (FinishedTrial trial : trials) {
            DrawnPrompt prompt = new DrawnPrompt(trial);
            int L = prompt.tokens("context").size();
            List<Panel> row = new ArrayList<>();
            row.add(new HeatMap("X_{1:L}", prompt.matrix("context"), "n × L = " + prompt.n() + " × " + L));
            row.add(new HeatMap("x̃", prompt.matrix("query"), ""));
            row.add(new HeatMap("x", prompt.matrix("target"), ""));
            for (String estimate : estimates) {
                prompt.token(estimate);
                row.add(new HeatMap(symbol(estimate, estimates), prompt.matrix(estimate), ""));
            }
            String title = trials.size() == 1 ? "" : Plots.text(trial.result().caseName());
            figure = figure.titledRow(title, row.toArray(Panel[]::new));
        }
        return figure;
    }

    private static String said(List<String> estimates) {
        return estimates.stream()
                .map(estimate -> symbol(estimate, estimates) + ": " + FigureBuilder.label(estimate)
                        + (estimate.equals("bayes") ? " estimate" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String symbol(String estimate, List<String> estimates) {
        return "x̂" + (estimates.size() == 1 ? "" : "_" + (1 + estimates.indexOf(estimate)));
    }
}
