package icd.claim;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Pass;
import icd.denoise.Score;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.task.Task;
import icd.theory.GradientFlow;
import icd.theory.LinearOptimum;
import icd.train.Fit;
import icd.train.LeastSquaresValues;
import icd.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/** How linear attention learns: along gradient flow, and from few prompts. */
final class LearningClaims {

    private static final String FLOW = "derived; Saxe et al. 2014 for deep linear networks";
    private static final String INTERPOLATION = "derived; double descent as in Belkin et al. 2019";

    private static final int SMALL_L = 20;
    private static final Task SMALL = new Subspaces(8, 4, 2, 1);

    private static final int N = 16;
    private static final int L = 500;
    private static final Task CASE_1 = new Subspaces(N, 8, 2, 1);

    private LearningClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "gradient-flow-of-descent",
                        FLOW,
                        "alpha beta of gradient descent at a small rate is c(t) of gradient flow, t = steps x rate, from equal scales,"
                                + " unequal ones and ones of two signs",
                        Equality.monteCarlo(LearningClaims::descent),
                        "data sets are independent draws, over which the product is averaged; their finite number of prompts and the"
                                + " finite rate shift it by less than their error",
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "gradient-flow-conserves",
                        FLOW,
                        "gradient flow keeps alpha^2 - beta^2: what descent changes of it is proportional to the rate",
                        Limit.power("rate", 1, LearningClaims::conserved),
                        Because.RATE,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "adam-is-no-gradient-flow",
                        FLOW,
                        "Adam follows no gradient flow, however small its rate: it moves both scales alike, so that it rather keeps"
                                + " alpha - beta than alpha^2 - beta^2",
                        Equality.monteCarlo(LearningClaims::adam),
                        "kept or not: descent changes alpha^2 - beta^2 by less than 2 %, Adam by more than a half, and the other way"
                                + " round for alpha - beta",
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "interpolation-test-loss",
                        INTERPOLATION,
                        "W_PV alone fitted to N prompts, case 1, L = 500: MSE/n .731 +- .006 at N = 32 and .3936 +- .0011 at 128, near"
                                + " (N-1)/(N-n-1) loss*, which is .713 and .3949",
                        Equality.monteCarlo(LearningClaims::interpolation),
                        "independent data sets; the printed numbers have errors of their own, which are added",
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "interpolation-threshold",
                        INTERPOLATION,
                        "W_PV alone fits up to N = n prompts without error, and no more of them",
                        Equality.monteCarlo(LearningClaims::threshold),
                        "least squares leaves rounding errors, squares of which are below 1e-20",
                        Cost.QUICK),
                Claim.asPrinted(
                        "interpolation-peak",
                        INTERPOLATION,
                        "at N = n the test loss of W_PV alone has no mean: in more than a tenth of data sets it is above ten times the"
                                + " optimum, at n/2 and 2 n in hardly any",
                        Equality.monteCarlo(LearningClaims::peak),
                        Because.COVERAGE,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "interpolation-of-both-matrices",
                        INTERPOLATION,
                        "N prompts ask n N things of W_PV and W_KQ, which have 2 n^2 - 1 ways to answer, a scale being free: the rank of"
                                + " the Jacobian is min(n N, 2 n^2 - 1), so that N = 2 n is the threshold",
                        Equality.exact(1e-12, LearningClaims::jacobian),
                        "ranks are whole numbers; singular values beyond them are rounding errors",
                        Cost.QUICK));
    }

    private static Training training(PromptSet prompts, double alpha, double beta) {
        return Training.of(Layers.linear(prompts.n(), alpha, beta))
                .ownWeights()
                .on(prompts, prompts.slice(0, 1))
                .batch(prompts.size())
                .noDecay()
                .threads(1);
    }

    private static AttentionLayer trained(Training training) {
        return (AttentionLayer) ended(training).model();
    }

    private static int epochs(double time, double rate) {
        return (int) Math.round(time / rate);
    }

    private static Fit ended(Training training) {
        Fit fit = training.run();
        if (fit.interrupted()) { // no verdict rests on half a training
            Thread.currentThread().interrupt();
            Workers.poll();
        }
        return fit;
    }

    private static PromptSet draw(Task task, int count, int length, RandomStream random) {
        return PromptSet.draw(task, count, length, Precision.FLOAT64, random.bits(), "prompts", Workers.caller());
    }

    private static List<Expectation> descent(Laboratory lab) {
        double[][] starts = {{.1, .1}, {.6, .1}, {-.2, .3}};
        double[] times = {.1, .25, .5};
        double rate = 1 / 1000d;
        List<Expectation> expectations = new ArrayList<>();
        for (double[] start : starts) {
            Estimates products = lab.average("from " + Arrays.toString(start), 10, times.length, (random, out) -> {
                Fit fit = ended(training(draw(SMALL, 400, SMALL_L, random), start[0], start[1])
                        .sgd(rate, 0)
                        .epochs(epochs(times[times.length - 1], rate))
                        .keep(Arrays.stream(times)
                                .mapToInt(time -> epochs(time, rate))
                                .toArray()));
                for (int i = 0; i < times.length; i++) {
                    Attention layer = fit.kept().get(epochs(times[i], rate));
                    out[i] = layer.alpha() * layer.beta();
                }
            });
            GradientFlow flow = GradientFlow.of(SMALL, SMALL_L, start[0], start[1]);
            for (int i = 0; i < times.length; i++) {
                expectations.add(Expectation.equal(
                        "alpha beta from " + Arrays.toString(start) + " at t = " + times[i],
                        products.of(i),
                        flow.productAt(times[i])));
            }
        }
        return expectations;
    }

    private static Scaling conserved(Laboratory lab) {
        double kappa = .6 * .6 - .1 * .1;
        return Scaling.measure(lab, new double[] {1 / 250d, 1 / 500d, 1 / 1000d}, 10, (rate, random) -> {
            AttentionLayer layer = trained(training(draw(SMALL, 500, SMALL_L, random), .6, .1)
                    .sgd(rate, 0)
                    .epochs(epochs(.5, rate)));
            return Math.abs(layer.alpha() * layer.alpha() - layer.beta() * layer.beta() - kappa);
        });
    }

    private static List<Expectation> adam(Laboratory lab) {
        Estimates changes = lab.average("data sets", 4, 4, (random, out) -> {
            PromptSet prompts = draw(SMALL, 400, SMALL_L, random);
            AttentionLayer byDescent =
                    trained(training(prompts, .5, .1).sgd(.002, 0).epochs(400));
            AttentionLayer byAdam = trained(training(prompts, .5, .1).adam(.002).epochs(400));
            out[0] = squares(byDescent) / .24;
            out[1] = squares(byAdam) / .24;
            out[2] = (byDescent.alpha() - byDescent.beta()) / .4;
            out[3] = (byAdam.alpha() - byAdam.beta()) / .4;
        });
        return List.of(
                Expectation.atLeast("alpha^2 - beta^2 after descent, over before", changes.of(0), .98),
                Expectation.atMost("the same", changes.of(0), 1),
                Expectation.above("alpha^2 - beta^2 after Adam, over before", changes.of(1), 1.5),
                Expectation.atMost("alpha - beta after descent, over before", changes.of(2), .8),
                Expectation.above("alpha - beta after Adam, over before", changes.of(3), .9));
    }

    private static double squares(AttentionLayer layer) {
        return layer.alpha() * layer.alpha() - layer.beta() * layer.beta();
    }

    /** W_KQ = I and the W_PV that fits best. */
    private static AttentionLayer fit(PromptSet prompts) {
        return LeastSquaresValues.fit(AttentionLayer.linear(prompts.n()).identity(1, 1), prompts);
    }

    /**
     * The population loss MSE/n of W_KQ = I and a matrix W_PV: ||W_PV||^2 E|C x~|^2 / n - 2 tr(W_PV) E[x . C x~] / n + E|x|^2, as both averages
     * of matrices are multiples of I by rotation.
     */
    private static double loss(AttentionLayer layer, LinearOptimum best) {
        double[] w = layer.projectionValue().toRawCopy1D();
        int n = layer.n();
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += w[i * n + i];
        }
        return (Vectors.dot(w, w) * best.quadratic() / n - 2 * trace * best.overlap() / n + best.loss(0)) / n;
    }

    private static Estimates losses(Laboratory lab, int prompts, int draws) {
        LinearOptimum best = LinearOptimum.of(CASE_1, L);
        return lab.average("N = " + prompts, draws, 2, (random, out) -> {
            out[0] = loss(fit(draw(CASE_1, prompts, L, random)), best);
            out[1] = out[0] > 10 * best.msePerDim() ? 1 : 0;
        });
    }

    private static List<Expectation> interpolation(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        int[] counts = {32, 128};
        double[] printed = {.731, .3936};
        double[] errors = {.006, .0011};
        double least = LinearOptimum.of(CASE_1, L).msePerDim();
        for (int i = 0; i < counts.length; i++) {
            int count = counts[i];
            Estimate found = losses(lab, count, 12_800 / count).of(0);
            expectations.add(Expectation.equal(
                    "loss at N = " + count,
                    new Estimate(found.value(), Math.hypot(found.error(), errors[i])),
                    printed[i]));
            double ratio = found.value() / (least * (count - 1) / (count - N - 1));
            expectations.add(
                    Expectation.atMost("loss over (N-1)/(N-n-1) loss* at N = " + count, new Estimate(ratio, 0), 1.05));
            expectations.add(Expectation.atLeast("the same", new Estimate(ratio, 0), .97));
        }
        RandomStream random = lab.stream("one data set");
        AttentionLayer layer = fit(draw(CASE_1, 64, L, random));
        Score fresh = Score.of(layer, draw(CASE_1, 4_000, L, random), lab.workers());
        expectations.add(Expectation.equal(
                "loss of one fit on fresh prompts",
                new Estimate(fresh.msePerDim(), fresh.standardError()),
                loss(layer, LinearOptimum.of(CASE_1, L))));
        return expectations;
    }

    private static List<Expectation> threshold(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int count : new int[] {4, 8, 9, 16}) {
            PromptSet prompts = lab.prompts("N = " + count, SMALL, count, SMALL_L);
            Estimate left =
                    new Estimate(Score.of(fit(prompts), prompts, lab.workers()).msePerDim(), 0);
            String what = "loss on the prompts fitted, N = " + count;
            expectations.add(count <= 8 ? Expectation.atMost(what, left, 1e-20) : Expectation.above(what, left, 1e-4));
        }
        return expectations;
    }

    private static List<Expectation> peak(Laboratory lab) {
        return List.of(
                Expectation.above(
                        "share above ten times the optimum, N = n",
                        losses(lab, N, 400).of(1),
                        .1),
                Expectation.atMost("share at N = n/2", losses(lab, N / 2, 400).of(1), .01),
                Expectation.atMost("share at N = 2 n", losses(lab, 2 * N, 400).of(1), .01));
    }

    private static List<Expectation> jacobian(Laboratory lab) {
        int n = 3;
        int[] counts = {1, 4, 5, 6, 9};
        double[] ranks = new double[counts.length];
        double[] expected = new double[counts.length];
        AttentionLayer layer = AttentionLayer.linear(n).uniform(lab.stream("weights"));
        for (int i = 0; i < counts.length; i++) {
            PromptSet prompts = lab.prompts("prompts", new Subspaces(n, 2, 2, 1), counts[i], SMALL_L);
            R064Store jacobian = R064Store.FACTORY.make(n * counts[i], 2 * n * n);
            Pass pass = layer.pass(prompts, Kernel.chosen());
            pass.load(layer.theta());
            double[] estimate = new double[n];
            for (int row = 0; row < n * counts[i]; row++) {
                double[] gradient = new double[2 * n * n];
                double[] unit = new double[n];
                unit[row % n] = 1;
                pass.forward(row / n, prompts.queries(), row / n * n, estimate, 0);
                pass.backward(row / n, unit, gradient);
                for (int j = 0; j < gradient.length; j++) {
                    jacobian.set(row, j, gradient[j]);
                }
            }
            SingularValue<Double> svd = SingularValue.R064.make();
            svd.decompose(jacobian);
            double[] values = svd.getSingularValues().toRawCopy1D();
            ranks[i] = Arrays.stream(values)
                    .filter(value -> value > 1e-10 * values[0])
                    .count();
            expected[i] = Math.min(n * counts[i], 2 * n * n - 1);
        }
        return List.of(Expectation.equal("ranks at N = " + Arrays.toString(counts), ranks, expected));
    }
}
