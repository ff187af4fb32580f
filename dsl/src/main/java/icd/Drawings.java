package icd;

import icd.attention.Attention;
import icd.energy.Descent;
import icd.energy.Landscape;
import icd.energy.MemoryEnergy;
import icd.energy.Plane;
import icd.energy.Surface;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ColourBar;
import icd.figure.Contours;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Histogram;
import icd.figure.Levels;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Panel;
import icd.figure.Points;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.math.Finite;
import icd.train.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;

/** How the library's values are drawn: what {@link Dsl}'s {@code figure(...)} makes of each. */
final class Drawings {

    /** The context's tokens, wherever they are drawn. */
    static final Style TOKENS = Style.of(Colour.GREY).marker(Marker.CIRCLE);

    private static final List<Colour> PATHS =
            List.of(Colour.VERMILION, Colour.ORANGE, Colour.SKY_BLUE, Colour.PURPLE, Colour.YELLOW, Colour.BLACK);

    /** More tokens than these hide each other. */
    static final int MOST_TOKENS = 500;

    private Drawings() {}

    /** The loss on both sets against the epoch. */
    static Figure of(Fit fit) {
        double[] epochs =
                IntStream.range(0, fit.testLoss().length).asDoubleStream().toArray();
        Chart chart = new Chart(
                fit.initial().name(),
                Axis.of("Epoch"),
                Axis.of("MSE/n"),
                new Line(
                        "training prompts",
                        epochs,
                        fit.trainLoss(),
                        Style.of(Colour.VERMILION).dash(Dash.DASHED).marker(Marker.TRIANGLE)),
                new Line(
                        "test prompts",
                        epochs,
                        fit.testLoss(),
                        Style.of(Colour.BLUE).marker(Marker.CIRCLE)));
        return Figure.of("training", "Loss on training and test prompts against epoch")
                .width(120)
                .row(chart)
                .note("MSE/n: mean squared error per coordinate.");
    }

    /** The maps of a layer, or its parameters as they are where it has no such maps. */
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

    /** W_KQ_layer1 as typeset: what follows the first underscore below the line. */
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

    /** A matrix as coloured cells. */
    static Figure of(MatrixStore<Double> matrix) {
        return Figure.of(
                        "matrix",
                        "A matrix of " + matrix.getRowDim() + " x " + matrix.getColDim() + " as coloured cells")
                .width(85)
                .row(heatMap("", matrix));
    }

    /** How often values occur. */
    static Figure of(double... values) {
        Finite.numbers("figure", "values", values);
        Histogram histogram = Histogram.counts("", values, Style.of(Colour.BLUE));
        return Figure.of("histogram", "A histogram of " + values.length + " values")
                .width(85)
                .row(new Chart("", Axis.of("value"), Axis.of("count"), histogram));
    }

    /** Filled contours of an energy over its plane, its memories as dots, and descents, projected on the plane. */
    static Figure of(Landscape landscape, Descent... descents) {
        Surface surface = landscape.run();
        Plane plane = landscape.plane();
        List<Mark> marks = new ArrayList<>();
        marks.add(Contours.of("energy", surface.x(), surface.y(), surface.values())
                .levels(Levels.quantiles("energy", 16)));
        if (landscape.energy() instanceof MemoryEnergy memories && memories.L() <= MOST_TOKENS) {
            double[][] xy = plane.projectAll(memories.memories());
            marks.add(new Points("memories", xy[0], xy[1], TOKENS));
        }
        for (int k = 0; k < descents.length; k++) {
            double[][] xy = plane.project(descents[k].run());
            Style style = Style.of(PATHS.get(k % PATHS.size())).width(1.4);
            marks.add(new Trajectory(descents.length == 1 ? "descent" : "descent " + (k + 1), xy[0], xy[1], style));
        }
        Chart chart = new Chart(landscape.energy().name().replace('_', ' '), Axis.of("s_1"), Axis.of("s_2"), marks);
        return Figure.of(
                        "landscape",
                        "Contours of the energy " + landscape.energy().name() + " over a plane")
                .width(110)
                .aspect(1)
                .row(chart.withEqualUnits());
    }
}
