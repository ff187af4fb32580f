package icd.kernel;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.ojalgo.concurrent.DaemonPoolExecutor;

/**
 * The threads of a run, a training or a shell; the owner that opened them closes them. They come from ojAlgo's {@link
 * DaemonPoolExecutor}.
 *
 * <p>Work is divided into items that are fixed beforehand, each writing only its own results, so that results do not
 * depend on the number of workers nor on the assignment of items to them.
 */
public final class Workers implements AutoCloseable {

    /** The work for each item. */
    @FunctionalInterface
    public interface Work {

        /**
         * @param worker 0 to {@code count() - 1}; no two calls at the same time have the same number, so it may choose
         *     a buffer
         * @param item 0 to {@code items - 1}
         */
        void run(int worker, int item);
    }

    /** The workers whose work the current thread is doing. */
    private static final ScopedValue<Workers> INSIDE = ScopedValue.newInstance();

    /** The call of {@link #forEach} that the current thread helps with. */
    private static final ScopedValue<Round> ROUND = ScopedValue.newInstance();

    private static final Workers CALLER = new Workers(1, null);

    private final int count;
    private final ExecutorService executor;

    /** The last call, for helpers that wait for one; null when it has ended. */
    private final AtomicReference<Round> offered = new AtomicReference<>();

    /** The number of helpers that wait for a call, awake. */
    private final AtomicInteger waiting = new AtomicInteger();

    private Workers(int count, ExecutorService executor) {
        this.count = count;
        this.executor = executor;
    }

    /** Returns workers without further threads: the caller does the work. */
    public static Workers caller() {
        return CALLER;
    }

    /**
     * Returns this many workers, the caller among them; they must be closed.
     *
     * @throws IllegalArgumentException if count is not positive
     */
    public static Workers of(int count) {
        if (!(count > 0)) {
            throw new IllegalArgumentException("Workers.of: count must be > 0, got " + count);
        }
        return count == 1 ? CALLER : new Workers(count, DaemonPoolExecutor.newFixedThreadPool("icd-worker", count - 1));
    }

    /** Returns one worker for each processor; they must be closed. */
    public static Workers ofAllProcessors() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /** Returns the number of workers. */
    public int count() {
        return count;
    }

    /**
     * Does the work for items 0 to {@code items - 1} and returns when all items are done. The caller is one of the
     * workers: it begins at once, and the others find fewer items when they wake. A call from within such work does all
     * items itself, as there may be no other thread left to wait for. The progress goes to the {@link WorkObserver} of
     * the scope.
     *
     * @throws RuntimeException or Error the first one that an item threw; the remaining items are then left out
     * @throws CancellationException if the calling thread is interrupted; the remaining items are left out, no item is
     *     still running, and the thread remains interrupted
     */
    public void forEach(int items, Work work) {
        forEach("working", items, work);
    }

    /** Does the same as {@link #forEach(int, Work)}, under a name for observers. */
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
     * Returns the call after this one, if it comes before a thread would be put to sleep and woken: an epoch calls for
     * every batch, and waking a thread takes as long as a third of a batch.
     */
    private Round next(Round last) {
        waiting.incrementAndGet();
        Round next = offered(last);
        for (int spin = 0; next == null && spin < Round.SPINS; spin++) {
            Thread.onSpinWait();
            next = offered(last);
        }
        waiting.decrementAndGet();
        return next != null ? next : offered(last); // the call may have counted on this thread
    }

    private Round offered(Round last) {
        Round next = offered.get();
        return next == last ? null : next;
    }

    /**
     * Checks for an interrupt; long work that is one item or none calls this from time to time.
     *
     * @throws CancellationException if the calling thread is interrupted, which it remains, or helps a thread that is
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

        /** About as many turns as a thread takes to wake. */
        private static final int SPINS = 2000;

        private final int items;
        private final int most; // the number of workers, the leader among them
        private final Work work;
        private final WorkObserver observer;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile int helping;
        private volatile boolean cancelled; // the remaining items are not wanted, nor are the results of the helpers
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

        /**
         * Returns when no thread is helping any more and none will begin to; throws the exception that the work threw.
         */
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
                        interrupted = true; // first let them finish, as they write into the caller's arrays
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
