package icd.workbench.engine;

import icd.kernel.Workers;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.Numerics;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Executes the trials of a recipe in this process: side by side, each on one thread, while there are as many trials as
 * threads, else each on several.
 *
 * <p>Which thread does what, and when, changes no bit of any result.
 */
public final class Engine {

    private final int threads;
    private final RunListener listener;

    /** @param threads at most this many at a time */
    public Engine(int threads, RunListener listener) {
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Runs what of the recipe is not yet finished in the directory.
     *
     * @throws TrialFailedException if a trial fails; those finished by then stay in the directory
     */
    public RunResult run(Recipe recipe, RunDirectory directory) {
        Map<String, TrialResult> results = new ConcurrentHashMap<>();
        List<TrialSpec> open = new ArrayList<>();
        for (TrialSpec trial : recipe.trials()) {
            Optional<TrialResult> finished = finished(directory, trial);
            if (finished.isPresent()) {
                results.put(trial.id(), finished.get());
                listener.reused(trial);
            } else {
                open.add(trial);
            }
        }
        SequencedMap<String, BaselineJob> baselineJobs = BaselineJob.of(recipe.trials());
        Map<String, SequencedMap<String, BaselineResult>> baselines = new ConcurrentHashMap<>();

        int sideBySide = Math.max(1, Math.min(threads, open.size() + baselineJobs.size()));
        try (Workers drawing = Workers.of(threads);
                Workers across = Workers.of(sideBySide)) {
            PromptStore store = new PromptStore(drawing);
            List<Runnable> work = new ArrayList<>();
            sort(open);
            for (TrialSpec trial : open) {
                TrialJob job = new TrialJob(trial, store, listener);
                work.add(() -> results.put(trial.id(), run(job, directory, sideBySide)));
            }
            baselineJobs.forEach((group, job) -> {
                job.announce(store);
                work.add(() -> baselines.put(group, job.run(store)));
            });
            across.forEach(work.size(), (worker, item) -> work.get(item).run());
        }
        SequencedMap<String, SequencedMap<String, BaselineResult>> ordered = new LinkedHashMap<>();
        baselineJobs.sequencedKeySet().forEach(group -> ordered.put(group, baselines.get(group)));
        return new RunResult(
                recipe,
                ordered,
                recipe.trials().stream().map(trial -> results.get(trial.id())).toList());
    }

    /**
     * Trials of one data set stay together, so that few sets are held at a time; dear data sets first and dear trials first
     * among their own, so that at the end no thread waits long for another.
     */
    private static void sort(List<TrialSpec> trials) {
        Map<PromptStore.Key, Double> costs = new LinkedHashMap<>();
        trials.forEach(trial -> costs.merge(TrialJob.trainKey(trial), cost(trial), Double::sum));
        List<PromptStore.Key> order = new ArrayList<>(costs.keySet());
        order.sort(Comparator.comparingDouble(costs::get).reversed());
        trials.sort(Comparator.<TrialSpec>comparingInt(trial -> order.indexOf(TrialJob.trainKey(trial)))
                .thenComparing(Comparator.comparingDouble(Engine::cost).reversed()));
    }

    private static double cost(TrialSpec trial) {
        double prompts = (double) trial.training().epochs()
                * trial.data().train()
                * trial.data().n();
        boolean linear = trial.model().attention() == icd.workbench.recipe.Attention.LINEAR;
        return prompts * (linear ? trial.data().n() : trial.data().L());
    }

    private TrialResult run(TrialJob job, RunDirectory directory, int sideBySide) {
        TrialSpec trial = job.trial();
        listener.started(trial);
        long start = System.nanoTime();
        try (Workers workers = Workers.of(Math.max(1, threads / sideBySide))) {
            TrialResult result = job.run(workers);
            directory.write(result);
            listener.finished(trial, result, (System.nanoTime() - start) / 1e9);
            return result;
        } catch (IOException e) {
            throw new TrialFailedException(trial.id() + ": its files must be writable, got " + e, e);
        } catch (RuntimeException e) {
            throw new TrialFailedException(
                    e.getMessage() != null && e.getMessage().startsWith(trial.id())
                            ? e.getMessage()
                            : trial.id() + ": " + e,
                    e);
        }
    }

    private static Optional<TrialResult> finished(RunDirectory directory, TrialSpec trial) {
        try {
            return directory.finished(trial, Numerics.hash(trial.resolved()));
        } catch (IOException | RuntimeException e) {
            throw new TrialFailedException(
                    trial.id() + ": the files of its earlier run must be readable, got " + e
                            + "; remove its directory to run it again",
                    e);
        }
    }
}
