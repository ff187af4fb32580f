package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Looks;
import icd.figure.Mark;
import icd.figure.Panel;
import icd.figure.Points;
import icd.figure.SharedAxes;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.evaluation.SamplePaths;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The paths of samples in the plane: a row for each trial, and a panel for each of its evaluations of kind sample_paths. */
@Describe(
        value =
                "the paths of samples in the plane, with context tokens and the law: a row for each trial, a panel for each of its evaluations"
                        + " of kind sample_paths",
        key = "sample_paths")
public record SamplePathsFigure(
        String name,

        @Describe(value = "which cases; none for all that have the evaluations", byDefault = "[]")
        List<String> cases,

        @Describe(value = "only trials at these coordinates are drawn", byDefault = "{}")
        SequencedMap<String, String> at,

        double width)
        implements RunFigure, PrintedWidth {

    private static final Style LAW = Style.of(Colour.GREEN).dash(Dash.DASHED).width(1.2);

    /** Rings that are wider than the ends of samples, which come to lie on them. */
    private static final Style TOKENS = Looks.TOKENS.size(2.8);

    private static final Style PATH = Style.of(Colour.BLUE).width(0.5).size(1.8);

    /** Copies the list and the map, in their order. */
    public SamplePathsFigure {
        cases = List.copyOf(cases);
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.known().place(recipe.found(), "at", at);
        List<TrialSpec> drawn = recipe.with(SamplePaths.class, cases).stream()
                .filter(trial -> Coordinate.areAt(trial.at(), at))
                .toList();
        recipe.lacks(recipe.unlessSome(SamplePaths.class, cases)
                .or(() -> drawn.isEmpty()
                        ? Optional.of("must show a trial with an evaluation of kind sample_paths, got none at " + at)
                        : Optional.empty())
                .or(() -> drawn.stream()
                        .filter(trial -> trial.data().n() != 2)
                        .findFirst()
                        .map(trial -> "must show samples with n = 2, got n = "
                                + trial.data().n() + " (trial " + trial.id() + "); name the cases to draw"))
                .or(() -> drawn.stream()
                        .filter(SamplePathsFigure::lacksPrompt)
                        .findFirst()
                        .map(trial ->
                                "must have an evaluation of kind drawn_prompts that holds the prompt of the samples,"
                                        + " got none (trial " + trial.id() + ")")));
    }

    private static boolean lacksPrompt(TrialSpec trial) {
        Optional<DrawnPrompts> drawn = trial.evaluation(DrawnPrompts.class);
        return of(trial).anyMatch(paths -> drawn.stream().noneMatch(prompts -> prompts.prompts() >= paths.prompt()));
    }

    private static Stream<SamplePaths> of(TrialSpec trial) {
        return trial.evaluate().stream().filter(SamplePaths.class::isInstance).map(SamplePaths.class::cast);
    }

    @Override
    public Figure draw(RunResult run) {
        Figure figure = Figure.of(
                        name(),
                        "The ways of samples from noise down to where they end, with the context tokens and the law that those come from")
                .width(width())
                .share(SharedAxes.Y)
                .note("Lines: samples on their way down; filled circles: where they end.");
        for (FinishedTrial trial : FinishedTrial.with(SamplePaths.class, cases(), run)) {
            if (!Coordinate.areAt(trial.at(), at())) {
                continue;
            }
            Panel[] row = of(trial.spec()).map(paths -> panel(trial, paths)).toArray(Panel[]::new);
            figure = figure.titledRow("L = " + trial.spec().data().L(), row);
        }
        return figure;
    }

    private static Panel panel(FinishedTrial trial, SamplePaths paths) {
        DrawnPrompt prompt = new DrawnPrompt(trial, paths.prompt());
        double reach = 1.6 * prompt.reach();
        List<Mark> marks = new ArrayList<>();
        List<double[]> law = OutlineLines.of(prompt.outline(trial.spec().promptTask()), reach);
        marks.add(new Line("law of the tokens", component(law, 0), component(law, 1), LAW));
        marks.add(new Points("context tokens", prompt.component("context", 0), prompt.component("context", 1), TOKENS));
        Table table = trial.result().tables().get(paths.name());
        for (int k = 0; k < paths.samples(); k++) {
            List<double[]> path = List.of(paths.states(table, k));
            marks.add(new Trajectory("samples", component(path, 0), component(path, 1), PATH, Trajectory.Steps.NONE));
        }
        return new Chart(
                        FigureBuilder.sentence(FigureBuilder.label(paths.whose(trial.spec()))),
                        Axis.of("x_1").range(-reach, reach),
                        Axis.of("x_2").range(-reach, reach),
                        marks)
                .withEqualUnits();
    }

    private static double[] component(List<double[]> points, int i) {
        return points.stream().mapToDouble(point -> point[i]).toArray();
    }
}
