package icd.workbench.shell;

import icd.workbench.engine.RunListener;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.TrialResult;
import java.util.SortedMap;
import java.util.TreeMap;

/** Follows a run, and shows how it gets on where there is a display. */
final class RunProgress implements RunListener {

    private static final long REDRAW_NANOS = 100_000_000;

    private final Recipe recipe;
    private final ProgressDisplay display;
    private final double totalWork;
    private final ProgressBar bar = new ProgressBar();
    private final SortedMap<String, Double> seconds = new TreeMap<>();
    private double doneWork;
    private int finished;
    private long shown;

    /** @param display null where there is none */
    RunProgress(Recipe recipe, ProgressDisplay display) {
        this.recipe = recipe;
        this.display = display;
        this.totalWork =
                recipe.trials().stream().mapToDouble(trial -> trial.work()).sum();
    }

    synchronized SortedMap<String, Double> secondsByTrial() {
        return new TreeMap<>(seconds);
    }

    @Override
    public synchronized void epoch(TrialSpec trial, int epoch, double testLoss) {
        doneWork += trial.workPerEpoch();
        if (display != null && System.nanoTime() - shown > REDRAW_NANOS) {
            shown = System.nanoTime();
            display.show(recipe.name() + " " + bar.of(doneWork / totalWork) + "  " + finished + "/"
                    + recipe.trials().size() + " trials  " + trial.id());
        }
    }

    @Override
    public synchronized void finished(TrialSpec trial, TrialResult result, double time) {
        finished++;
        seconds.put(trial.id(), time);
    }

    @Override
    public synchronized void reused(TrialSpec trial) {
        finished++;
        doneWork += trial.work();
    }
}
