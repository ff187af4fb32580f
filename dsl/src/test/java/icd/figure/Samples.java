package icd.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Figures like those of the paper, with made-up data of the true size and range. */
public final class Samples {

    private Samples() {}

    public static final Style LINEAR =
            Style.of(Colour.VERMILION).dash(Dash.DASHED).marker(Marker.TRIANGLE);
    static final Style SOFTMAX = Style.of(Colour.BLUE).marker(Marker.CIRCLE);
    static final Style ZERO = Style.of(Colour.GREY).dash(Dash.DASHED).width(0.9);
    public static final Style BAYES = Style.of(Colour.PURPLE).width(1.4);
    static final Style ZERO_VARIANCE = Style.of(Colour.DARK_GREY).dash(Dash.DOTTED);

    public static Figure fig3a() {
        return Figure.of("fig3a", "Loss against epoch for three cases: both attentions approach the Bayes loss.")
                .row(
                        chart("Case 1: subspaces", 100, 1.3, 0.35, 0.40, 1.0, 1 / 3.0),
                        chart("Case 2: spheres", 200, 0.08, 0.0345, 0.0315, 0.0625, 0.02899),
                        chart(
                                "Case 3: mixtures",
                                200,
                                0.15,
                                0.048,
                                0.0285,
                                0.0825,
                                0.02297,
                                new Rule("Bayes for zero variance [8]", 0.02625, ZERO_VARIANCE)))
                .note("Lines: mean over six seeds of the weights; bands: their range.");
    }

    public static Figure fig3b() {
        Random random = new Random(3);
        Figure figure = Figure.of("fig3b", "Weights before and after training: training leaves scaled identities.")
                .heading("Linear attention", 4)
                .heading("Softmax attention", 4)
                .colourBar(ColourBar.of("", ColourBar.Sharing.BLOCK));
        String[] cases = {"Subspaces", "Spheres", "Mixtures"};
        double[][] diagonals = {{0.564, 0.59, 0.194, 1.607}, {-0.71, -0.72, 1.21, 0.98}, {0.66, 0.67, 5.13, 1.002}};
        for (int i = 0; i < 3; i++) {
            List<Panel> panels = new ArrayList<>();
            for (int j = 0; j < 4; j++) {
                String name = j % 2 == 0 ? "W_{KQ}" : "W_{PV}";
                panels.add(new HeatMap(name + " initial", matrix(random, 0, 0.25), ""));
                double diagonal = diagonals[i][j];
                panels.add(new HeatMap(name + " final", matrix(random, diagonal, 0.04), "mean diagonal " + diagonal));
            }
            figure = figure.titledRow(cases[i], panels.toArray(Panel[]::new));
        }
        return figure;
    }

    static double[][] matrix(Random random, double diagonal, double noise) {
        double[][] matrix = new double[16][16];
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 16; j++) {
                matrix[i][j] = (2 * random.nextDouble() - 1) * noise + (i == j ? diagonal : 0);
            }
        }
        return matrix;
    }

    private static Chart chart(
            String title,
            int epochs,
            double start,
            double linear,
            double softmax,
            double zero,
            double bayes,
            Mark... more) {
        List<Mark> marks = new ArrayList<>();
        add("linear attention", epochs, start, linear, LINEAR, marks);
        add("softmax attention", epochs, start, softmax, SOFTMAX, marks);
        marks.add(new Rule("zero predictor", zero, ZERO));
        marks.add(new Rule("Bayes", bayes, BAYES));
        marks.addAll(Arrays.asList(more));
        return new Chart(title, Axis.of("Epoch"), Axis.of("MSE/n"), marks);
    }

    private static void add(String label, int epochs, double from, double to, Style style, List<Mark> marks) {
        double[] x = new double[epochs + 1];
        double[] y = new double[epochs + 1];
        double[] low = new double[epochs + 1];
        double[] high = new double[epochs + 1];
        for (int i = 0; i <= epochs; i++) {
            double left = Math.exp(-i / 9.0);
            x[i] = i;
            y[i] = to + (from - to) * left;
            low[i] = y[i] * (1 - 0.01 - 0.12 * left);
            high[i] = y[i] * (1 + 0.01 + 0.12 * left);
        }
        marks.add(new Band(label, x, low, high, style));
        marks.add(new Line(label, x, y, style));
    }
}
