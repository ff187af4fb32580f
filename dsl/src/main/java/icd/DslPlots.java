package icd;

import icd.attention.Attention;
import icd.claim.Verdict;
import icd.denoise.Comparison;
import icd.energy.Descent;
import icd.energy.Landscape;
import icd.figure.Figure;
import icd.figure.Plots;
import icd.figure.Series;
import icd.table.Table;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.train.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The part of {@link Dsl} that draws numbers, functions and the library's values. All entries return a {@link Figure},
 * which can be changed and saved.
 */
public abstract class DslPlots extends DslClaims {

    DslPlots() {}

    /**
     * Numbers against 0, 1, 2 and so on.
     *
     * {@snippet :
     *   plot(sqrt(range(20))).title("roots").label("k", "root of k")
     * }
     */
    public static Figure plot(double[] ys) {
        return Plotting.of(ys);
    }

    /**
     * Numbers against numbers, joined by a line; numbers that are not finite leave a gap, and the note counts them.
     *
     * {@snippet :
     *   plot(range(1, 20), sqrt(range(1, 20))).log().logx()
     * }
     */
    public static Figure plot(double[] xs, double[] ys) {
        return Plotting.of(xs, ys);
    }

    /**
     * Numbers against numbers, with an error bar of one error up and down on each.
     *
     * {@snippet :
     *   plot(row(1, 2, 3), row(0.5, 0.3, 0.2), row(0.1, 0.05, 0.02))
     * }
     */
    public static Figure plot(double[] xs, double[] ys, double[] errors) {
        return Plotting.of(xs, ys, errors);
    }

    /**
     * A function over an interval.
     *
     * {@snippet :
     *   plot(x -> exp(-x * x / 2), -3, 3)
     * }
     */
    public static Figure plot(DoubleUnaryOperator f, double from, double to) {
        return Plotting.function(f, from, to);
    }

    /**
     * The losses of trainings against the epoch, beside those of Bayes and of the zero predictor.
     *
     * {@snippet :
     *   var split = subspaces(4, 2).prompts(40, 20, seed(0)).split(0.8);
     *   var fit = train(linearAttention(4)).on(split).epochs(3).run();
     *   plot(fit, train(softmaxAttention(4)).on(split).epochs(3).run())
     * }
     */
    public static Figure plot(Fit first, Fit... more) {
        return Plotting.of(first, (Object[]) more);
    }

    /**
     * The weights of a layer as coloured cells.
     *
     * {@snippet :
     *   plot(softmaxAttention(16).uniform(randomStream(1)))
     * }
     */
    public static Figure plot(Attention layer) {
        return Plotting.of(layer);
    }

    /**
     * An energy landscape as contours, with its memories and descents over it.
     *
     * {@snippet :
     *   var p = spheres(2, 1).prompt(20, seed(3));
     *   var e = lse(p.context(), 1, 10);
     *   plot(landscape(e).points(40, 40), descent(e, p.query()).rate(1).steps(50))
     * }
     */
    public static Figure plot(Landscape landscape, Descent... descents) {
        return Plotting.of(landscape, (Object[]) descents);
    }

    /**
     * A prompt as points in the plane or in space.
     *
     * {@snippet :
     *   plot(spheres(3, 2).prompt(200, seed(0)))
     * }
     */
    public static Figure plot(Prompt prompt) {
        return Plotting.of(prompt);
    }

    /**
     * A prompt as points, each token as large as its weight.
     *
     * {@snippet :
     *   var p = spheres(2, 1).prompt(20, seed(3));
     *   plot(p, softmaxAttention(2).identity(1, 10).tokenWeights(p))
     * }
     */
    public static Figure plot(Prompt prompt, double[] weights) {
        return Plotting.of(prompt, weights);
    }

    /**
     * A prompt as points, each token as large as its weight; several heads are drawn side by side.
     *
     * {@snippet :
     *   var p = spheres(2, 1).prompt(20, seed(3));
     *   plot(p, attentionWeights(softmaxAttention(2).identity(1, 10), p))
     * }
     */
    public static Figure plot(Prompt prompt, MatrixStore<Double> weights) {
        return Plotting.of(prompt, weights);
    }

    /**
     * The first prompts of several, side by side.
     *
     * {@snippet :
     *   plot(mixtures(2, 4).prompts(10, 50, seed(0)))
     * }
     */
    public static Figure plot(PromptSet prompts) {
        return Plotting.of(prompts);
    }

    /**
     * The findings on a claim, in units of their tolerance.
     *
     * {@snippet :
     *   plot(check("attention-is-one-step"))
     * }
     */
    public static Figure plot(Verdict verdict) {
        return Plotting.of(verdict);
    }

    /**
     * The losses of denoisers beside each other, with their standard errors.
     *
     * {@snippet :
     *   plot(compare(subspaces(16, 8).prompts(10, 50, seed(0)), bayes(), zero()))
     * }
     */
    public static Figure plot(Comparison comparison) {
        return Plotting.of(comparison);
    }

    /**
     * The second column of numbers against the first, with its errors; a table itself plots any two columns.
     *
     * {@snippet :
     *   plot(sweep(linspace(0, 1, 5), x -> x * x))
     * }
     */
    public static Figure plot(Table table) {
        return Plotting.of(table);
    }

    /**
     * A matrix as coloured cells; a single row or column as a curve.
     *
     * {@snippet :
     *   plot(randomOrthogonal(8, seed(0)))
     * }
     */
    public static Figure plot(MatrixStore<Double> matrix) {
        return Plotting.of(matrix);
    }

    /**
     * Several curves with their names, with errors or without; also lists of numbers, and whatever else can be drawn.
     *
     * {@snippet :
     *   plot("roots", range(9), sqrt(range(9)), "halves", range(9), range(0, 4.5, 0.5))
     * }
     */
    public static Figure plot(Object first, Object... more) {
        return Plotting.of(first, more);
    }

    /**
     * Points without a line between them; the numbers are arrays, lists or matrices.
     *
     * {@snippet :
     *   scatter(gaussianMatrix(1, 50, seed(0)).data, gaussianMatrix(1, 50, seed(1)).data)
     * }
     */
    public static Figure scatter(Object a, Object b) {
        double[] xs = GivenNumbers.all("scatter", "a", a);
        double[] ys = GivenNumbers.all("scatter", "b", b);
        return Plots.scatter("x", "y", List.of(Series.of("", xs, ys)));
    }

    /**
     * A bar for each value over its name.
     *
     * {@snippet :
     *   bar(List.of("linear", "softmax"), row(0.4, 0.3))
     * }
     */
    public static Figure bar(List<?> names, Object values) {
        double[] heights = GivenNumbers.line("bar", "values", values);
        if (names == null) {
            throw new IllegalArgumentException("bar: names must be given, got null");
        }
        return Plots.bars(names.stream().map(String::valueOf).toList(), heights);
    }

    /**
     * A bar for each value over its name, the names in an array.
     *
     * {@snippet :
     *   bar(new String[] {"linear", "softmax"}, row(0.4, 0.3))
     * }
     */
    public static Figure bar(Object[] names, Object values) {
        return bar(names == null ? null : Arrays.asList(names), values);
    }

    /**
     * A histogram of values.
     *
     * {@snippet :
     *   hist(errors(bayes(), subspaces(16, 8).prompts(100, 50, seed(0))))
     * }
     */
    public static Figure hist(double... values) {
        return Plots.histogram(values);
    }

    /**
     * A histogram of numbers in an array of any kind, in a list, or of the entries of a matrix.
     *
     * {@snippet :
     *   hist(gaussianMatrix(10, 20, seed(0)))
     * }
     */
    public static Figure hist(Object values) {
        return Plots.histogram(GivenNumbers.all("hist", "values", values));
    }

    /**
     * A matrix, or rows of numbers, as coloured cells, row 0 at the top.
     *
     * {@snippet :
     *   heat(randomOrthogonal(8, seed(0)))
     * }
     */
    public static Figure heat(Object matrix) {
        return Plots.cells(GivenNumbers.rows("heat", "matrix", matrix));
    }

    /**
     * Figures side by side as one.
     *
     * {@snippet :
     *   grid(plot(x -> x * x, -1, 1), hist(1, 2, 2, 3))
     * }
     */
    public static Figure grid(Figure... figures) {
        for (int i = 0; figures == null || i < figures.length; i++) {
            if (figures == null || figures[i] == null) {
                throw new IllegalArgumentException("grid: figures must be given, got null as number " + i);
            }
        }
        return Figure.beside(List.of(figures));
    }

    /**
     * Makes a table of a function's results at each value of x: a number, numbers to average, a comparison, a fit and more.
     * The values are an array or a list.
     *
     * {@snippet :
     *   sweep(logspace(1, 100, 3), beta -> compare(spheres(4, 2).prompts(10, 50, seed(0)), bayes(), softmaxAttention(4).identity(1, beta)))
     * }
     */
    public static Table sweep(Object values, DoubleFunction<?> at) {
        return Sweep.of("x", values, at);
    }

    /**
     * Makes a table of a function's results at each value of a coordinate of this name.
     *
     * {@snippet :
     *   sweep("L", row(10, 20, 40), L -> errors(contextMean(), subspaces(4, 2).prompts(20, (int) L, seed(0)))).plot().log()
     * }
     */
    public static Table sweep(String coordinate, Object values, DoubleFunction<?> at) {
        return Sweep.of(coordinate, values, at);
    }
}
