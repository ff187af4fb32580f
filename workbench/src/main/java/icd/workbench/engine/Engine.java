package icd.workbench.engine;

import icd.claim.Claim;
import icd.kernel.Workers;
import icd.train.DivergedException;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.Numerics;
import icd.workbench.run.RecipeClaims;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Executes the trials of a recipe, and checks its claims, in this process: side by side, each on one thread, while there are
 * as many as threads, else each on several.
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
     * Runs what of the recipe is not yet finished in the directory. A trial or claim that breaks off does not keep the others
     * from being run; the result says which did, and why.
     */
    public RunResult run(Recipe recipe, RunDirectory directory) {
        Map<String, TrialResult> results = new ConcurrentHashMap<>();
        Map<String, String> failures = new ConcurrentHashMap<>();
        List<TrialSpec> open = new ArrayList<>();
        for (TrialSpec trial : recipe.trials()) {
            attempt(trial.id(), failures, () -> {
                Optional<TrialResult> finished = directory.finished(trial, Numerics.hash(trial.determining()));
                if (finished.isPresent()) {
                    results.put(trial.id(), finished.get());
                    listener.reused(trial);
                } else {
                    open.add(trial);
                }
            });
        }
        Map<Claim, ClaimResult> verdicts = new ConcurrentHashMap<>();
        List<Claim> unchecked = new ArrayList<>();
        for (Claim claim : RecipeClaims.of(recipe)) {
            attempt(name(claim), failures, () -> {
                Optional<ClaimResult> known = directory.finished(claim);
                if (known.isPresent()) {
                    verdicts.put(claim, known.get());
                    listener.reused(claim);
                } else {
                    unchecked.add(claim);
                }
            });
        }
        SequencedMap<String, BaselineJob> baselineJobs = BaselineJob.of(recipe.trials());
        Map<String, SequencedMap<String, BaselineResult>> baselines = new ConcurrentHashMap<>();
        int share = Math.max(1, threads / Math.max(1, open.size() + unchecked.size()));
        try (Workers drawing = Workers.of(threads);
                Workers across = Workers.of(threads)) {
            PromptStore store = new PromptStore(drawing);
            List<Runnable> work = new ArrayList<>();
            Map<String, BaselineJob> waiting = new LinkedHashMap<>(baselineJobs);
            List<TrialSpec> order = sorted(open);
            for (int i = 0; i < order.size(); i++) {
                TrialSpec trial = order.get(i);
                TrialJob job = new TrialJob(trial, store, listener);
                work.add(() ->
                        attempt(trial.id(), failures, () -> results.put(trial.id(), run(job, directory, share))));
                PromptStore.Key data = TrialPrompts.trainKey(trial);
                if (i + 1 == order.size()
                        || !TrialPrompts.trainKey(order.get(i + 1)).equals(data)) {
                    // Baselines that need the prompts of these trials follow at once, so that none are held for long.
                    waiting.entrySet()
                            .removeIf(entry -> entry.getValue().wantsPromptsOf(data)
                                    && work.add(measure(entry.getKey(), entry.getValue(), store, failures, baselines)));
                }
            }
            waiting.forEach((group, job) -> work.add(measure(group, job, store, failures, baselines)));
            for (ClaimJob job : ClaimJob.sorted(unchecked)) {
                work.add(() -> attempt(
                        name(job.claim()),
                        failures,
                        () -> verdicts.put(job.claim(), job.run(directory, share, listener))));
            }
            across.forEach(work.size(), (worker, item) -> work.get(item).run());
        }
        SequencedMap<String, SequencedMap<String, BaselineResult>> ordered = new LinkedHashMap<>();
        baselineJobs.sequencedKeySet().stream()
                .filter(baselines::containsKey)
                .forEach(group -> ordered.put(group, baselines.get(group)));
        return new RunResult(
                recipe,
                ordered,
                recipe.trials().stream()
                        .map(trial -> results.get(trial.id()))
                        .filter(Objects::nonNull)
                        .toList(),
                RecipeClaims.of(recipe).stream()
                        .map(verdicts::get)
                        .filter(Objects::nonNull)
                        .toList(),
                new TreeMap<>(failures));
    }

    /** What of the recipe is finished in the directory, where a run of it was interrupted. */
    public static RunResult soFar(Recipe recipe, RunDirectory directory) {
        List<TrialResult> trials = new ArrayList<>();
        List<ClaimResult> claims = new ArrayList<>();
        Map<String, String> failures = new TreeMap<>();
        for (TrialSpec trial : recipe.trials()) {
            attempt(
                    trial.id(),
                    failures,
                    () -> directory
                            .finished(trial, Numerics.hash(trial.determining()))
                            .ifPresent(trials::add));
        }
        for (Claim claim : RecipeClaims.of(recipe)) {
            attempt(name(claim), failures, () -> directory.finished(claim).ifPresent(claims::add));
        }
        return new RunResult(recipe, new LinkedHashMap<>(), trials, claims, new LinkedHashMap<>(failures));
    }

    private static String name(Claim claim) {
        return "claim " + claim.id();
    }

    private static Runnable measure(
            String group,
            BaselineJob job,
            PromptStore store,
            Map<String, String> failures,
            Map<String, SequencedMap<String, BaselineResult>> baselines) {
        job.announce(store);
        return () -> attempt("baselines of " + group, failures, () -> baselines.put(group, job.run(store)));
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** Does a piece of the run; if it fails, says why, beginning with what failed. */
    private static void attempt(String what, Map<String, String> failures, Attempt piece) {
        try {
            piece.run();
        } catch (CancellationException e) {
            throw e;
        } catch (DivergedException e) {
            failures.put(what, e.getMessage());
        } catch (OutOfMemoryError e) {
            failures.put(
                    what,
                    what + ": its prompts must fit in memory, got " + e.getMessage()
                            + "; use fewer or shorter ones, or give Java more with WORKBENCH_JAVA_OPTS=-Xmx...");
        } catch (IOException e) {
            Workers.poll(); // a file that an interrupt has closed is no failure
            failures.put(what, what + ": its files must be readable and writable, got " + e);
        } catch (RuntimeException e) {
            failures.put(what, what + ": " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /**
     * Trials of one data set stay together, so that few sets are held at a time; dear data sets first and dear trials first
     * among their own, so that at the end no thread waits long for another.
     */
    private static List<TrialSpec> sorted(List<TrialSpec> trials) {
        Map<PromptStore.Key, List<TrialSpec>> groups = new LinkedHashMap<>();
        trials.forEach(trial -> groups.computeIfAbsent(TrialPrompts.trainKey(trial), _ -> new ArrayList<>())
                .add(trial));
        return groups.values().stream()
                .sorted(Comparator.<List<TrialSpec>>comparingDouble(group ->
                                group.stream().mapToDouble(Engine::cost).sum())
                        .reversed())
                .flatMap(group -> group.stream()
                        .sorted(Comparator.comparingDouble(Engine::cost).reversed()))
                .toList();
    }

    private static double cost(TrialSpec trial) {
        return trial.work();
    }

    private TrialResult run(TrialJob job, RunDirectory directory, int share) throws IOException {
        TrialSpec trial = job.trial();
        long start = System.nanoTime();
        try (Workers workers = Workers.of(share)) {
            TrialResult result = job.run(workers);
            directory.write(result);
            listener.finished(trial, result, (System.nanoTime() - start) / 1e9);
            return result;
        } finally {
            job.giveBack();
        }
    }
}
