package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ColourBar;
import icd.figure.Contours;
import icd.figure.Figure;
import icd.figure.Levels;
import icd.figure.Looks;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Panel;
import icd.figure.Points;
import icd.figure.SharedAxes;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.evaluation.EnergyLandscape;
import icd.workbench.evaluation.Trajectories;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Contours of the energy over the plane, the context tokens that shape it, and descents from queries, cut after some steps. */
@Describe(
        value =
                "contours of the energy with context tokens and descents, a row for each trial with evaluations of kind drawn_prompts, energy_landscape and trajectories",
        key = "energy_landscape")
public record EnergyLandscapeFigure(
        String name,

        @Describe(value = "which cases; none for all that have the evaluations", byDefault = "[]")
        List<String> cases,

        @Describe(value = "a panel for each: after how many steps", min = 1, byDefault = "[1, 50]")
        List<Integer> steps,

        double width)
        implements RunFigure, PrintedWidth {

    private static final int LEVELS = 16;
    private static final Style TOKENS =
            Style.of(Colour.BLACK).marker(Marker.CIRCLE).size(1.9).filled();

    /** Copies the lists. */
    public EnergyLandscapeFigure {
        cases = List.copyOf(cases);
        steps = List.copyOf(steps);
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(
                steps.isEmpty()
                        ? Optional.of("must have steps to draw, got none")
                        : recipe.unlessSome(EnergyLandscape.class, cases)
                                .or(() -> recipe.with(EnergyLandscape.class, cases).stream()
                                        .flatMap(trial -> lacks(trial).stream())
                                        .findFirst()));
    }

    private Optional<String> lacks(TrialSpec trial) {
        int prompt = trial.evaluation(EnergyLandscape.class).orElseThrow().prompt();
        Optional<DrawnPrompts> drawn = trial.evaluation(DrawnPrompts.class);
        Optional<Trajectories> paths = trial.evaluation(Trajectories.class);
        String where = " (trial " + trial.id() + ")";
        if (!trial.task().noise().isIsotropic()) {
            return Optional.of("must show a task with isotropic noise, got " + trial.task() + where);
        }
        if (drawn.isEmpty() || paths.isEmpty()) {
            return Optional.of(
                    "must have evaluations of kind drawn_prompts and trajectories beside the energy, got none" + where);
        } else if (drawn.get().prompts() < prompt || paths.get().prompt() != prompt) {
            return Optional.of("must have one prompt drawn, descended from and in the energy, got the energy of prompt "
                    + prompt + ", descents of prompt " + paths.get().prompt() + " and "
                    + drawn.get().prompts()
                    + " drawn" + where);
        }
        return steps.stream()
                .filter(steps -> steps > paths.get().steps())
                .findFirst()
                .map(steps -> "must have steps <= those of the trajectories, "
                        + paths.get().steps() + ", got " + steps + where);
    }

    @Override
    public Figure draw(RunResult run) {
        Figure figure = Figure.of(
                        name(),
                        "Contours of the energy that a layer descends, with its context tokens, and descents from queries after"
                                + " one step and after many")
                .width(width())
                .share(SharedAxes.Y)
                .colourBar(ColourBar.of("", ColourBar.Sharing.ROW))
                .note(
                        "Open markers: queries; filled: where the steps end; stars: targets, with the marks of their queries. Step size γ = α: one step is"
                                + " the layer.");
        for (FinishedTrial trial : FinishedTrial.with(EnergyLandscape.class, cases(), run)) {
            List<Panel> row = new ArrayList<>();
            for (int steps : steps()) {
                row.add(panel(trial, steps));
            }
            String title = String.format(
                    Locale.ROOT,
                    "β = %s, σ_Z^2 = %s",
                    Table.coordinate(trial.result().beta()),
                    Table.coordinate(trial.spec().task().noiseVariance()));
            figure = figure.titledRow(title, row.toArray(Panel[]::new));
        }
        return figure;
    }

    private static Chart panel(FinishedTrial trial, int steps) {
        List<Mark> marks = new ArrayList<>();
        marks.add(contours(trial.table(EnergyLandscape.class)));
        DrawnPrompt prompt =
                new DrawnPrompt(trial, trial.evaluation(EnergyLandscape.class).prompt());
        marks.add(new Points("context tokens", prompt.component("context", 0), prompt.component("context", 1), TOKENS));
        Table table = trial.table(Trajectories.class);
        List<String> queries = table.at("query").stream()
                .distinct()
                .filter(query -> !query.equals("all"))
                .toList();
        for (int q = 0; q < queries.size(); q++) {
            Style style = Looks.path(q);
            marks.addAll(descent(table, queries.get(q), steps, style));
        }
        return new Chart(steps == 1 ? "One step" : steps + " steps", Axis.of("s_1"), Axis.of("s_2"), marks)
                .withEqualUnits();
    }

    private static Contours contours(Table table) {
        double[] x = Arrays.stream(table.numbers("s1")).distinct().toArray();
        double[] y = Arrays.stream(table.numbers("s2")).distinct().toArray();
        double[] energy = table.column("energy");
        double[][] values = new double[y.length][x.length];
        for (int k = 0; k < energy.length; k++) {
            values[k / x.length][k % x.length] = energy[k];
        }
        return Contours.of("", x, y, values).levels(Levels.quantiles("Energy E(X, s)", LEVELS));
    }

    private static List<Mark> descent(Table table, String query, int steps, Style style) {
        List<Table.Row> path = table.rows().stream()
                .filter(row -> row.at().getFirst().equals(Coordinate.of(query)))
                .limit(steps + 1L)
                .toList();
        Table states = new Table(table.coordinates(), table.values(), path);
        String label = "query " + query;
        double x1 = states.column("x1")[0];
        double x2 = states.column("x2")[0];
        Mark target = Points.at("", x1, x2, style.marker(Marker.STAR).size(4.2));
        Mark whose = Points.at(
                "", x1, x2, style.size(1.3).filled()); // the query's marker tells its target without colour, too
        Trajectory.Steps shown = steps == 1 ? Trajectory.Steps.ARROWS : Trajectory.Steps.DOTS;
        return List.of(target, whose, new Trajectory(label, states.column("s1"), states.column("s2"), style, shown));
    }
}
