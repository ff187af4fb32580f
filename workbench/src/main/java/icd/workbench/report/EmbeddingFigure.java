package icd.workbench.report;

import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.run.RunResult;
import java.util.ArrayList;
import java.util.List;

/** What a layer reads of a prompt, E = (X_{1:L}, query), as a matrix; set apart beside it what it is to find, and estimates. */
final class EmbeddingFigure {

    private EmbeddingFigure() {}

    static Figure build(FigureSpec.Embedding spec, RunResult run) {
        List<Measured> trials = Measured.with(EvaluationSpec.DrawnPrompts.class, spec.cases(), run);
        List<String> estimates = new DrawnPrompt(trials.getFirst()).estimates();
        Figure figure = Figure.of(
                        spec.name(),
                        "A prompt as a matrix: a column for each clean token of the context and one for the corrupted query;"
                                + " beside it the target and estimates of it")
                .width(spec.width())
                .heading("the prompt E = (X_{1:L}, query)", 2)
                .heading("the answer", 1 + estimates.size())
                .note("A column is a token, a square one of its n components.")
                .colourBar(ColourBar.of("", ColourBar.Sharing.FIGURE));
        for (Measured trial : trials) {
            DrawnPrompt prompt = new DrawnPrompt(trial);
            int L = prompt.tokens("context").size();
            List<Panel> row = new ArrayList<>();
            row.add(new HeatMap("context X_{1:L}", prompt.matrix("context"), "n × L = " + prompt.n() + " × " + L));
            row.add(new HeatMap("query", prompt.matrix("query"), ""));
            row.add(new HeatMap("target", prompt.matrix("target"), ""));
            for (String estimate : estimates) {
                prompt.token(estimate);
                row.add(new HeatMap(FigureBuilder.label(estimate), prompt.matrix(estimate), ""));
            }
            String title =
                    trials.size() == 1 ? "" : FigureBuilder.text(trial.result().caseName());
            figure = figure.titledRow(title, row.toArray(Panel[]::new));
        }
        return figure;
    }
}
