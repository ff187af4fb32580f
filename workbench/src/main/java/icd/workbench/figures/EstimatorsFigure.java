package icd.workbench.figures;

import icd.denoise.Baseline;
import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Points;
import icd.figure.Style;
import icd.task.Range;
import icd.task.Task;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.BaselineResult;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws where the baselines put a query in the plane, and, in the same colours, their losses in more dimensions beside those that theory
 * gives.
 */
@Describe(
        value =
                "what the baselines do to a query in the plane, and beside it the losses of baselines on subspaces with those of theory",
        key = "estimators")
public record EstimatorsFigure(
        String name,

        @Describe("the case that is drawn: subspaces with n = 2 and an evaluation of kind drawn_prompts")
        String drawn,

        @Describe("the case whose baselines are measured: subspaces")
        String measured,

        double width)
        implements RunFigure, PrintedWidth {

    /** The least width in mm at which the two panels stand beside each other. */
    private static final double BESIDE = 120;

    private static final Style LINE = Style.of(Colour.GREEN).width(0.9);
    private static final Style WAY =
            Style.of(Colour.DARK_GREY).dash(Dash.DOTTED).width(0.8);
    private static final Style THEORY = Style.of(Colour.BLACK).width(1);
    private static final Style OTHER =
            Style.of(Colour.DARK_GREY).marker(Marker.CIRCLE).size(2.6).filled();
    private static final List<Marker> OTHER_MARKERS =
            List.of(Marker.CIRCLE, Marker.DIAMOND, Marker.STAR, Marker.INVERTED, Marker.PLUS, Marker.TRIANGLE);
    private static final Map<String, Style> STYLES = Map.of(
            "query", DrawnPrompt.QUERY,
            "bayes", Style.of(Colour.PURPLE).marker(Marker.CIRCLE).size(2.8).filled(),
            "projection",
                    Style.of(Colour.ORANGE).marker(Marker.SQUARE).size(2.6).filled(),
            "zero", Style.of(Colour.BLACK).marker(Marker.CROSS).size(2.8).filled(),
            "pca_projection", Style.of(Colour.ORANGE).marker(Marker.SQUARE).size(2.6),
            "shrunk_pca_projection",
                    Style.of(Colour.PURPLE).marker(Marker.CIRCLE).size(2.8));

    @Override
    public List<String> cases() {
        return List.of(drawn, measured);
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessSome(DrawnPrompts.class, List.of(drawn)).or(() -> {
            TrialSpec trial = recipe.with(DrawnPrompts.class, List.of(drawn)).getFirst();
            List<Baseline> estimates =
                    trial.evaluation(DrawnPrompts.class).orElseThrow().estimates();
            if (!(isPlain(trial) && trial.data().n() == 2)) {
                return Optional.of("must draw subspaces of one d with isotropic noise and n = 2, got " + trial.task()
                        + " with n = " + trial.data().n());
            } else if (!estimates.contains(Baseline.PROJECTION)) {
                return Optional.of("must have projection among the estimates of the case drawn, got "
                        + estimates.stream().map(Baseline::name).toList());
            }
            return recipe.trials().stream()
                            .anyMatch(other -> other.label().equals(measured)
                                    && isPlain(other)
                                    && !other.baselines().isEmpty())
                    ? Optional.empty()
                    : Optional.of(
                            "must measure baselines on subspaces of one d with isotropic noise, got case " + measured);
        }));
    }

    private static boolean isPlain(TrialSpec trial) {
        Task task = trial.task();
        return task.noise().isIsotropic()
                && task.tokenVariance().isPresent()
                && task.dimension().isPresent()
                && task.spanned()
                        .equals(Optional.of(new Range(
                                task.dimension().getAsInt(), task.dimension().getAsInt())));
    }

    @Override
    public Figure draw(RunResult run) {
        TrialSpec measuredTrial = run.recipe().trials().stream()
                .filter(spec -> spec.label().equals(measured()))
                .findFirst()
                .orElseThrow();
        Chart drawn = geometry(drawn(), run.baselinesOf(measuredTrial).keySet(), run);
        Chart measured = losses(measuredTrial, run);
        Figure figure = Figure.of(
                        name(),
                        "A query, its projection on the subspace and the shrunk projection, which is the Bayes estimate; beside"
                                + " them the losses of these and other baselines")
                .width(width())
                .aspect(0.6)
                .note(
                        "Estimates have the same marks in both panels. MSE/n: mean squared error per coordinate; where it is measured, with its standard error if that is wider than the mark. Black strokes: theory."
                                + FigureBuilder.shown(
                                        run,
                                        FigureBuilder.group(
                                                        run.finished(),
                                                        trial -> trial.spec().label())
                                                .sequencedEntrySet()
                                                .stream()
                                                .filter(entry -> cases().contains(entry.getKey()))
                                                .map(Map.Entry::getValue)
                                                .toList()));
        return width() < BESIDE ? figure.row(drawn).row(measured) : figure.row(drawn, measured);
    }

    /** @param named the baselines that the other panel names beside their marks */
    private static Chart geometry(String drawn, Set<String> named, RunResult run) {
        FinishedTrial trial =
                FinishedTrial.with(DrawnPrompts.class, List.of(drawn), run).getFirst();
        DrawnPrompt prompt = new DrawnPrompt(trial);
        double reach = 1.05 * prompt.reach();
        double height = Math.min(reach, Math.max(reach / 2, 1.2 * prompt.extent(1)));
        List<double[]> outline = OutlineLines.of(prompt.outline(trial.spec().promptTask()), reach);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Line(
                "subspace",
                outline.stream().mapToDouble(p -> p[0]).toArray(),
                outline.stream().mapToDouble(p -> p[1]).toArray(),
                LINE));
        double[] query = prompt.token("query");
        for (String to : List.of("target", "projection")) {
            double[] end = prompt.token(to);
            marks.add(new Line("", new double[] {query[0], end[0]}, new double[] {query[1], end[1]}, WAY));
        }
        marks.add(new Points(
                "context tokens", prompt.component("context", 0), prompt.component("context", 1), DrawnPrompt.CONTEXT));
        marks.add(Points.at("target", prompt.token("target")[0], prompt.token("target")[1], DrawnPrompt.TARGET));
        List<String> shown = new ArrayList<>(List.of("query"));
        shown.addAll(prompt.estimates());
        int others = 0;
        for (String estimate : shown) {
            double[] at = prompt.token(estimate);
            Style style = STYLES.containsKey(estimate)
                    ? STYLES.get(estimate)
                    : OTHER.marker(OTHER_MARKERS.get(others++ % OTHER_MARKERS.size()));
            String label = named.contains(estimate) ? "(" + label(estimate) + ")" : label(estimate);
            marks.add(Points.at(label, at[0], at[1], style));
        }
        return new Chart("One prompt, n\u00a0=\u00a02, d\u00a0=\u00a01", axis("x_1", reach), axis("x_2", height), marks)
                .withEqualUnits();
    }

    private static Axis axis(String label, double reach) {
        return Axis.of(label).range(-reach, reach);
    }

    private static Chart losses(TrialSpec trial, RunResult run) {
        List<Map.Entry<String, BaselineResult>> baselines = run.baselinesOf(trial).entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue().msePerDim()))
                .toList();
        Task task = trial.task();
        if (!isPlain(trial) || baselines.isEmpty()) {
            throw new IllegalArgumentException("case " + trial.label() + ": it must be subspaces with baselines, got "
                    + task + " with " + baselines.size());
        }
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < baselines.size(); i++) {
            String name = baselines.get(i).getKey();
            BaselineResult loss = baselines.get(i).getValue();
            double y = i;
            Style style = STYLES.getOrDefault(name, OTHER);
            trial.baselines().stream()
                    .filter(baseline -> baseline.name().equals(name))
                    .flatMap(baseline ->
                            baseline.exactLoss(trial.promptTask(), trial.data().L()).stream())
                    .mapToDouble(total -> total.getAsDouble() / trial.data().n())
                    .forEach(expected -> marks.add(new Line(
                            "(theory)", new double[] {expected, expected}, new double[] {y - 0.45, y + 0.45}, THEORY)));
            marks.add(new Line(
                    "",
                    new double[] {0, loss.msePerDim()},
                    new double[] {y, y},
                    Style.of(style.colour()).width(0.7)));
            marks.add(new Line(
                    "",
                    new double[] {loss.msePerDim() - loss.standardError(), loss.msePerDim() + loss.standardError()},
                    new double[] {y, y},
                    Style.of(style.colour()).width(1.6)));
            marks.add(Points.at("", loss.msePerDim(), y, style));
        }
        double most = baselines.getFirst().getValue().msePerDim();
        List<String> names =
                baselines.stream().map(entry -> label(entry.getKey())).toList();
        return new Chart(
                "Losses, n\u00a0=\u00a0" + trial.data().n() + ", d\u00a0=\u00a0"
                        + task.dimension().getAsInt() + ", σ_0^2\u00a0=\u00a0"
                        + shown(task.tokenVariance().getAsDouble()) + ", σ_Z^2\u00a0=\u00a0"
                        + shown(task.noiseVariance()),
                Axis.of("MSE/n").range(0, 1.1 * most),
                Axis.of("", names),
                marks);
    }

    private static String shown(double value) {
        return Table.coordinate(value);
    }

    private static String label(String baseline) {
        return switch (baseline) {
            case "bayes" -> "Bayes: shrunk projection (eq. 3)";
            case "projection" -> "projection P on the subspace";
            case "pca_projection" -> "projection, P from PCA";
            case "shrunk_pca_projection" -> "shrunk projection, P from PCA";
            default -> FigureBuilder.label(baseline);
        };
    }
}
