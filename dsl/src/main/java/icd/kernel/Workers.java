package icd.kernel;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.ojalgo.concurrent.DaemonPoolExecutor;

/**
 * The threads that a run, a training or a shell owns: closes what it opened. They come from ojAlgo's {@link DaemonPoolExecutor}.
 *
 * <p>Work is divided into items fixed beforehand, each writing only what is its own, so that results do not depend on
 * how many workers there are nor on which of them did what.
 */
public final class Workers implements AutoCloseable {

    /** What is done for each item. */
    @FunctionalInterface
    public interface Work {

        /**
         * @param worker 0 to {@code count() - 1}; no two calls at a time have the same, so it may choose a buffer
         * @param item 0 to {@code items - 1}
         */
        void run(int worker, int item);
    }

    /** Whose work the current thread is doing. */
    private static final ScopedValue<Workers> INSIDE = ScopedValue.newInstance();

    /** The call of {@link #forEach} that the current thread helps with. */
    private static final ScopedValue<Round> ROUND = ScopedValue.newInstance();

    private static final Workers CALLER = new Workers(1, null);

    private final int count;
    private final ExecutorService executor;

    /** The last call, for helpers that wait for one; null when it has ended. */
    private final AtomicReference<Round> offered = new AtomicReference<>();

    /** Helpers that wait for a call, awake. */
    private final AtomicInteger waiting = new AtomicInteger();

    private Workers(int count, ExecutorService executor) {
        this.count = count;
        this.executor = executor;
    }

    /** No further threads: the caller does the work. */
    public static Workers caller() {
        return CALLER;
    }

    /**
     * This many workers, the caller among them; to be closed.
     *
     * @throws IllegalArgumentException if count is not positive
     */
    public static Workers of(int count) {
        if (!(count > 0)) {
            throw new IllegalArgumentException("Workers.of: count must be > 0, got " + count);
        }
        return count == 1 ? CALLER : new Workers(count, DaemonPoolExecutor.newFixedThreadPool("icd-worker", count - 1));
    }

    /** One worker for each processor; to be closed. */
    public static Workers ofAllProcessors() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /** How many run at a time. */
    public int count() {
        return count;
    }

    /**
     * Does the work for items 0 to {@code items - 1} and returns when all is done. The caller is one of the workers: it
     * begins at once, and what it has finished when the others wake is not theirs to do. Called from within such work, it
     * does all itself, as there may be no other thread left to wait for. Tells the {@link WorkObserver} of its scope.
     *
     * @throws RuntimeException or Error the first that a piece of work threw; the remaining items are then left out
     * @throws CancellationException if the calling thread is interrupted; the remaining items are left out, nothing is
     *     still running, and the thread remains interrupted
     */
    public void forEach(int items, Work work) {
        forEach("working", items, work);
    }

    /** As {@link #forEach(int, Work)}, of work that whoever shows progress calls so. */
    public void forEach(String what, int items, Work work) {
        WorkObserver observer = WorkObserver.current();
        observer.begun(what, items);
        try {
            forEach(items, work, observer);
        } finally {
            observer.ended();
        }
    }

    private void forEach(int items, Work work, WorkObserver observer) {
        if (executor == null || items <= 1 || (INSIDE.isBound() && INSIDE.get() == this)) {
            for (int item = 0; item < items; item++) {
                poll();
                work.run(0, item);
                observer.done(item + 1);
            }
            return;
        }
        Round round = new Round(items, Math.min(count, items), work, observer);
        offered.set(round);
        for (int awake = waiting.get() + 1; awake < Math.min(count, items); awake++) {
            executor.execute(() -> serve(round));
        }
        try {
            ScopedValue.where(INSIDE, this).run(() -> round.lead());
        } finally {
            offered.compareAndSet(round, null);
        }
        round.end();
    }

    /** Helps with a call, and with those that follow soon. */
    private void serve(Round first) {
        for (Round round = first; round != null; round = next(round)) {
            ScopedValue.where(INSIDE, this).where(ROUND, round).run(round::help);
        }
    }

    /**
     * The call after this one, if it comes before a thread would be put to sleep and woken: an epoch calls for every batch, and waking a
     * thread takes as long as a third of a batch.
     */
    private Round next(Round last) {
        waiting.incrementAndGet();
        Round next = offered(last);
        for (int spin = 0; next == null && spin < Round.SPINS; spin++) {
            Thread.onSpinWait();
            next = offered(last);
        }
        waiting.decrementAndGet();
        return next != null ? next : offered(last); // which may have counted on this thread
    }

    private Round offered(Round last) {
        Round next = offered.get();
        return next == last ? null : next;
    }

    /**
     * To be called now and then by long work that is one item or none.
     *
     * @throws CancellationException if the calling thread is interrupted, which it remains, or helps one that is
     */
    public static void poll() {
        if (Thread.currentThread().isInterrupted() || ROUND.isBound() && ROUND.get().cancelled) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        return new CancellationException(
                "Workers.forEach: the calling thread must not be interrupted before all is done,"
                        + " got an interrupt");
    }

    /** One call of {@link #forEach}. */
    private static final class Round {

        /** About as long as a thread takes to wake. */
        private static final int SPINS = 2000;

        private final int items;
        private final int most; // workers, the leader among them
        private final Work work;
        private final WorkObserver observer;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile int helping;
        private volatile boolean cancelled; // what is left is not wanted, nor is what helpers are doing
        private int joined = 1;
        private boolean ended;

        Round(int items, int most, Work work, WorkObserver observer) {
            this.items = items;
            this.most = most;
            this.work = work;
            this.observer = observer;
        }

        void lead() {
            share(0);
        }

        void help() {
            int worker;
            synchronized (this) {
                if (ended || joined == most) {
                    return;
                }
                worker = joined++;
                helping++;
            }
            share(worker);
            synchronized (this) {
                helping--;
                notifyAll();
            }
        }

        private void share(int worker) {
            boolean leading = worker == 0;
            try {
                for (int item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
                    if (leading) {
                        poll();
                    }
                    work.run(worker, item);
                    if (leading) {
                        observer.done(Math.min(items, next.get()));
                    }
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                cancel();
            }
        }

        private void cancel() {
            cancelled = true;
            next.set(items);
        }

        /** Returns when nobody is helping any more and nobody will begin to; throws what the work threw. */
        void end() {
            for (int spin = 0; helping > 0 && spin < SPINS; spin++) {
                Thread.onSpinWait();
            }
            boolean interrupted = false;
            synchronized (this) {
                ended = true;
                while (helping > 0) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        interrupted = true; // first let them finish: they write into the caller's arrays
                        cancel();
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new AssertionError(failure.get());
            }
            if (interrupted) {
                throw interrupted();
            }
        }
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    @Override
    public String toString() {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
