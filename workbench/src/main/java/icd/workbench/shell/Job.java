package icd.workbench.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A piece of the user's code that is run once on an evaluation thread. */
final class Job {

    private static final long WATCH_MILLIS = 10;

    private final Callable<?> work;
    private Object value;
    private Throwable thrown;
    private boolean done;
    private long deadline;
    private Thread thread;
    private volatile Ending ending;
    private volatile int keepers;
    private volatile boolean abandoned;

    Job(Callable<?> work) {
        this.work = work;
    }

    /** Does the work on the calling thread. */
    void perform() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        Object result = null;
        Throwable failure = null;
        try {
            if (ending != null) {
                throw new Stop();
            }
            result = work.call();
        } catch (Throwable e) {
            failure = e;
        }
        synchronized (this) {
            done = true;
            if (!abandoned) {
                value = result;
                thrown = failure;
            }
            notifyAll();
        }
    }

    /**
     * Asks the job to end; the first call decides the reason.
     *
     * @param patience how long {@link #await} still waits
     * @return whether this was the first call, and the job is not done
     */
    synchronized boolean end(Ending why, long patience, TimeUnit unit) {
        if (done || ending != null) {
            return false;
        }
        ending = why;
        deadline = System.nanoTime() + unit.toNanos(patience);
        if (thread != null && why instanceof Ending.Halt) {
            thread.interrupt();
        }
        notifyAll();
        return true;
    }

    /**
     * Waits until the job is done, or has not ended in time after it was asked to: then it counts as abandoned.
     *
     * @param watch called from time to time while the job runs
     */
    void await(Runnable watch) {
        boolean interrupted = false;
        while (!over()) {
            try {
                pause();
                watch.run();
            } catch (InterruptedException e) {
                interrupted = true;
                end(Evaluator.INTERRUPTED, 0, TimeUnit.SECONDS);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean over() {
        if (!done && ending != null && System.nanoTime() - deadline >= 0) {
            abandoned = true;
        }
        return done || abandoned;
    }

    private synchronized void pause() throws InterruptedException {
        if (!done && ending == null) {
            wait(WATCH_MILLIS);
        } else if (!done) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
    }

    /**
     * Notes, on the thread of the job, that the job has entered a call that hears an interrupt and returns what it has
     * so far; or, with -1, that it has left one.
     */
    static void keeping(int more) {
        if (Thread.currentThread() instanceof EvaluationThread thread) {
            thread.job().keepers += more; // only this thread writes it
        }
    }

    boolean keepsWhatItHas() {
        return keepers > 0;
    }

    /** Returns the reason why the job was asked to end; null if it was not. */
    Ending ending() {
        return ending;
    }

    /** Returns whether nobody waits for the job any more. */
    boolean abandoned() {
        return abandoned;
    }

    synchronized Object value() {
        return value;
    }

    /** Returns the throwable that the job threw; null if it ended normally or is abandoned. */
    synchronized Throwable thrown() {
        return thrown;
    }
}
