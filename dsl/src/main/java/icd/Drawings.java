package icd;

import icd.attention.Attention;
import icd.claim.Finding;
import icd.claim.Verdict;
import icd.energy.Descent;
import icd.energy.Landscape;
import icd.energy.MemoryEnergy;
import icd.energy.Plane;
import icd.energy.Surface;
import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ColourBar;
import icd.figure.Contours;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Levels;
import icd.figure.Looks;
import icd.figure.Mark;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.figure.Points;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.task.PromptSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;

/** Draws the library's values: the figure that {@link Dsl}'s {@code plot(...)} makes of each. */
final class Drawings {

    /** Up to how many tolerances a deviation is shown. */
    private static final double EDGE = 2.5;

    private static final int MOST_PROMPTS = 3;

    /** The largest number of tokens that do not hide each other. */
    static final int MOST_TOKENS = 500;

    private Drawings() {}

    /** Returns the maps of a layer, or its parameters as they are where it has no such maps. */
    static Figure of(Attention layer) {
        List<Panel> panels = new ArrayList<>();
        try {
            panels.add(heatMap("W_{KQ}", layer.keyQuery()));
            panels.add(heatMap("W_{PV}", layer.projectionValue()));
        } catch (UnsupportedOperationException e) {
            layer.parameters()
                    .forEach(
                            parameter -> panels.add(heatMap(markup(parameter.name()), layer.matrix(parameter.name()))));
        }
        return Figure.of("weights", "The weights of " + layer.name() + " attention")
                .width(60 * panels.size())
                .row(panels.toArray(Panel[]::new))
                .colourBar(ColourBar.of("", ColourBar.Sharing.PANEL));
    }

    /** Returns the markup of a name such as W_KQ_layer1: the text after the first underscore stands below the line. */
    private static String markup(String name) {
        int underscore = name.indexOf('_');
        return underscore < 0
                ? name
                : name.substring(0, underscore) + "_{"
                        + name.substring(underscore + 1).replace('_', ' ') + "}";
    }

    private static HeatMap heatMap(String title, MatrixStore<Double> matrix) {
        double[][] rows = new double[matrix.getRowDim()][matrix.getColDim()];
        double diagonal = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = matrix.doubleValue(i, j);
            }
            diagonal += i < rows[i].length ? rows[i][i] / rows.length : 0;
        }
        String note = rows.length == matrix.getColDim()
                ? String.format(Locale.ROOT, "mean diagonal %.3g", diagonal)
                : rows.length + " x " + matrix.getColDim();
        return new HeatMap(title, rows, note);
    }

    /** Each measured number's deviation over its tolerance: an equality holds from -1 to 1, an order left of 1. */
    static Figure of(Verdict verdict) {
        List<Finding> claimed = verdict.findings().stream()
                .filter(finding -> Double.isFinite(finding.position()))
                .toList();
        if (claimed.isEmpty()) {
            throw new IllegalArgumentException(
                    "plot: a verdict must have a finding with an expected number to be drawn, got "
                            + verdict.claim().id() + " with none of "
                            + verdict.findings().size());
        }
        List<String> names = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        double[] sides = {-1, 1};
        double rows = claimed.size();
        marks.add(new Band(
                "within the tolerance",
                sides,
                new double[] {-0.5, -0.5},
                new double[] {rows - 0.5, rows - 0.5},
                Style.of(Colour.GREY)));
        for (Finding finding : claimed.reversed()) { // an axis of names goes upwards
            double at = names.size();
            double shown = Math.clamp(finding.position(), -EDGE, EDGE);
            boolean passes = finding.passes();
            marks.add(Points.at(passes ? "as it should be" : "out", shown, at, passes ? Looks.HOLDS : Looks.FAILS));
            names.add(Plots.text(finding.what()));
        }
        return Figure.of("verdict", "The findings of " + verdict.claim().id() + ": the deviation over the tolerance")
                .width(140)
                .aspect(Math.clamp(0.06 * rows, 0.15, 2))
                .row(new Chart(
                        Plots.text(verdict.claim().id() + ": " + verdict.outcome()),
                        Axis.of("Deviation / tolerance").range(-EDGE, EDGE),
                        Axis.of("", names),
                        marks))
                .note(
                        "Equalities hold in the shaded band. One-sided claims hold anywhere left of 1. Marks at the edges lie beyond"
                                + " them. A printed form that is refuted lies outside, as it should.");
    }

    /** Draws the first prompts of a set, side by side. */
    static Figure of(PromptSet prompts) {
        int shown = Math.min(prompts.size(), MOST_PROMPTS);
        Figure figure = Figure.beside(IntStream.range(0, shown)
                .mapToObj(k -> PromptFigure.of(prompts.prompt(k)).title("prompt " + k))
                .toList());
        return figure.width(Math.min(Looks.PAGE, figure.width()))
                .note(
                        shown == prompts.size()
                                ? figure.note()
                                : (figure.note() + " The first " + shown + " of " + prompts.size() + " prompts.")
                                        .strip());
    }

    /**
     * Draws filled contours of an energy over its plane, its memories as dots, and descents, projected on the plane.
     */
    static Figure of(Landscape landscape, Descent... descents) {
        Surface surface = landscape.run();
        Plane plane = landscape.plane();
        List<Mark> marks = new ArrayList<>();
        marks.add(Contours.of("energy", surface.x(), surface.y(), surface.values())
                .levels(Levels.quantiles("energy", 16)));
        if (landscape.energy() instanceof MemoryEnergy memories && memories.L() <= MOST_TOKENS) {
            double[][] xy = plane.projectAll(memories.memories());
            marks.add(new Points("memories", xy[0], xy[1], Looks.TOKENS));
        }
        for (int k = 0; k < descents.length; k++) {
            double[][] xy = plane.project(descents[k].run());
            Style style = Looks.path(k);
            marks.add(new Trajectory(descents.length == 1 ? "descent" : "descent " + (k + 1), xy[0], xy[1], style));
        }
        Chart chart = new Chart(Plots.text(landscape.energy().name()), Axis.of("s_1"), Axis.of("s_2"), marks);
        return Figure.of(
                        "landscape",
                        "Contours of the energy " + landscape.energy().name() + " over a plane")
                .width(110)
                .aspect(1)
                .row(chart.withEqualUnits());
    }
}
