package icd.workbench.figures;

import static icd.workbench.evaluation.LossLandscape.GRID;
import static icd.workbench.evaluation.LossLandscape.HEURISTIC;
import static icd.workbench.evaluation.LossLandscape.LAYER;
import static icd.workbench.evaluation.LossLandscape.MINIMUM;

import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Contours;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Levels;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.figure.Points;
import icd.figure.Style;
import icd.workbench.evaluation.LossLandscape;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** The loss over {@math beta} and {@math alpha} as contours, a panel for each case (its first trial), with marks in the paper's colours. */
@Describe(
        value =
                "the loss over beta and alpha as contours, a panel for each case, with minimum, layer and heuristic marked",
        key = "loss_landscape")
public record LossLandscapeFigure(
        String name,

        @Describe(value = "name of the evaluation it shows", byDefault = "loss_landscape")
        String evaluation,

        double width)
        implements RunFigure, PrintedWidth {

    private static final Style HEURISTIC_MARK =
            Style.of(Colour.GREEN).marker(Marker.CIRCLE).size(3).filled();
    private static final Style LAYER_MARK =
            Style.of(Colour.ORANGE).marker(Marker.SQUARE).size(2).filled();
    private static final Style MINIMUM_MARK =
            Style.of(Colour.BLACK).marker(Marker.DIAMOND).size(4);
    private static final Style HYPERBOLA =
            Style.of(new Colour(200, 200, 200)).dash(Dash.DASHED).width(0.9);
    private static final int STEPS = 400;

    /** Levels stand close together near the minimum, so that the valley has a shape. */
    private static final Levels LEVELS = Levels.at("MSE over its minimum", 1.02, 1.05, 1.1, 1.2, 1.5, 2, 3, 5, 10, 20);

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessNamed(evaluation, LossLandscape.class));
    }

    @Override
    public Figure draw(RunResult run) {
        List<Panel> panels = new ArrayList<>();
        List<String> minima = new ArrayList<>();
        SequencedMap<String, List<FinishedTrial>> cases = FigureBuilder.group(
                run.finished().stream()
                        .filter(trial -> trial.result().tables().containsKey(evaluation()))
                        .toList(),
                trial -> trial.spec().label());
        cases.forEach((name, trials) -> {
            FinishedTrial trial = trials.getFirst();
            Table table = trial.result().tables().get(evaluation());
            panels.add(panel(FigureBuilder.title(run, name), trial.spec(), table));
            double minimum = table.column("mse_per_dim")[table.at("point").indexOf(MINIMUM)];
            minima.add(Plots.text(name) + String.format(Locale.ROOT, " %.4f", minimum));
        });
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("evaluation must be one of a trial that finished, got " + evaluation());
        }
        return Figure.of(
                        name(),
                        "Contours of the loss over the scales of key-query and projection-value weights, with the minimum,"
                                + " the trained layer and the heuristic minimiser in one valley")
                .width(width())
                .row(panels.toArray(Panel[]::new))
                .note("Loss of W_{PV} = α I, W_{KQ} = β I. Least MSE/n: " + String.join(", ", minima) + "."
                        + FigureBuilder.shown(run, cases.values()));
    }

    private static Panel panel(String title, TrialSpec trial, Table table) {
        List<String> points = table.at("point");
        double[] beta = table.numbers("beta");
        double[] alpha = table.numbers("alpha");
        double[] loss = table.column("over_minimum");
        int[] grid = IntStream.range(0, loss.length)
                .filter(i -> points.get(i).equals(GRID))
                .toArray();
        int columns =
                (int) IntStream.of(grid).filter(i -> alpha[i] == alpha[grid[0]]).count();
        int rows = grid.length / columns;
        double[] x = IntStream.range(0, columns).mapToDouble(j -> beta[grid[j]]).toArray();
        double[] y = IntStream.range(0, rows)
                .mapToDouble(i -> alpha[grid[i * columns]])
                .toArray();
        double[][] values = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i][j] = loss[grid[i * columns + j]];
            }
        }
        List<Mark> marks = new ArrayList<>();
        marks.add(new Contours(x, y, values, LEVELS, true));
        hyperbola(trial, x, y).ifPresent(marks::add);
        Map<String, Style> styles = Map.of(HEURISTIC, HEURISTIC_MARK, LAYER, LAYER_MARK, MINIMUM, MINIMUM_MARK);
        for (String point : List.of(HEURISTIC, MINIMUM, LAYER)) { // the small mark over the large
            int at = points.indexOf(point);
            if (at >= 0) {
                marks.add(new Points(
                        label(point, trial), new double[] {beta[at]}, new double[] {alpha[at]}, styles.get(point)));
            }
        }
        return new Chart(title, Axis.of("β"), Axis.of("α"), marks);
    }

    private static String label(String point, TrialSpec trial) {
        return switch (point) {
            case HEURISTIC ->
                trial.promptTask().idealLinearBeta().isPresent()
                        ? "heuristic: α = 1, β = 1/(σ_0^2 + σ_Z^2)"
                        : "heuristic: α = 1, β = 1/σ_Z^2";
            case LAYER -> trial.training().isPresent() ? "trained layer (mean diagonals)" : "layer as given";
            default -> "minimum";
        };
    }

    /** Returns where the best linear attention is, whose loss depends on alpha beta alone. */
    private static Optional<Line> hyperbola(TrialSpec trial, double[] x, double[] y) {
        OptionalDouble product = FigureBuilder.bestProduct(trial);
        if (product.isEmpty()) {
            return Optional.empty();
        }
        double[] beta = new double[STEPS + 1];
        double[] alpha = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            beta[i] = x[0] + (x[x.length - 1] - x[0]) * i / STEPS;
            alpha[i] = product.getAsDouble() / beta[i];
            boolean inside = y[0] <= alpha[i] && alpha[i] <= y[y.length - 1];
            alpha[i] = inside ? alpha[i] : Double.NaN; // the two branches are apart
        }
        return Optional.of(new Line("best linear attention, αβ = c*", beta, alpha, HYPERBOLA));
    }
}
