package icd.workbench.cli;

import icd.workbench.engine.RunListener;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.TrialResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run gets on, on standard error: one line that redraws itself on a terminal, a line for each finished trial
 * elsewhere.
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
    private final double totalWork;
    private final long start = System.nanoTime();
    private final SortedMap<String, Double> secondsByTrial = new TreeMap<>();
    private double doneWork;
    private double reusedWork;
    private int finished;
    private int reused;
    private long drawn;
    private boolean closed;

    private Progress(Recipe recipe, PrintWriter err, boolean redraw) {
        this.recipe = recipe;
        this.err = err;
        this.redraw = redraw;
        this.totalWork =
                recipe.trials().stream().mapToDouble(trial -> trial.work()).sum();
    }

    /** @param err where to; whether that is a terminal the launcher says, as Java cannot tell for standard error */
    static Progress of(Recipe recipe, PrintWriter err) {
        boolean terminal = Boolean.getBoolean("icd.stderr.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new Progress(recipe, err, terminal);
    }

    /** Seconds that each trial run now took. */
    synchronized SortedMap<String, Double> secondsByTrial() {
        return new TreeMap<>(secondsByTrial);
    }

    /** Trials that an earlier run had finished. */
    synchronized int reused() {
        return reused;
    }

    @Override
    public synchronized void epoch(TrialSpec trial, int epoch, double testLoss) {
        doneWork += trial.workPerEpoch();
        if (redraw && !closed && System.nanoTime() - drawn > REDRAW_NANOS) {
            draw(trial.id());
        }
    }

    @Override
    public synchronized void finished(TrialSpec trial, TrialResult result, double seconds) {
        finished++;
        secondsByTrial.put(trial.id(), seconds);
        if (closed) {
            return;
        }
        if (redraw) {
            draw(trial.id());
        } else {
            err.println(String.format(
                    Locale.ROOT,
                    "%s: %d/%d %s, %s in %s%s",
                    recipe.name(),
                    finished + reused,
                    recipe.trials().size(),
                    trial.id(),
                    result.epochs() > 0 ? Words.count(result.epochs(), "epoch") : "evaluated",
                    Words.duration(seconds),
                    result.epochs() > 0
                            ? String.format(Locale.ROOT, ", test MSE/n %.6g", result.testLoss()[result.epochs()])
                            : ""));
        }
    }

    @Override
    public synchronized void reused(TrialSpec trial) {
        reused++;
        double work = trial.work();
        doneWork += work;
        reusedWork += work;
    }

    private void draw(String trial) {
        drawn = System.nanoTime();
        double share = totalWork > 0
                ? Math.min(1, doneWork / totalWork)
                : (double) (finished + reused) / recipe.trials().size();
        int full = (int) Math.round(share * BAR);
        double elapsed = (drawn - start) / 1e9;
        double fresh = doneWork - reusedWork;
        String left = fresh > 0 && elapsed > 0.5
                ? ", " + Words.duration(elapsed * (totalWork - doneWork) / fresh) + " left"
                : "";
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %d/%d trials%s  %s",
                recipe.name(),
                "#".repeat(full),
                ".".repeat(BAR - full),
                100 * share,
                finished + reused,
                recipe.trials().size(),
                left,
                trial);
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
