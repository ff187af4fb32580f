package icd.claim;

import icd.attention.Attention;
import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.GaussLegendre;
import icd.math.RandomStream;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Claims that attention with the ideal weights tends to the Bayes denoiser as the context grows: Theorem 3.1 and
 * Appendix E.
 */
final class ConvergenceClaims {

    private ConvergenceClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "softmax-tends-to-bayes-on-spheres",
                        "Theorem 3.1, equation 13; Appendix E",
                        "[13] converges to the Bayes optimal answer as L -> infinity; intuitively with error O(1/sqrt L)",
                        Limit.power(
                                "L",
                                -0.5,
                                lab -> scaling(lab, new Spheres(6, 3, 1, 0.5), Layers.softmax(6, 1, 1 / 0.5))),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "softmax-tends-to-bayes-on-clusters",
                        "Theorem 3.1, equation 13, for clusters of variance 0; Appendix E",
                        "[13] converges to the Bayes optimal answer as L -> infinity; intuitively with error O(1/sqrt L)",
                        Limit.power(
                                "L",
                                -0.5,
                                lab -> scaling(lab, new Mixtures(6, 4, 1, 0, 0.5), Layers.softmax(6, 1, 1 / 0.5))),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "linear-tends-to-bayes",
                        "Section 3.1, equations 10 and 11; Appendix E",
                        "with alpha beta = 1/(sigma_0^2 + sigma_Z^2), [11] approximates the Bayes answer as L -> infinity;"
                                + " intuitively with error O(1/sqrt L)",
                        Limit.power(
                                "L",
                                -0.5,
                                lab -> scaling(lab, new Subspaces(6, 3, 2, 1), Layers.linear(6, 1, 1 / 3.0))),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "second-moment-rate",
                        "Proposition 5; Appendix E",
                        "||P^ x~ - x~||_inf < C ||x~|| sqrt((d + ln(2/delta))/L) for L beyond d + ln(2/delta)",
                        Limit.power("L", -0.5, ConvergenceClaims::secondMoment),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "second-moment-bound",
                        "Proposition 5; C = 8 by Davidson and Szarek 2001, Theorem II.13",
                        "Pr[||P^ x~ - x~||_inf < C ||x~|| max(sqrt q, q)] > 1 - delta, q = (d + ln(2/delta))/L",
                        Bound.probable(ConvergenceClaims::secondMomentBound),
                        Because.COVERAGE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "partition-bound",
                        "Proposition 6, first part",
                        "Pr[|mean of exp(X.x~/sigma_Z^2) - E| < sinh(R||x~||/sigma_Z^2) sqrt((2/L) ln(2/delta))] >= 1 - delta",
                        Bound.probable(ConvergenceClaims::partition),
                        Because.COVERAGE,
                        Cost.QUICK),
                Claim.corrected(
                        "weighted-sum-bound",
                        "Proposition 6, second part, and its proof",
                        "each component of X_t exp(X_t.x~/sigma_Z^2) is bounded by +-R||x~||/sigma_Z^2, and Hoeffding's"
                                + " inequality does the rest",
                        new Erratum(
                                8,
                                "by +-R exp(R||x~||/sigma_Z^2), which gives the bound that the proposition states",
                                "the exponential is lost in the proof; with the range it prints the bound is broken too often"),
                        Bound.probable(ConvergenceClaims::weightedSum),
                        Because.COVERAGE,
                        Cost.QUICK));
    }

    private static final double[] LENGTHS = {200, 800, 3200};

    /** Measures the root mean square over 12 prompts of ||f - Bayes||. */
    private static Scaling scaling(Laboratory lab, Task task, Attention layer) {
        return scaling(lab, task, (Denoiser) layer);
    }

    static Scaling scaling(Laboratory lab, Task task, Denoiser denoiser) {
        return Scaling.measure(lab, LENGTHS, 40, (L, random) -> {
            PromptSet prompts =
                    PromptSet.draw(task, 12, (int) L, Precision.FLOAT64, random.bits(), "prompts", Workers.caller());
            return Vectors.distance(
                            denoiser.estimate(prompts), Baselines.bayes().estimate(prompts))
                    / Math.sqrt(prompts.size());
        });
    }

    private static Scaling secondMoment(Laboratory lab) {
        int d = 4;
        return Scaling.measure(
                lab, new double[] {100, 400, 1600}, 100, (L, random) -> secondMomentError(d, (int) L, random));
    }

    /** Returns ||P^ x~ - x~||_inf for a random x~ of norm 1 and tokens of variance 1. */
    private static double secondMomentError(int d, int L, RandomStream random) {
        double[] query = Vectors.onSphere(d, 1, random);
        double[] sum = new double[d];
        for (int t = 0; t < L; t++) {
            double[] x = Vectors.gaussian(d, random);
            double overlap = Vectors.dot(x, query) / L;
            for (int i = 0; i < d; i++) {
                sum[i] = Math.fma(overlap, x[i], sum[i]);
            }
        }
        return largest(Vectors.combine(1, sum, -1, query));
    }

    private static double largest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElseThrow();
    }

    private static List<Coverage> secondMomentBound(Laboratory lab) {
        int trials = 1000;
        List<Coverage> coverages = new ArrayList<>();
        for (int d : new int[] {2, 8}) {
            for (int L : new int[] {2, 20, 200}) {
                double[] errors = new double[trials];
                lab.workers()
                        .forEach(
                                trials,
                                (worker, k) -> errors[k] = secondMomentError(d, L, lab.stream("bound", d, L, k)));
                for (double delta : new double[] {0.2, 0.02}) {
                    double bound = ConcentrationBounds.secondMoment(d, L, delta, 1);
                    coverages.add(new Coverage(
                            "d = " + d + ", L = " + L + ", delta = " + delta,
                            delta,
                            divide(errors, bound),
                            new double[0]));
                }
            }
        }
        return coverages;
    }

    private static double[] divide(double[] values, double by) {
        return Arrays.stream(values).map(value -> value / by).toArray();
    }

    private static List<Coverage> partition(Laboratory lab) {
        return sphereAverages(lab, false);
    }

    private static List<Coverage> weightedSum(Laboratory lab) {
        return sphereAverages(lab, true);
    }

    /**
     * Measures averages over L tokens uniform on the unit sphere of R^m, against integrals over the angle with the
     * query.
     */
    private static List<Coverage> sphereAverages(Laboratory lab, boolean weighted) {
        int trials = 2000;
        List<Coverage> coverages = new ArrayList<>();
        for (int m : new int[] {2, 5}) {
            for (double k : weighted ? new double[] {5} : new double[] {0.5, 5}) {
                int L = 30;
                double partition = expectation(m, k, 0);
                double along = expectation(m, k, 1);
                double[] errors = new double[trials];
                lab.workers().forEach(trials, (worker, trial) -> {
                    RandomStream random = lab.stream("tokens", m, (long) (10 * k), trial);
                    double sum = 0;
                    double[] vector = new double[m];
                    for (int t = 0; t < L; t++) {
                        double[] x = Vectors.onSphere(m, 1, random); // the query lies along the first axis
                        double weight = StrictMath.exp(k * x[0]) / L;
                        sum += weight;
                        vector = Vectors.combine(1, vector, weight, x);
                    }
                    vector[0] -= along;
                    errors[trial] = weighted ? largest(vector) : Math.abs(sum - partition);
                });
                for (double delta : new double[] {0.1, 0.01}) {
                    double bound = weighted
                            ? ConcentrationBounds.weightedSum(m, L, delta, k, 1)
                            : ConcentrationBounds.partition(L, delta, k);
                    coverages.add(new Coverage(
                            "d = " + m + ", R||x~||/sigma_Z^2 = " + k + ", delta = " + delta,
                            delta,
                            divide(errors, bound),
                            weighted ? divide(errors, ConcentrationBounds.component(m, L, delta, k)) : new double[0]));
                }
            }
        }
        return coverages;
    }

    /** Returns E[cos^p exp(k cos)] over the unit sphere of R^m. */
    private static double expectation(int m, double k, int p) {
        GaussLegendre rule = new GaussLegendre(80);
        return rule.integrate(
                        0,
                        Math.PI,
                        a -> StrictMath.exp(k * StrictMath.cos(a))
                                * (p == 0 ? 1 : StrictMath.cos(a))
                                * StrictMath.pow(StrictMath.sin(a), m - 2))
                / rule.integrate(0, Math.PI, a -> StrictMath.pow(StrictMath.sin(a), m - 2));
    }
}
