package icd.workbench.shell;

import icd.kernel.WorkObserver;

/** Shows how far long work has come, once it has taken a second; a training has a line of its own. */
final class WorkProgress implements WorkObserver {

    private static final long PATIENCE_NANOS = 1_000_000_000;

    /** Work that follows the same work this soon is taken for more of it. */
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

    /** @param display null where nobody looks */
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
        if (depth == 1) { // what is part of other work tells nothing of the whole
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

    /** Called now and then by the thread that waits for what is evaluated. */
    synchronized void tick() {
        long now = System.nanoTime();
        if (display != null && !closed && depth > 0 && now - began > PATIENCE_NANOS && bar.isDue()) {
            visible = true;
            display.show(what + " " + bar.of(done / (double) items));
        }
    }

    /** Nobody waits any more: what still works on shows nothing. */
    synchronized void close() {
        closed = true;
        hide();
    }

    private void hide() {
        if (visible) {
            visible = false;
            display.show(what + " " + bar.of(done / (double) items, Double.NaN)); // for one that keeps its last line
            display.clear();
        }
    }
}
