package icd.workbench.piece;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Brings finished work to the disk beside the work that goes on: forcing a file takes long and no processor, and a disk takes
 * several at a time for little more than one.
 */
final class Committer implements AutoCloseable {

    private static final int THREADS = 8;

    /** Finished work that may wait in memory for the disk. */
    private static final int WAITING = 64;

    private final ExecutorService executor = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("icd-disk-", 0).factory());

    private final Semaphore room = new Semaphore(WAITING);

    /** Has something done soon; waits where much is to be done already. */
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

    /** Waits until all is done. */
    @Override
    public void close() {
        executor.close();
    }
}
