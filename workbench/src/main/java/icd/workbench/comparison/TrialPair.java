package icd.workbench.comparison;

import icd.denoise.Paired;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.kernel.Workers;
import icd.math.Estimate;
import icd.task.PromptSet;
import icd.workbench.comparison.RunComparison.Difference;
import icd.workbench.comparison.RunComparison.Weights;
import icd.workbench.evaluation.Layers;
import icd.workbench.evaluation.TrialPrompts;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.SharedPrompts.Key;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/** Two trials that are compared: the common prompts are drawn again, and both layers are evaluated on them. */
record TrialPair(FinishedTrial one, FinishedTrial other) {

    private static final String BEST = "best_test_mse_per_dim";

    /** The prompts drawn last, a set to test on and a fresh one, which consecutive trials often share. */
    static final class Drawn {
        private final Workers workers;
        private final Map<Key, PromptSet> last = new LinkedHashMap<>();

        Drawn(Workers workers) {
            this.workers = workers;
        }

        private double[] errors(FinishedTrial trial, String when, Key key) {
            PromptSet prompts = last.remove(key);
            if (last.size() > 1) {
                last.remove(last.keySet().iterator().next());
            }
            last.put(key, prompts == null ? key.draw(workers) : prompts);
            return Score.squaredErrors(Layers.of(trial.spec(), trial.result(), when), last.get(key), workers);
        }
    }

    /** Returns the id of both, or both ids. */
    String name() {
        String id = one.spec().id();
        return id.equals(other.spec().id()) ? id : id + " | " + other.spec().id();
    }

    /** Returns the numbers of the trials themselves, by their names, including the loss at the best epoch. */
    SequencedMap<String, Difference> metrics(Drawn drawn) {
        SequencedMap<String, Difference> differences = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            Estimate before = metric.of(one);
            Estimate after = metric.of(other);
            differences.put(
                    metric.named(),
                    switch (metric) {
                        case FRESH -> difference(metric.named(), before, after, drawn, Prompts.FRESH, "final", "final");
                        case OVER_BAYES -> overBayes(before, after, drawn);
                        case TEST -> difference(metric.named(), before, after, drawn, Prompts.TEST, "final", "final");
                        default -> RunComparison.unpaired(name(), metric.named(), before, after);
                    });
        }
        int from = best(one);
        int to = best(other);
        if (from >= 0 && to >= 0) {
            Estimate before = Estimate.of(one.testLoss()[from]);
            Estimate after = Estimate.of(other.testLoss()[to]);
            String named = BEST + " (epoch " + (from == to ? from : from + " | " + to) + ")";
            differences.put(
                    BEST, difference(named, before, after, drawn, Prompts.TEST, when(one, from), when(other, to)));
        }
        return differences;
    }

    /**
     * Returns the difference of losses relative to Bayes. Where both are divided by the same Bayes loss, its error does
     * not count towards their difference.
     */
    private Difference overBayes(Estimate before, Estimate after, Drawn drawn) {
        if (one.bayes().isPresent() && one.bayes().equals(other.bayes())) {
            Estimate bayes = one.bayes().get();
            Difference fresh = difference("", one.fresh(), other.fresh(), drawn, Prompts.FRESH, "final", "final");
            double ratio = fresh.difference().value() / bayes.value();
            double error = Math.hypot(fresh.difference().error(), ratio * bayes.error()) / bayes.value();
            Estimate difference = Estimate.of(ratio, error, fresh.difference().n());
            return new Difference(
                    name(),
                    "",
                    Metric.OVER_BAYES.named(),
                    Metric.overBayes(fresh.before(), bayes),
                    Metric.overBayes(fresh.after(), bayes),
                    difference,
                    fresh.pairs(),
                    RunComparison.UNKNOWN);
        }
        return RunComparison.unpaired(name(), Metric.OVER_BAYES.named(), before, after);
    }

    /** Returns the epoch of the least test loss; -1 for a trial that was not trained. */
    private static int best(FinishedTrial trial) {
        double[] losses = trial.testLoss();
        int best = -1;
        for (int epoch = 0; epoch < losses.length; epoch++) {
            if (best < 0 || losses[epoch] < losses[best]) {
                best = epoch;
            }
        }
        return best;
    }

    /** Returns the name of the weights after an epoch; empty where they were not kept. */
    private static String when(FinishedTrial trial, int epoch) {
        String when = epoch == trial.testLoss().length - 1 ? "final" : epoch == 0 ? "init" : "epoch" + epoch;
        return trial.result().weights().keySet().stream().anyMatch(name -> name.endsWith("_" + when)) ? when : "";
    }

    /** Returns the mean loss on the prompts that both share, where a run has more. */
    private static Estimate mean(double[] errors, int n) {
        return Estimate.mean(DoubleStream.of(errors).map(error -> error / n).toArray());
    }

    private Difference difference(
            String metric, Estimate before, Estimate after, Drawn drawn, Prompts which, String from, String to) {
        Key first = TrialPrompts.key(one.spec(), which);
        Key second = TrialPrompts.key(other.spec(), which);
        int shared = Math.min(first.count(), second.count());
        boolean same = shared > 0
                && RunComparison.differ(before, after)
                && first.first(shared).equals(second.first(shared))
                && !from.isEmpty()
                && !to.isEmpty()
                && isOurs(one)
                && isOurs(other);
        if (same) {
            try {
                double[] errors = drawn.errors(one, from, first.first(shared));
                double[] others = drawn.errors(other, to, first.first(shared));
                int n = first.task().n();
                Paired paired = Paired.of(to, others, from, errors, n);
                return new Difference(
                        name(),
                        "",
                        metric,
                        shared == first.count() ? before : mean(errors, n),
                        shared == second.count() ? after : mean(others, n),
                        paired.mean(),
                        shared,
                        paired.bootstrap(0.95, 0));
            } catch (ArithmeticException e) {
                // an error is infinite, and so is the difference
            }
        }
        return RunComparison.unpaired(name(), metric, before, after);
    }

    /** Returns whether this version draws the prompts that the trial was measured on. */
    private static boolean isOurs(FinishedTrial trial) {
        TrialSpec spec = trial.spec();
        return trial.result().hash().equals(Numerics.hash(spec.determining()));
    }

    /** The weights after training that differ. */
    void weights(List<Weights> weights) {
        one.result().weights().forEach((name, array) -> {
            NpyArray now = other.result().weights().get(name);
            if (name.endsWith("_final")
                    && now != null
                    && Arrays.equals(array.shape(), now.shape())
                    && !Arrays.equals(array.doubles(), now.doubles())) {
                double[] a = array.doubles();
                double[] b = now.doubles();
                double dot = 0;
                double ofA = 0;
                double ofB = 0;
                double apart = 0;
                for (int i = 0; i < a.length; i++) {
                    dot += a[i] * b[i];
                    ofA += a[i] * a[i];
                    ofB += b[i] * b[i];
                    apart += (a[i] - b[i]) * (a[i] - b[i]);
                }
                weights.add(new Weights(name(), name, dot / Math.sqrt(ofA * ofB), Math.sqrt(apart / ofA)));
            }
        });
    }
}
