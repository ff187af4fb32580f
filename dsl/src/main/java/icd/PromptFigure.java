package icd;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Marker;
import icd.figure.Points;
import icd.figure.Points3d;
import icd.figure.Style;
import icd.math.SymmetricEigen;
import icd.task.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A prompt as points: its context, its query and, where known, its target; in the plane, in space, or, in more dimensions,
 * along the three leading principal components of the context.
 */
final class PromptFigure {

    private static final Style QUERY = Style.of(Colour.VERMILION).marker(Marker.DIAMOND);
    private static final Style TARGET = Style.of(Colour.BLUE).marker(Marker.STAR);

    private final Prompt prompt;
    private final int n;
    private final double[] axes; // one a row
    private final int shown;

    private PromptFigure(Prompt prompt) {
        this.prompt = prompt;
        this.n = prompt.n();
        this.shown = Math.min(3, n);
        this.axes = n <= 3 ? unitVectors(n) : principal(prompt.context());
    }

    static Figure of(Prompt prompt) {
        return new PromptFigure(prompt).figure();
    }

    private Figure figure() {
        if (n == 1) {
            throw new IllegalArgumentException("figure: a prompt must have n >= 2 to be drawn, got n = 1");
        }
        MatrixStore<Double> context = prompt.context().limits(n, Math.min(prompt.L(), Drawings.MOST_TOKENS));
        Figure figure = Figure.of("prompt", "The tokens of a prompt, its query and its target")
                .width(100)
                .aspect(1);
        if (shown == 2) {
            List<Points> marks = new ArrayList<>();
            marks.add(flat("context", context, Drawings.TOKENS));
            marks.add(flat("query", prompt.query(), QUERY));
            if (prompt.knowsTarget()) {
                marks.add(flat("target", prompt.target(), TARGET));
            }
            return figure.row(
                    new Chart("", Axis.of("x_1"), Axis.of("x_2"), marks.toArray(Points[]::new)).withEqualUnits());
        }
        List<Points3d> marks = new ArrayList<>();
        marks.add(deep("context", context, Drawings.TOKENS));
        marks.add(deep("query", prompt.query(), QUERY));
        if (prompt.knowsTarget()) {
            marks.add(deep("target", prompt.target(), TARGET));
        }
        String axis = n == 3 ? "x_" : "axis ";
        Chart3d chart = new Chart3d(
                "", Axis.of(axis + 1), Axis.of(axis + 2), Axis.of(axis + 3), marks.toArray(Points3d[]::new));
        return figure.row(chart.withEqualUnits())
                .note(n == 3 ? "" : "Axes: the three leading principal components of the context.");
    }

    private Points flat(String label, MatrixStore<Double> columns, Style style) {
        return new Points(label, along(0, columns), along(1, columns), style);
    }

    private Points3d deep(String label, MatrixStore<Double> columns, Style style) {
        return new Points3d(label, along(0, columns), along(1, columns), along(2, columns), style);
    }

    private double[] along(int axis, MatrixStore<Double> columns) {
        double[] coordinates = new double[columns.getColDim()];
        for (int t = 0; t < coordinates.length; t++) {
            for (int i = 0; i < n; i++) {
                coordinates[t] = Math.fma(axes[axis * n + i], columns.doubleValue(i, t), coordinates[t]);
            }
        }
        return coordinates;
    }

    private static double[] unitVectors(int n) {
        double[] axes = new double[n * n];
        for (int i = 0; i < n; i++) {
            axes[i * n + i] = 1;
        }
        return axes;
    }

    private static double[] principal(MatrixStore<Double> context) {
        int n = context.getRowDim();
        R064Store gram = R064Store.FACTORY.copy(context.multiply(context.transpose()));
        return new SymmetricEigen(n).decompose(gram.data, 0).vectors().clone();
    }
}
