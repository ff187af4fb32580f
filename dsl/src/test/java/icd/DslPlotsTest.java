package icd;

import static icd.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.claim.Verdict;
import icd.denoise.Comparison;
import icd.denoise.Denoiser;
import icd.energy.Landscape;
import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Line;
import icd.figure.TextStyle;
import icd.io.NpyArray;
import icd.io.SaveObserver;
import icd.table.Table;
import icd.task.Prompt;
import icd.task.PromptSet;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One word draws everything that can be drawn; the drawing has the given numbers. */
class DslPlotsTest {

    @TempDir
    private Path directory;

    @Test
    void numbersAreCurves() {
        assertThat(Figures.csv(plot(row(5, 7)))).contains(",line,0.0,5.0,", ",line,1.0,7.0,");
        assertThat(Figures.csv(plot(row(1, 2), row(5, 7)))).contains(",line,1.0,5.0,", ",line,2.0,7.0,");
        assertThat(Figures.csv(plot(row(1, 2), row(5, 7), row(0.5, 0.25))))
                .contains("error_bars,1.0,5.0,4.5,5.5", "error_bars,2.0,7.0,6.75,7.25");
        assertThat(Figures.csv(plot(1, 2.5, 4))).isEqualTo(Figures.csv(plot(row(1, 2.5, 4))));
        assertThat(Figures.csv(plot(List.of(1, 2), new int[] {5, 7})))
                .isEqualTo(Figures.csv(plot(row(1, 2), row(5, 7))));
        assertThat(Figures.csv(plot(vector(1, 2), vector(5, 7)))).isEqualTo(Figures.csv(plot(row(1, 2), row(5, 7))));
        assertThat(Figures.csv(plot(vector(5, 7)))).isEqualTo(Figures.csv(plot(row(5, 7))));
        assertThat(Figures.csv(plot("a", row(1, 2), row(5, 7), "b_x", row(1, 2), row(8, 9))))
                .contains("a,line,1.0,5.0,", "b_x,line,2.0,9.0,");
    }

    /** Between indices there is nothing: an axis of them has whole numbers, also where these are few. */
    @Test
    void anAxisOfIndicesHasWholeNumbers() {
        for (int n = 1; n <= 12; n++) {
            String text = Figures.text(plot(range(1, n + 1)), 80, 20, TextStyle.plain());
            assertThat(text.lines().toList().getLast()).as("%d points", n).doesNotContain(".");
        }
        assertThat(Figures.svg(plot(row(5, 7, 6))))
                .contains(">0<", ">1<", ">2<")
                .doesNotContain(">0.5<");
        assertThat(Figures.svg(plot(row(0, 0.5), row(1, 2)))).contains(">0.1<");
    }

    @Test
    void logarithmsOfNamesPointToTheOtherAxis() {
        Figure losses =
                compare(subspaces(4, 2).prompts(4, 5, seed(0)), bayes(), zero()).plot();
        assertThatIllegalArgumentException()
                .isThrownBy(losses::log)
                .withMessage(
                        "Figure.log: the y axis must hold numbers (.logx() changes the x axis), got names [zero, bayes]");
        assertThat(Figures.svg(losses.logx())).isNotEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bar(List.of("a"), row(1)).logx())
                .withMessageContaining("(.log() changes the y axis), got names [a]");
    }

    @Test
    void aPictureOfAbsurdSizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(row(1, 2))
                        .width(1e7)
                        .save(directory.resolve("x.png").toString()))
                .withMessageContaining("PNG: dots must be 1e8 at most: less .width, got ");
        assertThat(directory.resolve("x.png")).doesNotExist();
    }

    @Test
    void functionsAreAskedAtBothEnds() {
        String csv = Figures.csv(plot(x -> x * x, -2, 3));
        assertThat(csv).contains(",line,-2.0,4.0,", ",line,3.0,9.0,").hasLineCount(401);
    }

    /** A logarithmic axis shows a function of positive numbers everywhere: no two places are farther apart than 2 % of six decades. */
    @Test
    void aFunctionIsAskedForALogarithmicAxisToo() {
        double[] x = ((Line) ((Chart) plot(u -> 1 / (1 + u), 0.001, 1000)
                                .logx()
                                .rows()
                                .getFirst()
                                .panels()
                                .getFirst())
                        .marks()
                        .getFirst())
                .x()
                .toArray();
        assertThat(x[0]).isEqualTo(0.001);
        assertThat(x[x.length - 1]).isEqualTo(1000);
        for (int i = 1; i < x.length; i++) {
            assertThat(Math.log10(x[i] / x[i - 1])).isBetween(0.0, 0.12);
        }
    }

    @Test
    void sweepsSayWhereTheyFailedAndJoinByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sweep(row(1, 2), b -> {
                    if (b > 1) {
                        throw new IllegalArgumentException("mine");
                    }
                    return b;
                }))
                .withMessage("sweep: at x = 2.0: mine");
        assertThat(sweep(row(1, 2), b -> Map.of("w", 1.0, "beta", b, "loss", 3)).csv())
                .startsWith("x,beta,loss,w\n");
        var prompts = subspaces(4, 2).prompts(20, 5, seed(0));
        Table turned =
                sweep(row(1, 2), b -> b == 1 ? compare(prompts, zero(), bayes()) : compare(prompts, bayes(), zero()));
        double[] mse = turned.column("mse");
        assertThat(mse[0]).isEqualTo(mse[2]);
        assertThat(mse[1]).isEqualTo(mse[3]).isLessThan(mse[0]);
    }

    @Test
    void whatIsNotFiniteIsLeftOutAndCounted() {
        assertThat(plot(row(1, 2, 3), row(1, Double.NaN, 3)).note())
                .isEqualTo("Not finite, and left out: 1 of 3 points.");
        assertThat(plot(x -> Math.log(x), -1, 1).note()).isEqualTo("Not finite, and left out: 200 of 400 points.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(row(Double.NaN)))
                .withMessage("plot: values must hold a finite point, got (0.0, NaN)");
    }

    @Test
    void whatCannotBeDrawnSaysWhatCan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(row(1, 2), row(1)))
                .withMessage("plot: y must have as many values as x (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(row(1), row(1), row(-1)))
                .withMessage("plot: errors must be >= 0, or NaN where they are not known, got -1.0");
        for (double huge : new double[] {1.1e300, -Double.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plot(row(1, huge)))
                    .withMessage("plot: values must be of size 1e300 at most, got " + huge);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> hist(1, huge))
                    .withMessageContaining("hold finite numbers of size 1e300 at most");
        }
        assertThat(Figures.svg(plot(row(1e300, -1e300)))).contains("10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(new double[0]))
                .withMessage("plot: values must be one or more, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(List.of()))
                .withMessage("plot: values must be one or more, got none");
        for (Object what : Arrays.asList(Map.of(), "text", new Object(), null, new boolean[] {true})) {
            assertThatIllegalArgumentException()
                    .as(String.valueOf(what))
                    .isThrownBy(() -> plot(what, new Object[0]))
                    .withMessageContaining("xs, ys, errors")
                    .withMessageContaining("a landscape with descents")
                    .withMessageContaining(
                            ", got " + (what == null ? "null" : what.getClass().getSimpleName()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(identity(3), row(1, 2)))
                .withMessageContaining("got a matrix of 3 x 3, double[]");
        Figure drawn = plot(row(1, 2));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> grid(drawn, null), () -> grid((Figure) null), () -> grid((Figure[]) null))) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("grid: figures must be given");
        }
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> plot((double[]) null),
                () -> plot(row(1), (double[]) null),
                () -> plot(row(1), row(1), null),
                () -> plot((DoubleUnaryOperator) null, 0, 1),
                () -> plot((Attention) null),
                () -> plot((Prompt) null),
                () -> plot((Prompt) null, row(1)),
                () -> plot((PromptSet) null),
                () -> plot((Verdict) null),
                () -> plot((Comparison) null),
                () -> plot((Landscape) null),
                () -> plot((Table) null),
                () -> plot(identity(2), null))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessageContaining("plot: arguments must be ys; xs, ys;")
                    .withMessageContaining("null");
        }
        Table table = sweep(row(1, 2), x -> x);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> drawn.save(null),
                () -> drawn.legend((String[]) null),
                () -> drawn.legend((String) null),
                () -> drawn.title(null),
                () -> table.column(null),
                () -> table.plot("x", null))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessageContaining("got ")
                    .withMessageContaining("null");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bar((List<String>) null, row(1)))
                .withMessage("bar: names must be given, got null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot("a", row(1), "a", row(2)))
                .withMessage("plot: names must differ, got [a, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(x -> x, 1, 0))
                .withMessageContaining("plot: from and to must be finite numbers in rising order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bar(List.of("a"), row(1, 2)))
                .withMessage("bar: names must be as many as values (2), one or more, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hist())
                .withMessage("hist: values must be one or more, got none");
        assertThatIllegalArgumentException().isThrownBy(() -> grid()).withMessageContaining("grid: figures must be");
    }

    /** A line of one point has no length: only its marker is seen. */
    @Test
    void onePointIsSeen() {
        assertThat(Figures.text(plot(row(1)), 60, 20, TextStyle.plain())).containsOnlyOnce("○");
        assertThat(Figures.text(plot(row(Double.NaN, 1)), 60, 20, TextStyle.plain()))
                .contains("o");
    }

    /** A histogram of few values: no half of a value lies in a bin. */
    @Test
    void countsAreWholeNumbers() {
        for (double[] values : new double[][] {{5}, {1, 1, 2}, {1, 2, 3, 3, 4}, {1, 1, 1, 1, 1, 1, 1, 2}}) {
            String[] labels = Figures.text(hist(values), 80, 24, TextStyle.plain())
                    .lines()
                    .filter(line -> line.matches("\\s*[\\d.]+┤.*"))
                    .map(line -> line.substring(0, line.indexOf('┤')).strip())
                    .toArray(String[]::new);
            assertThat(labels).hasSizeGreaterThan(1).allMatch(label -> label.matches("\\d+"));
        }
    }

    @Test
    void logarithmicAxes() {
        Figure figure = plot(row(1, 2, 3), row(0, 10, 100)).log();
        assertThat(Figures.text(figure, 80, 24, TextStyle.plain())).contains("Not shown on logarithmic axes: 1 point");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(row(-1, -2)).log())
                .withMessage("Figure.log: the y axis must have a value > 0 to be logarithmic, got none above -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(row(-1, 0), row(1, 2)).logx())
                .withMessage("Figure.logx: the x axis must have a value > 0 to be logarithmic, got none above 0.0");
    }

    @Test
    void figuresAreChangedByCopy() {
        Figure plain = plot("a", row(1, 2), row(3, 4));
        Figure changed = plain.title("W_KQ").label("x_1", "loss").legend("b_c").width(84);
        assertThat(plain.width()).isEqualTo(85);
        assertThat(Figures.csv(plain)).contains(",a,line,");
        assertThat(changed.width()).isEqualTo(84);
        assertThat(Figures.csv(changed)).contains("W_KQ", "b_c,line,");
        assertThat(Figures.text(changed, 80, 24, TextStyle.plain())).contains("W_KQ", "x_1", "loss", "b_c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.legend("a", "b"))
                .withMessage("Figure.legend: names must differ and be one for each of the 1 series [a], got [a, b]");
    }

    @Test
    void arraysOfFilesAreDrawnAsTheirNumbers() {
        NpyArray table = NpyArray.of(row(1, 2, 3, 4, 5, 6), 2, 3);
        assertThat(plot(table)).isEqualTo(plot(table.matrix()));
        assertThat(plot(NpyArray.of(row(1, 2, 4), 3))).isEqualTo(plot(row(1, 2, 4)));
        assertThat(plot(NpyArray.of(row(1, 2, 4), 3), row(1, 0, 1))).isEqualTo(plot(row(1, 2, 4), row(1, 0, 1)));
    }

    /** The file exists when the call returns, and observers are told its path. */
    @Test
    void savedFigures() throws Exception {
        List<Path> told = new ArrayList<>();
        Figure figure = plot(row(1, 2));
        for (String format : List.of("svg", "png", "pdf", "csv", "PNG")) {
            Path file = directory.resolve("new/loss." + format);
            Figure same = ScopedValue.where(SaveObserver.CURRENT, told::add).call(() -> figure.save(file.toString()));
            assertThat(same).isSameAs(figure);
            assertThat(Files.readAllBytes(file))
                    .isEqualTo(Figures.render(figure).get(format.toLowerCase(java.util.Locale.ROOT)));
            assertThat(told.getLast()).isEqualTo(file.toAbsolutePath());
        }
        assertThat(new String(Files.readAllBytes(directory.resolve("new/loss.svg")), StandardCharsets.UTF_8))
                .contains("<svg");
        for (String file : List.of("loss.jpg", "loss", "svg")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> figure.save(directory.resolve(file).toString()))
                    .withMessage("Figure.save: file must end in .svg, .png, .pdf or .csv, got " + file);
        }
        Files.createFile(directory.resolve("file"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> figure.save(directory.resolve("file/loss.svg").toString()))
                .withMessageContaining("file/loss.svg cannot be written");
    }

    /** Labels that two figures share look alike, and those that differ do not: the common legend could not say which is which. */
    @Test
    void gridsHaveOneLegend() {
        Figure first = plot("a", row(1, 2), row(3, 4), "b", row(1, 2), row(4, 5));
        Figure second = plot("b", row(1, 2), row(3, 4), "c", row(1, 2), row(4, 5));
        Figure all = grid(first, second, heat(identity(2)));
        assertThat(Figures.render(all)).hasSize(4);
        assertThat(all.rows().getFirst().panels()).hasSize(3);
        assertThat(all.width()).isEqualTo(255);
    }

    @Test
    void trainingsAreDrawnWithBayesAndZero() {
        var split = subspaces(4, 2).prompts(60, 20, seed(0)).split(0.5);
        var linear = train(linearAttention(4)).on(split).epochs(2).run();
        var softmax = train(softmaxAttention(4)).on(split).epochs(2).run();
        double zero = mean(errors(zero(), split.test())) / 4;
        double bayes = mean(errors(bayes(), split.test())) / 4;
        String csv = Figures.csv(plot(linear, softmax, softmax));
        for (Figure figure : List.of(plot(linear, softmax), linear.plot(), plot(List.of(linear, softmax)))) {
            String[] rules = Figures.csv(figure)
                    .lines()
                    .filter(line -> line.contains(",rule,"))
                    .toArray(String[]::new);
            assertThat(rules).hasSize(2);
            assertThat(rules[0]).contains("Bayes,rule,");
            assertThat(Double.parseDouble(rules[0].split(",")[rules[0].split(",").length - 1]))
                    .isCloseTo(bayes, within(1e-12));
            assertThat(Double.parseDouble(rules[1].split(",")[rules[1].split(",").length - 1]))
                    .isCloseTo(zero, within(1e-12));
        }
        assertThat(csv).contains("linear,line,", "softmax #1,line,", "softmax #2,line,");
    }

    @Test
    void valuesOfTheLibrary() {
        Prompt p = spheres(2, 1).prompt(20, seed(3));
        var e = lse(p.context(), 1, 10);
        assertThat(plot(landscape(e).points(10, 10), descent(e, p.query()).steps(5))
                        .name())
                .isEqualTo("landscape");
        assertThat(plot(p).name()).isEqualTo("prompt");
        assertThat(plot(softmaxAttention(4)).name()).isEqualTo("weights");
        assertThat(plot(identity(3)).name()).isEqualTo("matrix");
        assertThat(hist(1, 2, 3).name()).isEqualTo("histogram");
        assertThat(plot(subspaces(3, 2).prompts(5, 10, seed(0))).note()).contains("The first 3 of 5 prompts.");
        assertThat(plot(check("attention-is-one-step")).name()).isEqualTo("verdict");
        Figure losses = compare(subspaces(4, 2).prompts(20, 10, seed(0)), bayes(), zero())
                .plot();
        assertThat(Figures.csv(losses)).contains("(bayes)", "(zero)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot(p, row(1, 2)))
                .withMessage("plot: weights must be 20, one for each token, or one more for the query, got 2");
    }

    /** softmax(beta X^T x~), by its formula. */
    @Test
    void attentionWeightsAreTheSoftmaxOfTheScores() {
        Prompt p = spheres(3, 2).prompt(12, seed(3));
        double[] expected = new double[12];
        double sum = 0;
        for (int t = 0; t < 12; t++) {
            double score = 0;
            for (int i = 0; i < 3; i++) {
                score += 7 * p.context().doubleValue(i, t) * p.query().doubleValue(i);
            }
            expected[t] = Math.exp(score);
            sum += expected[t];
        }
        var layer = softmaxAttention(3).identity(1, 7);
        var weights = attentionWeights(layer, p);
        assertThat(weights.getRowDim()).isEqualTo(12);
        for (int t = 0; t < 12; t++) {
            assertThat(weights.doubleValue(t, 0)).isCloseTo(expected[t] / sum, within(1e-14));
        }
        assertThat(attentionWeights(layer.full(), p).getRowDim()).isEqualTo(13);
        assertThat(attentionWeights(layer.residual(), p).data).containsExactly(weights.data);
        var both = attentionWeights(heads(layer, layer.full()), p);
        assertThat(both.getRowDim()).isEqualTo(13);
        assertThat(both.getColDim()).isEqualTo(2);
        assertThat(both.doubleValue(12, 0)).isZero();
        Table top = top(weights, 3);
        double[] largest = Arrays.stream(expected)
                .map(w -> -w / sum(expected))
                .sorted()
                .map(w -> -w)
                .limit(3)
                .toArray();
        assertThat(top.column("weight")).containsExactly(largest, within(1e-14));
        assertThat(weights.doubleValue((int) top.column("token")[0], 0)).isEqualTo(top.column("weight")[0]);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> attentionWeights(stack(layer, layer), p))
                .withMessageContaining("model must be one layer or heads, got softmax")
                .withMessageContaining("weighs the tokens anew");
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /** The weights of a normalised layer for a prompt are those of the layer for the normalised prompt. */
    @Test
    void weightsOfANormalisedLayerMakeItsEstimate() {
        Prompt p = subspaces(3, 2).prompt(12, seed(3));
        var layer = softmaxAttention(3).identity(1, 0.5).normalised();
        var weights = attentionWeights(layer, p);
        double[] estimate = new double[3];
        for (int t = 0; t < 12; t++) {
            double norm = norm(p.context().column(t));
            for (int i = 0; i < 3; i++) {
                estimate[i] +=
                        weights.doubleValue(t, 0) * Math.sqrt(3) * p.context().doubleValue(i, t) / norm;
            }
        }
        Denoiser denoiser = layer;
        assertThat(denoiser.estimate(p).data).containsExactly(estimate, within(1e-6));
    }

    @Test
    void headsWithoutACast() {
        var two = heads(linearAttention(3), softmaxAttention(3));
        assertThat(two.head(1).name()).isEqualTo("softmax");
        assertThat(softmaxAttention(3).head(0).name()).isEqualTo("softmax");
        assertThat(two.residual().head(0).name()).isEqualTo("linear");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.head(2))
                .withMessage("Heads.head: index must be 0 to 1, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> softmaxAttention(3).head(1))
                .withMessageContaining("index must be 0, as softmax is one head, got 1");
    }

    @Test
    void sweepsAreTables() {
        Table squares = sweep(row(1, 2, 3), x -> x * x);
        assertThat(squares.column("x")).containsExactly(1, 2, 3);
        assertThat(squares.column("value")).containsExactly(1, 4, 9);
        var prompts = subspaces(4, 2).prompts(40, 20, seed(0));
        Table losses = sweep("beta", row(1, 10), beta -> compare(prompts, zero(), equation13(4, 1 / beta)));
        assertThat(losses.rows()).isEqualTo(4);
        assertThat(losses.column("beta")).containsExactly(1, 1, 10, 10);
        assertThat(losses.column("mse")[0]).isCloseTo(mean(errors(zero(), prompts)), within(1e-12));
        assertThat(losses.column("mse_error")[0])
                .isCloseTo(std(errors(zero(), prompts)) / Math.sqrt(40), within(1e-12));
        assertThat(losses.words("denoiser").stream().distinct()).hasSize(2);
        assertThat(Figures.csv(losses.plot("beta", "mse"))).contains("zero,error_bars,", "zero,line,1.0,");
        Table means =
                sweep(row(5, 10), L -> errors(contextMean(), subspaces(4, 2).prompts(20, (int) L, seed(0))));
        assertThat(means.column("mean_error")[1])
                .isCloseTo(
                        std(errors(contextMean(), subspaces(4, 2).prompts(20, 10, seed(0)))) / Math.sqrt(20),
                        within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sweep(row(1), x -> "text"))
                .withMessageContaining("there must be a number")
                .withMessageContaining("got String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> losses.column("loss"))
                .withMessageContaining(
                        "name must be one of [beta, mse, mse_error, mse_per_dim, mse_per_dim_error], got loss");
    }

    @Test
    void tablesAreCopiedAsCsvAndLatex() {
        Table table = Table.of(
                icd.table.Column.of("denoiser", List.of("a_b", "c,d")),
                icd.table.Column.of("mse", 1.25, Double.NaN),
                icd.table.Column.of("mse_error", 0.012, Double.NaN));
        assertThat(table.csv()).isEqualTo("denoiser,mse,mse_error\na_b,1.25,0.012\n\"c,d\",,\n");
        assertThat(table.latex()).isEqualTo("""
                \\begin{tabular}{lr}
                \\hline
                denoiser & mse \\\\
                \\hline
                a\\_b & $1.25 \\pm 0.012$ \\\\
                c,d &  \\\\
                \\hline
                \\end{tabular}
                """);
        assertThat(table).hasToString("denoiser   mse  mse_error\na_b       1.25      0.012\nc,d");
    }
}
