package icd.workbench.shell;

import icd.claim.Claim;
import icd.workbench.engine.Headway;
import icd.workbench.engine.RunListener;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.TrialResult;
import java.util.SortedMap;
import java.util.TreeMap;

/** Follows a run, and shows how it gets on where there is a display. */
final class RunProgress implements RunListener {

    private static final long REDRAW_NANOS = 100_000_000;

    private final Recipe recipe;
    private final ProgressDisplay display;
    private final Headway headway;
    private final ProgressBar bar = new ProgressBar();
    private final SortedMap<String, Double> seconds = new TreeMap<>();
    private long shown;

    /** @param display null where there is none */
    RunProgress(Recipe recipe, ProgressDisplay display) {
        this.recipe = recipe;
        this.display = display;
        this.headway = new Headway(recipe);
    }

    synchronized SortedMap<String, Double> seconds() {
        return new TreeMap<>(seconds);
    }

    @Override
    public synchronized void epoch(TrialSpec trial, int epoch, double testLoss) {
        headway.epoch(trial);
        show(trial.id());
    }

    private void show(String id) {
        if (display != null && System.nanoTime() - shown > REDRAW_NANOS) {
            shown = System.nanoTime();
            display.show(recipe.name() + " " + bar.of(headway.share()) + "  " + headway + "  " + id);
        }
    }

    @Override
    public synchronized void finished(TrialSpec trial, TrialResult result, double time) {
        headway.finished(trial);
        seconds.put("trials/" + trial.id(), time);
    }

    @Override
    public synchronized void checked(ClaimResult result, double time) {
        headway.finished(result.claim());
        seconds.put("claims/" + result.claim().id(), time);
        show(result.claim().id());
    }

    @Override
    public synchronized void reused(TrialSpec trial) {
        headway.reused(trial);
    }

    @Override
    public synchronized void reused(Claim claim) {
        headway.reused(claim);
    }
}
