package icd.workbench.piece;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Executes pieces into a store. What is true of a piece is what the store holds; an engine remembers nothing. */
public interface Engine {

    /**
     * How a plan is to be executed.
     *
     * @param fresh no piece is taken from the store, and no checkpoint; where it has one already, its bytes must be those that are made now
     * @param failFast after the first failure no other piece is begun
     * @param checkpoints how often a piece that takes long saves how far it has come
     */
    record Options(boolean fresh, boolean failFast, Duration checkpoints) {

        /** A run that is killed loses no more of a piece than this, and an epoch of its training. */
        private static final Duration USUAL_CHECKPOINTS = Duration.ofSeconds(20);

        /** With the usual checkpoints. */
        public Options(boolean fresh, boolean failFast) {
            this(fresh, failFast, USUAL_CHECKPOINTS);
        }

        /** What is there is used, and a failure stops no other piece. */
        public static final Options USUAL = new Options(false, false);
    }

    /**
     * Makes what the store does not have yet. Pieces of one hash are made once. A failure does not stop the others.
     *
     * @param listener told what happens, from several threads at a time
     * @return why pieces failed, by {@link Piece#name}; empty where the store has all of them now
     */
    Map<String, String> execute(List<Piece> plan, Store store, Options options, Consumer<Event> listener);

    /** Its name, as {@code --engine} takes it, for the provenance. */
    @Override
    String toString();
}
