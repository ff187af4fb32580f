package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.denoise.Baseline;
import icd.describe.Schema;
import icd.kernel.Precision;
import icd.math.Digits;
import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.workbench.schema.Defaults;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks that what a trial holds at a time fits into arrays, and into the memory of this JVM. */
final class SizeCheck {

    /** The longest array that every JVM can make. */
    private static final double LONGEST = Integer.MAX_VALUE - 8;

    private final TrialSpec trial;
    private final Mapping experiment;
    private final Problems problems;
    private boolean fits = true;

    /** @param experiment what the trial was bound from */
    SizeCheck(TrialSpec trial, Mapping experiment, Problems problems) {
        this.trial = trial;
        this.experiment = experiment;
        this.problems = problems;
    }

    void run() {
        matrices();
        Map<String, Integer> sets = sets();
        sets.forEach((key, count) -> arrays(key, count, trial.data().L()));
        trial.evaluate()
                .forEach(evaluation ->
                        evaluation.draws(trial).ifPresent(draws -> arrays("evaluate", draws.count(), draws.L())));
        if (fits) {
            memory(sets);
        }
    }

    private void matrices() {
        double n = trial.data().n();
        if (trial.model().isPresent() || trial.transform().isPresent()) {
            fits("data.n", "an n x n matrix", n * n);
        }
        trial.model()
                .ifPresent(model -> fits(
                        "model",
                        "the weights of all heads and layers",
                        model.size(trial.data().n())));
        switch (trial.task()) {
            case Subspaces s ->
                fits("task.d", "a basis of d vectors in R^n", s.dimensions().most() * n);
            case Spheres s ->
                fits(
                        "task.d",
                        "a basis of d + 1 vectors in R^n",
                        (s.dimensions().most() + 1) * n);
            case Mixtures m -> fits("task.K", "K centres in R^n", m.components().most() * n);
            default -> {}
        }
    }

    /** The sets of prompts that are drawn whole, by the keys of their sizes. */
    private Map<String, Integer> sets() {
        DataSpec data = trial.data();
        List<Baseline> baselines = trial.baselines();
        boolean trained = trial.training().isPresent();
        boolean contexts = baselines.stream().anyMatch(trial::isOfPrompts);
        Map<String, Integer> sets = new LinkedHashMap<>();
        if (trained || baselines.stream().anyMatch(baseline -> baseline.trainingPrompts(data.n()) > 0)) {
            sets.put("data.train", data.train());
        }
        if (trained || contexts && data.fresh() == 0) {
            sets.put("data.test", data.test());
        }
        if (trial.model().isPresent() || contexts || !trial.evaluate().isEmpty()) {
            sets.put("data.fresh", data.fresh());
        }
        return sets;
    }

    private void arrays(String key, int count, int L) {
        int n = trial.data().n();
        fits(key, count + " prompts of n x L tokens", tokens(count, n, L));
        boolean linear = trial.model().filter(Architecture::readsMoments).isPresent();
        if (linear && isTrained(key)) {
            fits(key, count + " second moments, n x n each,", (double) count * n * n);
        }
    }

    /** Whether a set is held, by its key, while a layer is trained. */
    private boolean isTrained(String key) {
        return trial.training().isPresent() && (key.equals("data.train") || key.equals("data.test"));
    }

    /** Numbers that contexts take, of which every row is filled up to a multiple of 16. */
    private static double tokens(double count, double n, int L) {
        return count * n * (16 * Math.ceil(L / 16.0));
    }

    private void fits(String key, String what, double numbers) {
        if (numbers > LONGEST) {
            problem(
                    key,
                    what + " must be at most " + Schema.number(LONGEST) + " numbers, got " + Schema.number(numbers));
        }
    }

    /** What is certainly held at a time: the prompts of a training and its losses, or else a set alone. */
    private void memory(Map<String, Integer> sets) {
        double most = Runtime.getRuntime().maxMemory();
        double training = 0;
        for (Map.Entry<String, Integer> set : sets.entrySet()) {
            double bytes = tokens(set.getValue(), trial.data().n(), trial.data().L())
                    * (trial.precision() == Precision.FLOAT32 ? Float.BYTES : Double.BYTES);
            training += isTrained(set.getKey()) ? bytes : 0;
            if (fits) { // the first that is too much is the one to blame
                fitsMemory(set.getKey(), "its prompts", isTrained(set.getKey()) ? training : bytes, most);
            }
        }
        fitsMemory("training.epochs", "the losses of every epoch", 2.0 * Double.BYTES * trial.epochs(), most);
    }

    private void fitsMemory(String key, String what, double bytes, double most) {
        if (bytes > most) {
            problem(
                    key,
                    what + " must fit in memory, got " + Digits.bytes(bytes) + " where Java has " + Digits.bytes(most)
                            + "; WORKBENCH_JAVA_OPTS=-Xmx... gives it more");
        }
    }

    /** At the key, or where it is left out at the keys that its size goes with. */
    private void problem(String key, String message) {
        fits = false;
        Node node = experiment.get(Expansion.path(key));
        Position at = node == null || node.at().equals(Defaults.POSITION)
                ? experiment.get("data").at()
                : node.at();
        DataSpec data = trial.data();
        problems.add(at, key, key + ": " + message + " where data.n is " + data.n() + " and data.L is " + data.L());
    }
}
