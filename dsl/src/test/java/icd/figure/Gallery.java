package icd.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Figures of every kind of panel and mark, much like those of the paper and its appendix. */
public final class Gallery {

    private static final Style TOKENS = Style.of(Colour.BLACK).size(2.6);
    private static final Style QUERY =
            Style.of(Colour.VERMILION).marker(Marker.STAR).size(3.2).filled();

    private Gallery() {}

    public static List<Figure> all() {
        return List.of(
                landscape(),
                tasks(),
                losses(),
                contexts(),
                errors(),
                multiples(),
                names(),
                embedding(),
                mathematics(),
                edges());
    }

    /** Every script, accent and sign that a label may have, over a surface with marks of every filling. */
    static Figure mathematics() {
        double[] grid = range(-2, 2, 21);
        Contours bowl = new Contours(
                grid,
                grid,
                table(grid, grid, (x, y) -> 1 + x * x + y * y),
                Levels.at("‖s‖^2/(2α) over ∂E", 1.02, 1.1, 1.5, 2, 5, 20),
                true);
        Style mark = Style.of(Colour.GREEN).marker(Marker.SQUARE).size(3);
        Chart first = new Chart(
                "E(X̃, s̃), X̂_t^{−1}, W_{KQ}, σ_Z^2",
                Axis.of("β/σ_Z^2 (×10^{−3}), ∇E(s)"),
                Axis.of("⟨x̃, x_t⟩ → ∞"),
                bowl,
                new Points("x̂ ≤ ±√n", new double[] {0}, new double[] {1}, mark.filled()),
                new Points("c* = 1/(σ_0^2 + σ_Z^2)", new double[] {1}, new double[] {0}, mark),
                new Line("αβ = c*", new double[] {-2, 2}, new double[] {-1, 2}, Style.of(Colour.GREY)),
                new Note("∑_t p_t x_t", 0, -2, Note.Side.ABOVE));
        Chart second = new Chart("(AA^⊤)^{−1}", Axis.of("log_{10} L"), Axis.of("E‖x̃‖^2"), bowl);
        return Figure.of("mathematics", "")
                .row(first, second)
                .withLetters()
                .note("x̃ = x + z, z ∼ N(0, σ_Z^2 I), 1 ≪ n");
    }

    /** Figure 5: the log-sum-exp energy of 20 tokens on a circle, beta = 10, one step and many. */
    public static Figure landscape() {
        Random random = new Random(5);
        double[] angles = random.doubles(20, 0, 2 * Math.PI).toArray();
        double[] tokenX = map(angles, Math::cos);
        double[] tokenY = map(angles, Math::sin);
        double beta = 10;
        double[] grid = range(-1.6, 1.6, 81);
        double[][] energy = table(grid, grid, (x, y) -> {
            double sum = 0;
            for (int t = 0; t < angles.length; t++) {
                sum += Math.exp(beta * (tokenX[t] * x + tokenY[t] * y));
            }
            return (x * x + y * y) / 2 - Math.log(sum) / beta;
        });
        Contours contours = Contours.of("Energy E(X, s)", grid, grid, energy);
        List<Mark> one = new ArrayList<>(List.of(contours, new Points("context tokens", tokenX, tokenY, TOKENS)));
        List<Mark> many = new ArrayList<>(one);
        double[][] starts = {{1.35, 0.9}, {-1.2, 1.2}, {0.3, -1.45}};
        Colour[] colours = {Colour.VERMILION, Colour.ORANGE, Colour.PURPLE};
        for (int q = 0; q < 3; q++) {
            Style style = Style.of(colours[q]).width(1.2).size(2.6);
            one.add(descent("query " + (q + 1), starts[q], 1, 1, tokenX, tokenY, style, Trajectory.Steps.ARROWS));
            many.add(descent("query " + (q + 1), starts[q], 0.25, 60, tokenX, tokenY, style, Trajectory.Steps.DOTS));
        }
        one.add(new Note("one step", -1.55, 1.55, Note.Side.RIGHT));
        many.add(new Note("many steps", -1.55, 1.55, Note.Side.RIGHT));
        return Figure.of("fig5", "Energy landscape of twenty tokens on a circle with descents from three queries.")
                .withLetters()
                .share(SharedAxes.Y)
                .row(
                        new Chart("Attention step", Axis.of("s_1"), Axis.of("s_2"), one).withEqualUnits(),
                        new Chart("Iterated", Axis.of("s_1"), Axis.of("s_2"), many).withEqualUnits())
                .note("β = 10, σ_Z^2 = 0.1, L = 20. Open circles: queries; filled circles: where descent ends.");
    }

    private static Trajectory descent(
            String label,
            double[] start,
            double rate,
            int steps,
            double[] tx,
            double[] ty,
            Style style,
            Trajectory.Steps how) {
        double[] xs = new double[steps + 1];
        double[] ys = new double[steps + 1];
        double x = start[0];
        double y = start[1];
        for (int i = 0; i <= steps; i++) {
            xs[i] = x;
            ys[i] = y;
            double weight = 0;
            double sumX = 0;
            double sumY = 0;
            for (int t = 0; t < tx.length; t++) {
                double w = Math.exp(10 * (tx[t] * x + ty[t] * y));
                weight += w;
                sumX += w * tx[t];
                sumY += w * ty[t];
            }
            x -= rate * (x - sumX / weight);
            y -= rate * (y - sumY / weight);
        }
        return new Trajectory(label, xs, ys, style, how);
    }

    /** Figure 1: the three tasks. */
    static Figure tasks() {
        Random random = new Random(1);
        Style tokens = Style.of(Colour.BLUE).size(2.4);
        Style wire = Style.of(Colour.GREY).width(0.5);
        int n = 90;
        double[][] plane = new double[3][n];
        double[][] sphere = new double[3][n];
        double[][] mixture = new double[3][n];
        double[][] centres = {{0.8, 0.5, 0.35}, {-0.7, 0.6, -0.4}, {0.1, -0.9, 0.45}};
        for (int i = 0; i < n; i++) {
            double s = random.nextGaussian() * 0.45;
            double t = random.nextGaussian() * 0.45;
            double[] g = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double norm = Math.sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2]);
            for (int k = 0; k < 3; k++) {
                plane[k][i] = s * new double[] {0.9, 0.2, 0.5}[k] + t * new double[] {-0.2, 0.95, -0.1}[k];
                sphere[k][i] = g[k] / norm;
                mixture[k][i] = centres[i % 3][k] + 0.1 * g[k];
            }
        }
        Line3d sheet =
                Line3d.plane("", new double[3], new double[] {1.0, 0.2, 0.55}, new double[] {-0.2, 1.05, -0.1}, wire);
        return Figure.of("fig1", "The three tasks: tokens on a plane, on a sphere, in a mixture; one noisy query each.")
                .withLetters()
                .row(
                        space("Subspaces", plane, tokens, new double[] {0.4, -0.8, 0.9}, sheet),
                        space(
                                "Spheres",
                                sphere,
                                tokens,
                                new double[] {0.9, -0.9, 0.7},
                                Line3d.sphere("", new double[3], 1, wire)),
                        space(
                                "Mixtures",
                                mixture,
                                tokens,
                                new double[] {0.3, -0.5, 0.9},
                                new Line3d("", new double[0], new double[0], new double[0], wire)));
    }

    private static Chart3d space(String title, double[][] p, Style tokens, double[] query, Line3d wire) {
        Axis[] axes = {
            Axis.of("x_1").range(-1.2, 1.2),
            Axis.of("x_2").range(-1.2, 1.2),
            Axis.of("x_3").range(-1.2, 1.2)
        };
        return new Chart3d(
                        title,
                        axes[0],
                        axes[1],
                        axes[2],
                        wire,
                        new Points3d("context tokens", p[0], p[1], p[2], tokens),
                        new Points3d(
                                "query",
                                new double[] {query[0]},
                                new double[] {query[1]},
                                new double[] {query[2]},
                                QUERY))
                .withEqualUnits();
    }

    /** Figure 6: loss over 50 x 50 scaled identities, with three minimisers. */
    static Figure losses() {
        double[] betas = range(0.2, 20, 50);
        double[] alphas = range(0.05, 2, 50);
        return Figure.of("fig6", "Loss over alpha and beta in two cases; three minimisers lie in one valley.")
                .colourBar(ColourBar.of("", ColourBar.Sharing.PANEL))
                .withLetters()
                .row(
                        loss("Spheres", betas, alphas, 0.9, Shades.linear("MSE/n")),
                        loss("Mixtures", betas, alphas, 1.05, Shades.log("MSE/n")));
    }

    private static Chart loss(String title, double[] betas, double[] alphas, double best, Shades shades) {
        double[][] values = table(betas, alphas, (beta, alpha) -> {
            double s = alpha * Math.tanh(beta / 8);
            return 0.02 + 0.1 * (s - 0.7 * best) * (s - 0.7 * best) + 0.002 * Math.abs(Math.log(beta / 8));
        });
        return new Chart(
                title,
                Axis.of("β"),
                Axis.of("α"),
                new Field(betas, alphas, values, shades),
                Points.at(
                        "posterior mean",
                        10,
                        1,
                        Style.of(Colour.GREEN).marker(Marker.CIRCLE).size(3).filled()),
                Points.at(
                        "trained",
                        6.5,
                        best + 0.2,
                        Style.of(Colour.ORANGE).marker(Marker.SQUARE).size(3).filled()),
                Points.at(
                        "least of the grid",
                        8,
                        best,
                        Style.of(Colour.BLACK).marker(Marker.DIAMOND).size(3)));
    }

    /** Figure 4a: loss against context length on logarithmic axes, with error bars. */
    static Figure contexts() {
        double[] lengths = {10, 20, 50, 100, 200, 500, 1000, 2000, 5000};
        double[] linear = map(lengths, n -> 1 / 3.0 + 5.2 / n);
        double[] softmax = map(lengths, n -> 0.39 + 9 / n);
        double[] excess = map(lengths, n -> 5.2 / n);
        Style first = Style.of(Colour.VERMILION).marker(Marker.TRIANGLE).size(2.6);
        Style second = Style.of(Colour.BLUE).marker(Marker.CIRCLE);
        return Figure.of("fig4", "Loss falls to the Bayes loss as the context grows, its excess as 1/L.")
                .withLetters()
                .row(
                        new Chart(
                                "Loss",
                                Axis.of("context length L").log(),
                                Axis.of("MSE/n"),
                                ErrorBars.of("linear attention", lengths, linear, map(linear, v -> 0.06 * v), first),
                                new Line(
                                        "linear attention",
                                        lengths,
                                        linear,
                                        Style.of(Colour.VERMILION).dash(Dash.DASHED)),
                                ErrorBars.of(
                                        "softmax attention", lengths, softmax, map(softmax, v -> 0.04 * v), second),
                                new Rule("Bayes", 1 / 3.0, Samples.BAYES)),
                        new Chart(
                                "Excess",
                                Axis.of("context length L").log(),
                                Axis.of("MSE/n − Bayes").log(),
                                new Line(
                                        "5.2/L",
                                        lengths,
                                        excess,
                                        Style.of(Colour.DARK_GREY).dash(Dash.DOTTED)),
                                ErrorBars.of(
                                        "linear attention",
                                        lengths,
                                        map(excess, v -> v * 1.05),
                                        map(lengths, n -> 0.0006 + 1 / n),
                                        first),
                                new Note("slope −1", 300, 0.03, Note.Side.RIGHT)));
    }

    /** Histograms of errors over each other. */
    public static Figure errors() {
        Random random = new Random(8);
        double[] bayes = random.doubles(800, 0, 1)
                .map(u -> 0.2 - 0.12 * Math.log(u) * random.nextDouble())
                .toArray();
        double[] trained = random.doubles(800, 0, 1)
                .map(u -> 0.26 - 0.16 * Math.log(u) * random.nextDouble())
                .toArray();
        double[] edges = Bins.freedmanDiaconis(bayes, trained);
        return Figure.of("errors", "Errors of trained attention lie a little above those of Bayes.")
                .row(new Chart(
                        "",
                        Axis.of("squared error per coordinate"),
                        Axis.of("density"),
                        Histogram.density("Bayes", bayes, edges, Style.of(Colour.PURPLE)),
                        Histogram.density(
                                "softmax attention",
                                trained,
                                edges,
                                Style.of(Colour.BLUE).dash(Dash.DASHED)),
                        new VerticalRule(
                                "mean of Bayes",
                                Arrays.stream(bayes).average().orElseThrow(),
                                Style.of(Colour.PURPLE).dash(Dash.DOTTED))))
                .width(85)
                .aspect(0.6);
    }

    /** Small multiples on shared axes. */
    static Figure multiples() {
        Figure figure = Figure.of("multiples", "A sample path for each pair of settings.")
                .share(SharedAxes.BOTH)
                .withLetters();
        double[] x = range(0, 4, 60);
        for (int d : new int[] {2, 8}) {
            Panel[] row = new Panel[3];
            for (int k = 0; k < 3; k++) {
                int noise = k;
                double[] y = map(x, t -> d * Math.exp(-t * (1 + noise)) + 0.1 * noise);
                double[] z = map(x, t -> d * Math.exp(-t) * Math.cos(3 * t));
                row[k] = new Chart(
                        "σ_Z^2 = " + (k + 1),
                        Axis.of("time"),
                        Axis.of("value"),
                        new Line("monotone", x, y, Style.of(Colour.BLUE).marker(Marker.CIRCLE)),
                        new Line("ringing", x, z, Style.of(Colour.ORANGE).dash(Dash.DASHED)));
            }
            figure = figure.titledRow("d = " + d, row);
        }
        return figure;
    }

    /** What goes wrong in data: gaps, nothing at all, values that a logarithmic axis cannot show; levels of each kind. */
    static Figure edges() {
        double nan = Double.NaN;
        double[] x = {-1, 0, 1, 2, 3, 4, 5};
        double[] y = {1, 2, 0, 10, nan, 1000, 300};
        double[] grid = range(-2, 2, 41);
        double[][] saddle = table(grid, grid, (a, b) -> a < -1 && b > 1 ? nan : a * a - b * b);
        double[][] steep = table(grid, grid, (a, b) -> Math.exp(2 * (a * a + 0.5 * b * b)));
        double[] uneven = map(range(0, 3, 12), t -> Math.pow(10, t));
        return Figure.of("edges", "Gaps, nothing, and levels of each kind.")
                .colourBar(ColourBar.of("", ColourBar.Sharing.PANEL))
                .row(
                        new Chart("Gaps", Axis.of("x"), Axis.of("y").log(), new Line("line", x, y, Samples.LINEAR)),
                        new Chart("Nothing", Axis.of("x").log(), Axis.of("y")),
                        new Chart(
                                "Levels given",
                                Axis.of("x"),
                                Axis.of("y"),
                                Contours.of("x^2 − y^2", grid, grid, saddle)
                                        .levels(Levels.at("x^2 − y^2", -2, -1, 0, 1, 2))))
                .row(
                        new Chart(
                                "Logarithmic levels",
                                Axis.of("x"),
                                Axis.of("y"),
                                Contours.of("", grid, grid, steep).levels(Levels.log("exp(2x^2 + y^2)", 8))),
                        new Chart(
                                "Quantiles",
                                Axis.of("x"),
                                Axis.of("y"),
                                new Contours(grid, grid, steep, Levels.quantiles("quantiles", 8), false)),
                        new Chart(
                                "Uneven cells",
                                Axis.of("x").log(),
                                Axis.of("y"),
                                new Field(
                                        uneven,
                                        new double[] {0, 1, 3},
                                        table(uneven, new double[] {0, 1, 3}, (a, b) -> a * (1 + b)),
                                        Shades.log("value"))));
    }

    /** Losses of denoisers that have names, not numbers, along one axis. */
    static Figure names() {
        List<String> names = List.of("Bayes", "projection", "shrunk projection on principal components", "zero");
        double[] at = {0, 1, 2, 3};
        double[] losses = {0.333, 0.5, 0.351, 1};
        Style style = Style.of(Colour.BLUE).marker(Marker.CIRCLE);
        return Figure.of("fig2", "Losses of four denoisers, each beside its name.")
                .row(new Chart("Across", Axis.of("MSE/n"), Axis.of("", names), new Points("", losses, at, style)))
                .row(new Chart(
                        "Upright",
                        Axis.of("", List.of("Bayes", "true", "PCA", "zero")),
                        Axis.of("MSE/n"),
                        new Points("", at, losses, style)));
    }

    /** Figure 1a: a prompt as a matrix, and columns beside it whose cells are as large. */
    public static Figure embedding() {
        Random random = new Random(4);
        return Figure.of("fig1a", "Eleven tokens, a query, its target and an estimate, a column each.")
                .row(
                        new HeatMap("context X_{1:L}", columns(random, 11), "n × L"),
                        new HeatMap("query", columns(random, 1), ""),
                        new HeatMap("target", columns(random, 1), ""),
                        new HeatMap("Bayes", columns(random, 1), ""));
    }

    private static double[][] columns(Random random, int columns) {
        double[][] values = new double[8][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    public static double[] range(double from, double to, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> from + (to - from) * i / (count - 1));
        return values;
    }

    public static double[] map(double[] values, DoubleUnaryOperator f) {
        return Arrays.stream(values).map(f).toArray();
    }

    /** f(x[j], y[i]) at row i and column j. */
    public static double[][] table(double[] x, double[] y, DoubleBinaryOperator f) {
        double[][] values = new double[y.length][x.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                values[i][j] = f.applyAsDouble(x[j], y[i]);
            }
        }
        return values;
    }
}
