package icd.workbench.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs the user's code on an evaluation thread, one job at a time, and replaces the thread when a job does not end. */
final class Evaluator implements AutoCloseable {

    /** The time that code busy in a library call gets to end by itself. */
    private static final long INTERRUPT_MILLIS = 100;

    /** The time for trainings and runs, which is longer because they hear interrupts and return what they have. */
    private static final long TRAINING_MILLIS = 3000;

    /** The time after the heap was full, which is longer because the collector is busy too. */
    private static final long HEAP_MILLIS = 2000;

    static final Ending.Halt INTERRUPTED = new Ending.Halt(Outcome.Reason.INTERRUPTED, "interrupted");

    /** This value is made beforehand: when it is wanted there may be no memory for it. */
    private static final Ending.Halt FULL = new Ending.Halt(
            Outcome.Reason.HEAP,
            "the heap is full; let values go with /drop, or start with WORKBENCH_JAVA_OPTS=-Xmx...");

    private final SnippetLoader loader;
    private final StopSignal signal;
    private final HeapGuard guard;
    private EvaluationThread thread;
    private Job running;

    /** @param heapLimit part of the heap that may be in use after a collection */
    Evaluator(SnippetLoader loader, double heapLimit) {
        this.loader = loader;
        this.signal = loader.signal();
        this.guard = new HeapGuard(heapLimit, signal, why -> end(new Ending.Halt(Outcome.Reason.HEAP, why)));
        this.thread = newThread();
    }

    private EvaluationThread newThread() {
        EvaluationThread fresh = new EvaluationThread(loader);
        fresh.start();
        return fresh;
    }

    /**
     * Runs a job and waits for it. Only one thread may call this at a time.
     *
     * @param watch called from time to time by the waiting thread, while the work is done
     * @param cancelled returns whether the job is no longer wanted; it becomes true before {@link #end} is called, if
     *     ever
     */
    Job run(Callable<?> work, Runnable watch, BooleanSupplier cancelled) {
        Job job = new Job(work);
        EvaluationThread on;
        synchronized (this) {
            signal.lower(Thread.currentThread());
            running = job;
            on = thread;
        }
        if (cancelled.getAsBoolean()) { // otherwise `end` finds the job running
            end(INTERRUPTED);
        }
        guard.begin();
        on.accept(job);
        job.await(() -> {
            try {
                guard.poll();
                watch.run();
            } catch (OutOfMemoryError e) { // the job has left no memory for us; our caller has to find some again
                end(FULL);
            }
        });
        guard.end();
        synchronized (this) {
            running = null;
            if (job.abandoned()) {
                signal.abandon(on);
                thread = newThread();
            } else if (job.thrown() instanceof StackOverflowError) {
                on.retire(); // this gives back the pages of its stack
                thread = newThread();
            }
        }
        return job;
    }

    /** Asks the running job, if there is one, to end. May be called from any thread. */
    synchronized void end(Ending.Halt why) {
        if (running == null) {
            return;
        }
        // Asking the thread for its stack would wait until the thread can answer, which takes seconds while it
        // allocates much memory.
        boolean training = why.reason() == Outcome.Reason.INTERRUPTED && running.keepsWhatItHas();
        long patience =
                why.reason() == Outcome.Reason.HEAP ? HEAP_MILLIS : training ? TRAINING_MILLIS : INTERRUPT_MILLIS;
        if (running.end(why, patience, TimeUnit.MILLISECONDS)) {
            signal.raise(training ? TimeUnit.MILLISECONDS.toNanos(TRAINING_MILLIS) : 0);
        }
    }

    @Override
    public synchronized void close() {
        end(new Ending.Halt(Outcome.Reason.INTERRUPTED, "closed"));
        thread.retire();
        guard.close();
    }
}
