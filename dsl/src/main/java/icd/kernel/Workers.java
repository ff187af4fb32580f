package icd.kernel;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.ojalgo.concurrent.ProcessingService;

/**
 * The threads that a run, a training or a shell owns: closes what it opened.
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

    private static final Workers CALLER = new Workers(1, null);

    private final int count;
    private final ExecutorService executor;

    private Workers(int count, ExecutorService executor) {
        this.count = count;
        this.executor = executor;
    }

    /** No further threads: the caller does the work. */
    public static Workers caller() {
        return CALLER;
    }

    /**
     * This many threads; to be closed.
     *
     * @throws IllegalArgumentException if count is not positive
     */
    public static Workers of(int count) {
        if (!(count > 0)) {
            throw new IllegalArgumentException("Workers.of: count must be > 0, got " + count);
        }
        return count == 1
                ? CALLER
                : new Workers(
                        count,
                        Executors.newFixedThreadPool(
                                count,
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("icd-worker-", 0)
                                        .factory()));
    }

    /** How many run at a time. */
    public int count() {
        return count;
    }

    /**
     * Does the work for items 0 to {@code items - 1} and returns when all is done. Called from within such work, it does
     * all itself, as there may be no other thread left to wait for.
     *
     * @throws RuntimeException or Error the first that a piece of work threw; the remaining items are then left out
     * @throws CancellationException if the calling thread is interrupted; the remaining items are left out, nothing is
     *     still running, and the thread remains interrupted
     */
    public void forEach(int items, Work work) {
        if (executor == null || items <= 1 || (INSIDE.isBound() && INSIDE.get() == this)) {
            for (int item = 0; item < items; item++) {
                work.run(0, item);
            }
            return;
        }
        AtomicInteger nextItem = new AtomicInteger();
        AtomicInteger nextWorker = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable share = () -> {
            running.incrementAndGet();
            int worker = nextWorker.getAndIncrement();
            try {
                for (int item = nextItem.getAndIncrement(); item < items; item = nextItem.getAndIncrement()) {
                    work.run(worker, item);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                nextItem.set(items);
            } finally {
                running.decrementAndGet();
            }
        };
        try {
            new ProcessingService(executor)
                    .run(
                            Math.min(count, items),
                            () -> ScopedValue.where(INSIDE, this).run(share));
        } catch (RuntimeException e) {
            nextItem.set(items); // a share that starts only now finds nothing to do
            while (running.get() > 0) {
                Thread.onSpinWait();
            }
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
            CancellationException cancelled = new CancellationException("Workers.forEach: the calling thread must not"
                    + " be interrupted before all is done, got an interrupt");
            cancelled.initCause(e);
            throw cancelled;
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure.get());
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
