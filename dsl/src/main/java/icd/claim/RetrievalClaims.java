package icd.claim;

import icd.attention.AttentionLayer;
import icd.math.RandomStream;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;

/** Claims about one step of denoising against the retrieval of a memory: the abstract, Section 4 and the slides. */
final class RetrievalClaims {

    private static final int MANY = 50;

    private RetrievalClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "one-step-beats-retrieval-on-spheres",
                        "Abstract; Section 4; slides, 'Is one gradient step really better than many?'",
                        "one step yields better solutions than exact retrieval of either a context token or a local minimum",
                        Equality.monteCarlo(lab -> retrieval(lab, new Spheres(16, 8, 1, 0.1), 1, 10)),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "one-step-beats-retrieval-on-mixtures",
                        "Abstract; Section 4",
                        "one step yields better solutions than exact retrieval of either a context token or a local minimum",
                        Equality.monteCarlo(lab -> retrieval(lab, new Mixtures(16, 8, 1, 0.02, 0.1), 1, 5.127)),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "iteration-forgets-the-query",
                        "Figure 5; slides: exact retrieval loses detailed information about the query",
                        "iterating can cause the estimate to become query-independent: many queries end in few minima",
                        Equality.monteCarlo(RetrievalClaims::minima),
                        "few: one for six queries or more, where one step keeps nearly all of sixty apart",
                        Cost.QUICK));
    }

    /**
     * Measures the losses of the token nearest to the query, of the token with the largest inner product, and of 50
     * steps.
     */
    private static List<Expectation> retrieval(Laboratory lab, Task task, double alpha, double beta) {
        int n = task.n();
        int count = 300;
        AttentionLayer layer = Layers.softmax(n, alpha, beta);
        PromptSet prompts = lab.prompts("prompts", task, count, 500);
        int quantities = 4;
        double[] values = new double[count * quantities];
        lab.workers().forEach(count, (worker, k) -> {
            PromptSet prompt = prompts.slice(k, k + 1);
            double[] x = prompt.targets();
            double[] one = layer.estimate(prompt);
            double[] many = one;
            for (int t = 1; t < MANY; t++) {
                many = layer.estimate(prompt.withQueries(many));
            }
            double[][] estimates = {one, many, token(prompt, true), token(prompt, false)};
            for (int f = 0; f < quantities; f++) {
                double error = Vectors.distance(estimates[f], x);
                values[k * quantities + f] = error * error;
            }
        });
        Estimates losses = new Estimates(count, quantities, values);
        return List.of(
                Expectation.above("loss of " + MANY + " steps over that of one", losses.ratio(1, 0), 1),
                Expectation.above("loss of the nearest token over that of one step", losses.ratio(2, 0), 1),
                Expectation.above("loss of the token of largest X.x~ over that of one step", losses.ratio(3, 0), 1));
    }

    /** Returns the token nearest to the query, or the one with the largest inner product with it. */
    private static double[] token(PromptSet prompt, boolean nearest) {
        R064Store X = R064Store.FACTORY.copy(prompt.context(0));
        double[] query = prompt.queries();
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < prompt.L(); t++) {
            double[] x = Vectors.column(X, t);
            double out = nearest ? Vectors.distance(x, query) : -Vectors.dot(x, query);
            if (out < least) {
                least = out;
                best = x;
            }
        }
        return best;
    }

    /** Measures where sixty queries on one circle of 20 tokens are after one step and after many, to three digits. */
    private static List<Expectation> minima(Laboratory lab) {
        int queries = 60;
        Estimates ends = lab.average("circles", 12, 2, (random, out) -> {
            R064Store X = IterationClaims.circle(20, random);
            List<double[]> first = new ArrayList<>();
            List<double[]> last = new ArrayList<>();
            for (int k = 0; k < queries; k++) {
                double[] one = IterationClaims.iterate(X, 10, noisyPoint(random), 1);
                addIfNew(first, one);
                addIfNew(last, IterationClaims.iterate(X, 10, one, 1000));
            }
            out[0] = last.size() / (double) queries;
            out[1] = first.size() / (double) queries;
        });
        return List.of(
                Expectation.atMost("different ends, as a share of the queries", ends.of(0), 1 / 6.0),
                Expectation.atLeast("different estimates after one step, likewise", ends.of(1), 0.9));
    }

    private static double[] noisyPoint(RandomStream random) {
        return Vectors.combine(1, Vectors.onSphere(2, 1, random), Math.sqrt(0.1), Vectors.gaussian(2, random));
    }

    private static void addIfNew(List<double[]> points, double[] point) {
        if (points.stream().noneMatch(known -> Vectors.distance(known, point) < 1e-3)) {
            points.add(point);
        }
    }
}
