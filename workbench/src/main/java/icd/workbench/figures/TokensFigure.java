package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Blank;
import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.figure.Shades;
import icd.sample.DenoiserFamily;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.evaluation.SamplePaths;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tokens as pictures: a row for each prompt, with the target, the query and its estimates, and samples where some were drawn. */
@Describe(
        value =
                "tokens as pictures, a row for each prompt of an evaluation of kind drawn_prompts: target, query, estimates, and samples of"
                        + " evaluations of kind sample_paths",
        key = "tokens")
public record TokensFigure(
        String name,

        @Describe(value = "rows of a picture, by which n can be divided; a token holds one row after another", min = 1)
        int rows,

        @Describe(value = "which cases; none for all that have an evaluation of kind drawn_prompts", byDefault = "[]")
        List<String> cases,

        double width)
        implements RunFigure, PrintedWidth {

    private static final Shades SHADES = Shades.linear("Component of the token").range(0, 1);

    /** Copies the list. */
    public TokensFigure {
        cases = List.copyOf(cases);
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessSome(DrawnPrompts.class, cases)
                .or(() -> recipe.with(DrawnPrompts.class, cases).stream()
                        .filter(trial -> trial.data().n() % rows != 0)
                        .findFirst()
                        .map(trial -> "must have rows that n can be divided by, got rows " + rows + " and n = "
                                + trial.data().n() + " (trial " + trial.id() + ")")));
    }

    @Override
    public Figure draw(RunResult run) {
        Figure figure = Figure.of(
                        name(),
                        "Tokens as pictures: targets, queries with noise, estimates of the targets, and samples drawn from noise")
                .width(width())
                .note("Each row is a prompt. Samples are draws from one context, one in each row.")
                .colourBar(ColourBar.of("", ColourBar.Sharing.FIGURE));
        List<FinishedTrial> trials = FinishedTrial.with(DrawnPrompts.class, cases(), run);
        for (FinishedTrial trial : trials) {
            int prompts = trial.evaluation(DrawnPrompts.class).prompts();
            for (int k = 0; k < prompts; k++) {
                String title = k > 0 || trials.size() == 1
                        ? ""
                        : Plots.text(trial.result().caseName());
                figure = figure.titledRow(title, row(trial, k).toArray(Panel[]::new));
            }
        }
        return figure;
    }

    private List<Panel> row(FinishedTrial trial, int k) {
        DrawnPrompt prompt = new DrawnPrompt(trial, k + 1);
        List<Panel> row = new ArrayList<>();
        row.add(picture("target", prompt.token("target")));
        row.add(picture("query", prompt.token("query")));
        prompt.estimates().forEach(role -> row.add(picture(FigureBuilder.label(role), prompt.token(role))));
        trial.spec().evaluate().forEach(evaluation -> {
            if (evaluation instanceof SamplePaths samples) {
                Table table = trial.result().tables().get(samples.name());
                row.add(
                        k < samples.samples()
                                ? picture(whose(samples) + " sample", last(samples.states(table, k)))
                                : new Blank());
            }
        });
        return row;
    }

    private static String whose(SamplePaths samples) {
        return FigureBuilder.label(samples.denoiser().map(DenoiserFamily::name).orElse("layer"));
    }

    private static double[] last(double[][] states) {
        return states[states.length - 1];
    }

    private HeatMap picture(String title, double[] token) {
        int columns = token.length / rows;
        double[][] picture = new double[rows][];
        Arrays.setAll(picture, i -> Arrays.copyOfRange(token, i * columns, (i + 1) * columns));
        return new HeatMap(FigureBuilder.sentence(title), picture, "", SHADES);
    }
}
