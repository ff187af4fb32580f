package icd.workbench.piece;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How far a piece that takes long has come, in its store, so that a run that is killed does not begin it again. What is saved here now
 * and then is found by the next run of the same piece, which goes on from there to the same bytes; the store removes it when it keeps
 * the piece. For one thread that works, and any others that {@link #flush}.
 */
public final class Checkpoint {

    /** How a state is read from the bytes that were saved of it. */
    @FunctionalInterface
    public interface Reader<S> {
        /** The state; an exception that is not of reading says that these bytes are none. */
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
     * The checkpoint of a piece.
     *
     * @param interval at least so much time passes between one state and the next that is saved
     * @param fresh whether nothing is to be found
     * @param resumed told from where the piece goes on
     * @param warned told of a checkpoint that was damaged or could not be written, of which no result is lost
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

    /** The state that an earlier run has saved last, verified; empty where there is none, or one that is damaged and set aside. */
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
     * Says how far the work has come. Saves it, if that was not done lately.
     *
     * @param state its bytes, asked for now or later, on any thread
     */
    public synchronized void offer(Supplier<byte[]> state) {
        unsaved = state;
        if (isDue()) {
            flush();
        }
    }

    /** Whether what is offered now is saved now: who has come only a little further may wait until it is. */
    public synchronized boolean isDue() {
        return !ended && System.nanoTime() - last >= nanos;
    }

    /** Saves what was offered last, as the work is about to be broken off. */
    public synchronized void flush() {
        if (unsaved == null || ended) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // on an interrupted thread no file can be written
        try {
            store.saveCheckpoint(hash, unsaved.get());
        } catch (IOException e) {
            ended = true; // the work goes on, and may well be kept in the end
            warned.accept(store.checkpointFile(hash) + " must be writable, got " + e
                    + "; the work goes on, but would begin anew if it were broken off");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        unsaved = null;
        last = System.nanoTime();
    }

    /** Saves nothing from here on, as the work is done. */
    synchronized void end() {
        ended = true;
    }

    @Override
    public String toString() {
        return "checkpoint of " + hash;
    }
}
