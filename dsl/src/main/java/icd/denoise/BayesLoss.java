package icd.denoise;

import icd.kernel.Precision;
import icd.kernel.WorkObserver;
import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Estimate;
import icd.math.Finite;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.Task;
import icd.task.Transform;
import java.util.OptionalDouble;

/**
 * The Bayes loss of a task, which no denoiser can go below, found in two ways that Proposition 1 says agree: as the mean of
 * {@math Tr Cov(X | X~)} and as the MSE of the posterior mean; and from the formula where there is one.
 *
 * @param trace mean of {@math Tr Cov(X | X~ = x~)} over queries: the more precise of the two
 * @param traceError its standard error
 * @param mse mean of {@math ||E[X | x~] - x||^2} over the same queries
 * @param mseError its standard error
 * @param difference {@code mse - trace}
 * @param differenceError its standard error, query by query
 * @param formula the exact loss, where a formula gives it
 * @param n ambient dimension
 * @param queries the number of queries
 */
public record BayesLoss(
        double trace,
        double traceError,
        double mse,
        double mseError,
        double difference,
        double differenceError,
        OptionalDouble formula,
        int n,
        int queries) {

    private static final int CHUNK = 64;
    private static final int SET = 5_000;

    /**
     * Measured on fresh queries (no contexts are drawn), in float64.
     *
     * @param queries how many, at least 2
     * @throws UnsupportedOperationException if an instance gives no closed form for the noise
     */
    public static BayesLoss of(Task task, int queries, long seed, Workers workers) {
        if (!(queries >= 2)) {
            throw new IllegalArgumentException("BayesLoss.of: queries must be >= 2, got " + queries);
        }
        double[] traces = new double[queries];
        double[] squares = new double[queries];
        WorkObserver observer = WorkObserver.current();
        observer.begun("Bayes loss", queries);
        try {
            measure(task, queries, seed, workers, observer, traces, squares);
        } finally {
            observer.ended();
        }
        return of(traces, squares, task.bayesLoss(), task.n());
    }

    private static void measure(
            Task task,
            int queries,
            long seed,
            Workers workers,
            WorkObserver observer,
            double[] traces,
            double[] squares) {
        for (int from = 0; from < queries; from += SET) {
            PromptSet set = PromptSet.draw(
                    task,
                    Math.min(SET, queries - from),
                    0,
                    Precision.FLOAT64,
                    seed,
                    "bayes loss from " + from,
                    workers);
            measure(set, workers, from, traces, squares);
            observer.done(Math.min(queries, from + SET));
        }
    }

    /** On all processors. */
    public static BayesLoss of(Task task, int queries, long seed) {
        try (Workers workers = Workers.ofAllProcessors()) {
            return of(task, queries, seed, workers);
        }
    }

    /**
     * Measured on the queries of a set.
     *
     * @param prompts at least 2, with the truth they came from
     */
    public static BayesLoss of(PromptSet prompts, Workers workers) {
        double[] traces = new double[prompts.size()];
        double[] squares = new double[prompts.size()];
        measure(prompts, workers, 0, traces, squares);
        return of(traces, squares, prompts.task().bayesLoss(), prompts.n());
    }

    private static void measure(PromptSet prompts, Workers workers, int at, double[] traces, double[] squares) {
        int n = prompts.n();
        Transform transform = prompts.task().transform().orElse(null);
        workers.forEach("Bayes loss", (prompts.size() + CHUNK - 1) / CHUNK, (worker, chunk) -> {
            Scratch scratch = new Scratch();
            double[] query = new double[n];
            double[] estimate = new double[n];
            double[] covariance = new double[n * n];
            for (int k = chunk * CHUNK; k < Math.min(prompts.size(), (chunk + 1) * CHUNK); k++) {
                if (transform == null) {
                    System.arraycopy(prompts.queries(), k * n, query, 0, n);
                } else {
                    transform.undo(prompts.queries(), k * n, query, 0);
                }
                double trace = prompts.instance(k).posterior(query, 0, prompts.noise(k), estimate, 0, scratch);
                if (transform != null && transform.target() == Transform.Target.NEW) {
                    prompts.instance(k).posteriorCovariance(query, 0, prompts.noise(k), covariance, scratch);
                    trace = transform.trace(covariance);
                    transform.apply(estimate, 0, query, 0);
                    System.arraycopy(query, 0, estimate, 0, n);
                } else if (Double.isNaN(trace)) {
                    prompts.instance(k).posteriorCovariance(query, 0, prompts.noise(k), covariance, scratch);
                    trace = 0;
                    for (int i = 0; i < n; i++) {
                        trace += covariance[i * n + i];
                    }
                }
                traces[at + k] = trace;
                for (int i = 0; i < n; i++) {
                    double error = estimate[i] - prompts.targets()[k * n + i];
                    squares[at + k] = Math.fma(error, error, squares[at + k]);
                }
            }
        });
    }

    private static BayesLoss of(double[] traces, double[] squares, OptionalDouble formula, int n) {
        Finite.numbers("BayesLoss.of", "posterior traces", traces);
        Finite.numbers("BayesLoss.of", "squared errors", squares);
        double[] differences = new double[traces.length];
        for (int k = 0; k < differences.length; k++) {
            differences[k] = squares[k] - traces[k];
        }
        Estimate trace = Estimate.mean(traces);
        Estimate mse = Estimate.mean(squares);
        Estimate difference = Estimate.mean(differences);
        return new BayesLoss(
                trace.value(),
                trace.error(),
                mse.value(),
                mse.error(),
                difference.value(),
                difference.error(),
                formula,
                n,
                traces.length);
    }

    /** The loss per dimension, MSE/n: the formula where there is one, otherwise the mean trace. */
    public double msePerDim() {
        return formula.orElse(trace) / n;
    }

    @Override
    public String toString() {
        return Digits.text(
                "Bayes loss over %d queries: Tr Cov(X|X~) %.6g ± %.2g, MSE %.6g ± %.2g, difference %.2g ± %.2g%s; MSE/n"
                        + " %.6g",
                queries,
                trace,
                traceError,
                mse,
                mseError,
                difference,
                differenceError,
                formula.isPresent() ? Digits.text(", by formula %.6g", formula.getAsDouble()) : "",
                msePerDim());
    }
}
