package icd.workbench.shell;

import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The signal that code typed in the shell is woven to ask whether to stop, and where {@code System.out} leads. It is
 * public for that code only.
 *
 * <p>The evaluation thread stops when its job is to end. Any other thread that runs the user's code (for a parallel
 * stream, for example) stops with it, except the thread that waits for the outcome and may then look at values.
 */
public final class StopSignal {

    private static final String TRAINING_PACKAGE = "icd.train.";
    private static final Predicate<StackWalker.StackFrame> TRAINING =
            frame -> frame.getClassName().startsWith(TRAINING_PACKAGE);

    private final PrintStream out;
    private final PrintStream err;
    private final List<EvaluationThread> abandoned = new ArrayList<>();
    private volatile boolean raised;
    private volatile boolean othersToo;
    private volatile boolean paused;
    private volatile long graceUntil = System.nanoTime();
    private volatile Thread waiting;

    StopSignal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Bootstraps the constant by which a woven class knows the signal of its shell. */
    public static StopSignal of(MethodHandles.Lookup snippet, String name, Class<?> type) {
        return ((SnippetLoader) snippet.lookupClass().getClassLoader()).signal();
    }

    /** Checks the signal; called at the start of methods and before jumps back. */
    public void check() {
        if (raised) {
            look();
        }
    }

    private void look() {
        while (paused
                && (!(Thread.currentThread() instanceof EvaluationThread thread)
                        || thread.job().ending() == null)) {
            LockSupport.parkNanos(this, 1_000_000);
        }
        boolean stops = Thread.currentThread() instanceof EvaluationThread thread
                ? thread.job().ending() != null
                : othersToo && Thread.currentThread() != waiting;
        if (stops && !(System.nanoTime() - graceUntil < 0 && inTraining())) {
            throw new Stop();
        }
    }

    /** Returns whether a training has called this code; a training notices the signal itself and keeps what it has. */
    private static boolean inTraining() {
        return StackWalker.getInstance().walk(frames -> frames.anyMatch(TRAINING));
    }

    /** Checks the signal before a static field is set: abandoned code must not change the session's variables. */
    public void checkStore() {
        if (raised
                && Thread.currentThread() instanceof EvaluationThread thread
                && thread.job().abandoned()) {
            throw new Stop();
        }
    }

    /**
     * Checks the signal for a thread that waits on behalf of the user's code, for keys for example: it stops where that
     * code is to stop.
     */
    public static void checkThread() {
        if (Thread.currentThread() instanceof EvaluationThread thread
                && thread.job().ending() != null) {
            throw new Stop();
        }
    }

    /** Replaces {@code System.exit}. */
    public static void exit(int code) {
        if (Thread.currentThread() instanceof EvaluationThread thread) {
            ((SnippetLoader) thread.getContextClassLoader()).signal().exit(thread.job(), code);
        }
        throw new Stop();
    }

    /** Replaces {@code Runtime.exit} and {@code halt}. */
    public static void exit(Runtime runtime, int code) {
        exit(code);
    }

    private void exit(Job job, int code) {
        raised = true; // so that catching the exception does not help
        job.end(new Ending.Exit(code), 5, TimeUnit.SECONDS);
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    /**
     * Tells all threads to check.
     *
     * @param graceNanos how long code that a training calls may go on
     */
    void raise(long graceNanos) {
        graceUntil = System.nanoTime() + graceNanos;
        othersToo = true;
        raised = true;
    }

    /** Begins a new job, for which a thread waits; threads of former jobs may still have to be told to stop. */
    synchronized void lower(Thread waits) {
        waiting = waits;
        abandoned.removeIf(thread -> !thread.isAlive());
        othersToo = false;
        raised = !abandoned.isEmpty();
    }

    /** Pauses the user's code at its next check, or lets it go on. */
    void pause(boolean on) {
        paused = on;
        raised = true; // it stays raised until the next job: it costs only a check
    }

    synchronized void abandon(EvaluationThread thread) {
        abandoned.add(thread);
    }
}
