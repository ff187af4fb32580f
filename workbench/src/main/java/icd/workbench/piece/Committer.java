package icd.workbench.piece;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Writes finished work to the disk while other work goes on: forcing a file takes long and no processor, and a disk
 * handles several files at a time in little more than the time of one.
 */
final class Committer implements AutoCloseable {

    private static final int THREADS = 8;

    /** The number of finished items that may wait in memory for the disk. */
    private static final int WAITING = 64;

    private final ExecutorService executor = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("icd-disk-", 0).factory());

    private final Semaphore room = new Semaphore(WAITING);

    /** Submits an item, which is done soon; waits where many items are waiting already. */
    void submit(Runnable work) {
        room.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                work.run();
            } finally {
                room.release();
            }
        });
    }

    /** Waits until all items are done. */
    @Override
    public void close() {
        executor.close();
    }
}
