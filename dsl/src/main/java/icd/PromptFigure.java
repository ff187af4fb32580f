package icd;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Looks;
import icd.figure.Marker;
import icd.figure.Points;
import icd.figure.Points3d;
import icd.figure.Style;
import icd.math.Finite;
import icd.math.SymmetricEigen;
import icd.task.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A prompt as points: its context, its query and, where known, its target; in the plane, in space, or, in more dimensions,
 * along the three leading principal components of the context.
 */
final class PromptFigure {

    /** The radii of the lightest and of the heaviest token in points. */
    private static final double LEAST = 0.6;

    private static final double LARGEST = 5;

    private final Prompt prompt;
    private final int n;
    private final double[] axes; // one point in each row
    private final int shown;
    private final double[] weights; // null where tokens have no weights

    private PromptFigure(Prompt prompt, double[] weights) {
        this.prompt = prompt;
        this.weights = weights;
        this.n = prompt.n();
        this.shown = Math.min(3, n);
        this.axes = n <= 3 ? unitVectors(n) : principal(prompt.context());
    }

    static Figure of(Prompt prompt) {
        return new PromptFigure(prompt, null).figure();
    }

    /**
     * Draws the same, the area of each token proportional to its weight's magnitude.
     *
     * @param weights one for each token, and the query's behind them where it is among the keys
     */
    static Figure of(Prompt prompt, double[] weights) {
        Finite.numbers("plot", "weights", weights);
        if (weights.length != prompt.L() && weights.length != prompt.L() + 1) {
            throw new IllegalArgumentException("plot: weights must be " + prompt.L()
                    + ", one for each token, or one more for the query, got " + weights.length);
        }
        return new PromptFigure(prompt, weights).figure();
    }

    private Figure figure() {
        if (n == 1) {
            throw new IllegalArgumentException("plot: a prompt must have n >= 2 to be drawn, got n = 1");
        }
        MatrixStore<Double> context = prompt.context().limits(n, Math.min(prompt.L(), Drawings.MOST_TOKENS));
        Figure figure = Figure.of("prompt", "The tokens of a prompt, its query and its target")
                .width(100)
                .aspect(1)
                .note(note(context.getColDim()));
        if (shown == 2) {
            List<Points> marks = new ArrayList<>();
            if (weights == null) {
                marks.add(flat("context", context, Looks.TOKENS));
            }
            for (int t = 0; weights != null && t < context.getColDim(); t++) {
                marks.add(flat(weight(t), context.column(t), sized(t)));
            }
            marks.add(flat("query", prompt.query(), Looks.QUERY));
            if (prompt.knowsTarget()) {
                marks.add(flat("target", prompt.target(), Looks.TARGET));
            }
            return figure.row(
                    new Chart("", Axis.of("x_1"), Axis.of("x_2"), marks.toArray(Points[]::new)).withEqualUnits());
        }
        List<Points3d> marks = new ArrayList<>();
        if (weights == null) {
            marks.add(deep("context", context, Looks.TOKENS));
        }
        for (int t = 0; weights != null && t < context.getColDim(); t++) {
            marks.add(deep(weight(t), context.column(t), sized(t)));
        }
        marks.add(deep("query", prompt.query(), Looks.QUERY));
        if (prompt.knowsTarget()) {
            marks.add(deep("target", prompt.target(), Looks.TARGET));
        }
        String axis = n == 3 ? "x_" : "axis ";
        Chart3d chart = new Chart3d(
                "", Axis.of(axis + 1), Axis.of(axis + 2), Axis.of(axis + 3), marks.toArray(Points3d[]::new));
        String axes = n == 3 ? "" : "Axes: the three leading principal components of the context. ";
        return figure.row(chart.withEqualUnits()).note((axes + note(context.getColDim())).strip());
    }

    /** Returns the number of tokens that are left out, and the meaning of the sizes of the others. */
    private String note(int drawn) {
        String left = drawn < prompt.L() ? "The first " + drawn + " of " + prompt.L() + " tokens. " : "";
        if (weights == null) {
            return left.strip();
        }
        boolean signed = Arrays.stream(weights).anyMatch(weight -> weight < 0);
        String own = weights.length > prompt.L()
                ? String.format(Locale.ROOT, "; the query's own weight is %.3g", weights[prompt.L()])
                : "";
        return left
                + String.format(
                        Locale.ROOT,
                        "Area of a token: its weight%s, the largest %.3g%s.",
                        signed ? ", hollow where negative" : "",
                        largest(),
                        own);
    }

    private double largest() {
        return Arrays.stream(weights).map(Math::abs).max().orElse(0);
    }

    /** Returns the name of the mark in the CSV, which keeps it out of the legend. */
    private String weight(int t) {
        return "(weight " + weights[t] + ")";
    }

    /** Returns the style of a token; one whose weight is too small to be seen stays a small grey dot. */
    private Style sized(int t) {
        double share = largest() == 0 ? 0 : Math.abs(weights[t]) / largest();
        double size = Math.max(LEAST, LARGEST * Math.sqrt(share));
        Style style = Style.of(size > LEAST ? Colour.BLUE : Colour.GREY)
                .marker(Marker.CIRCLE)
                .size(size);
        return weights[t] < 0 ? style : style.filled();
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
