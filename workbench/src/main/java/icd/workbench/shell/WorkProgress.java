package icd.workbench.shell;

import icd.kernel.WorkObserver;

/** Shows the progress of long work, once it has taken a second; a training has a line of its own. */
final class WorkProgress implements WorkObserver {

    private static final long PATIENCE_NANOS = 1_000_000_000;

    /** The pause up to which the same work counts as continued. */
    private static final long PAUSE_NANOS = 200_000_000;

    private final ProgressDisplay display;
    private ProgressBar bar;
    private String what = "";
    private long items;
    private long began;
    private long left = System.nanoTime() - PAUSE_NANOS;
    private int depth;
    private boolean visible;
    private boolean closed;
    private volatile long done;

    /** @param display null where nothing is shown */
    WorkProgress(ProgressDisplay display) {
        this.display = display;
    }

    @Override
    public synchronized void begun(String name, long count) {
        if (depth++ > 0) {
            return;
        }
        long now = System.nanoTime();
        if (!(name.equals(what) && now - left < PAUSE_NANOS)) {
            began = now;
            bar = new ProgressBar();
        }
        what = name;
        items = count;
        done = 0;
    }

    @Override
    public void done(long count) {
        if (depth == 1) { // the progress of a part tells nothing about the whole
            done = count;
        }
    }

    @Override
    public synchronized void ended() {
        if (--depth == 0) {
            left = System.nanoTime();
            hide();
        }
    }

    /** Called from time to time by the thread that waits for the evaluation. */
    synchronized void tick() {
        long now = System.nanoTime();
        if (display != null && !closed && depth > 0 && now - began > PATIENCE_NANOS && bar.isDue()) {
            visible = true;
            display.show(what + " " + bar.of(done / (double) items));
        }
    }

    /** Ends the display when nobody waits any more: work that goes on shows nothing. */
    synchronized void close() {
        closed = true;
        hide();
    }

    private void hide() {
        if (visible) {
            visible = false;
            // a display that keeps its last line needs this
            display.show(what + " " + bar.of(done / (double) items, Double.NaN));
            display.clear();
        }
    }
}
