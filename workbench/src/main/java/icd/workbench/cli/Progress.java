package icd.workbench.cli;

import icd.claim.Claim;
import icd.workbench.engine.Headway;
import icd.workbench.engine.RunListener;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.TrialResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run gets on, on standard error: one line that redraws itself on a terminal, a line for each finished trial
 * or claim elsewhere.
 *
 * <p>Our own sixty lines because the one maintained library for it is built on JLine 3, and this project's terminal is
 * JLine 4.
 */
final class Progress implements RunListener, AutoCloseable {

    private static final int BAR = 16;
    private static final long REDRAW_NANOS = 100_000_000;

    private final Recipe recipe;
    private final PrintWriter err;
    private final boolean redraw;
    private final Headway headway;
    private final long start = System.nanoTime();
    private final SortedMap<String, Double> seconds = new TreeMap<>();
    private long drawn;
    private boolean closed;

    private Progress(Recipe recipe, PrintWriter err, boolean redraw) {
        this.recipe = recipe;
        this.err = err;
        this.redraw = redraw;
        this.headway = new Headway(recipe);
    }

    /** @param err where to; whether that is a terminal the launcher says, as Java cannot tell for standard error */
    static Progress of(Recipe recipe, PrintWriter err) {
        boolean terminal = Boolean.getBoolean("icd.stderr.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new Progress(recipe, err, terminal);
    }

    /** Seconds that each trial run now took, and each claim checked now, by its place in the run directory. */
    synchronized SortedMap<String, Double> seconds() {
        return new TreeMap<>(seconds);
    }

    /** Trials and claims that an earlier run had finished. */
    synchronized int reused() {
        return headway.reused();
    }

    @Override
    public synchronized void epoch(TrialSpec trial, int epoch, double testLoss) {
        headway.epoch(trial);
        if (redraw && !closed && System.nanoTime() - drawn > REDRAW_NANOS) {
            draw(trial.id());
        }
    }

    @Override
    public synchronized void finished(TrialSpec trial, TrialResult result, double seconds) {
        headway.finished(trial);
        this.seconds.put("trials/" + trial.id(), seconds);
        String came = result.epochs() > 0
                ? String.format(Locale.ROOT, ", test MSE/n %.6g", result.testLoss()[result.epochs()])
                : "";
        String what = result.epochs() > 0 ? Words.count(result.epochs(), "epoch") : "evaluated";
        say(trial.id(), what + " in " + Words.duration(seconds) + came);
    }

    @Override
    public synchronized void checked(ClaimResult result, double seconds) {
        String id = result.claim().id();
        headway.finished(result.claim());
        this.seconds.put("claims/" + id, seconds);
        say(id, result.verdict().outcome() + " in " + Words.duration(seconds));
    }

    private void say(String id, String what) {
        if (closed) {
            return;
        }
        if (redraw) {
            draw(id);
        } else {
            err.println(recipe.name() + ": " + headway.done() + "/" + headway.all() + " " + id + ", " + what);
        }
    }

    @Override
    public synchronized void reused(TrialSpec trial) {
        headway.reused(trial);
    }

    @Override
    public synchronized void reused(Claim claim) {
        headway.reused(claim);
    }

    private void draw(String id) {
        drawn = System.nanoTime();
        double share = headway.share();
        int full = (int) Math.round(share * BAR);
        double elapsed = (drawn - start) / 1e9;
        double toGo = headway.secondsLeft(elapsed);
        String left = toGo >= 0 && elapsed > 0.5 ? ", " + Words.duration(toGo) + " left" : "";
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %s%s  %s",
                recipe.name(),
                "#".repeat(full),
                ".".repeat(BAR - full),
                100 * share,
                headway,
                left,
                id);
        err.print("\r\u001b[K" + line.substring(0, Math.min(79, line.length())));
        err.flush();
    }

    /** Removes the line. */
    @Override
    public synchronized void close() {
        if (redraw && drawn != 0 && !closed) {
            err.print("\r\u001b[K");
            err.flush();
        }
        closed = true;
    }
}
