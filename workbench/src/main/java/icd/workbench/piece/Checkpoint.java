package icd.workbench.piece;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The progress of a long piece, kept in its store, so that a run that is killed does not begin the piece again. The
 * next run of the same piece finds the state that was saved here last, and goes on from it to the same bytes; the store
 * removes it when it keeps the piece. One thread works with it; any others may {@link #flush}.
 */
public final class Checkpoint {

    /** Reads a state from the bytes that were saved of it. */
    @FunctionalInterface
    public interface Reader<S> {
        /** Returns the state; an exception other than IOException says that these bytes are no state. */
        S read(byte[] saved) throws IOException;
    }

    private final Store store;
    private final String hash;
    private final long nanos;
    private final boolean fresh;
    private final Consumer<String> resumed;
    private final Consumer<String> warned;
    private Supplier<byte[]> unsaved;
    private long last = System.nanoTime();
    private boolean ended;

    /**
     * Creates the checkpoint of a piece.
     *
     * @param interval the least time between two states that are saved
     * @param fresh whether earlier states are ignored
     * @param resumed receives the place where the piece goes on
     * @param warned receives messages about a checkpoint that was damaged or could not be written; no result is lost by
     *     that
     */
    Checkpoint(
            Store store,
            String hash,
            Duration interval,
            boolean fresh,
            Consumer<String> resumed,
            Consumer<String> warned) {
        this.store = store;
        this.hash = hash;
        this.nanos = interval.toNanos();
        this.fresh = fresh;
        this.resumed = resumed;
        this.warned = warned;
    }

    /**
     * Returns the state that an earlier run has saved last, verified; empty where there is none, or a damaged one,
     * which is set aside.
     */
    public <S> Optional<S> find(Reader<S> reader) {
        if (fresh) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> saved = store.checkpoint(hash);
            if (saved.isEmpty()) {
                return Optional.empty();
            }
            S state = read(reader, saved.get());
            resumed.accept(state.toString());
            return Optional.of(state);
        } catch (DamagedException e) {
            try {
                warned.accept(e.getMessage() + "; set aside as " + store.setAsideCheckpoint(hash));
            } catch (IOException aside) {
                throw new UncheckedIOException(aside);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <S> S read(Reader<S> reader, byte[] saved) throws IOException, DamagedException {
        try {
            return reader.read(saved);
        } catch (RuntimeException e) {
            throw new DamagedException(store.checkpointFile(hash), "is of another version: " + e.getMessage());
        }
    }

    /**
     * Offers a new state, which is saved if none was saved lately.
     *
     * @param state returns its bytes; called now or later, on any thread
     */
    public synchronized void offer(Supplier<byte[]> state) {
        unsaved = state;
        if (isDue()) {
            flush();
        }
    }

    /**
     * Returns whether a state that is offered now is saved now; work that has advanced only a little may wait for that.
     */
    public synchronized boolean isDue() {
        return !ended && System.nanoTime() - last >= nanos;
    }

    /** Saves the state that was offered last, as the work is about to be broken off. */
    public synchronized void flush() {
        if (unsaved == null || ended) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // no file can be written on an interrupted thread
        try {
            store.saveCheckpoint(hash, unsaved.get());
        } catch (IOException e) {
            ended = true; // the work goes on, and its result may well be kept in the end
            warned.accept(store.checkpointFile(hash) + " must be writable, got " + e
                    + "; the work goes on, but would begin again if it were broken off");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        unsaved = null;
        last = System.nanoTime();
    }

    /** Saves nothing from now on, as the work is done. */
    synchronized void end() {
        ended = true;
    }

    @Override
    public String toString() {
        return "checkpoint of " + hash;
    }
}
