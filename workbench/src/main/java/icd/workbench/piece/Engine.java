package icd.workbench.piece;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Executes pieces into a store. Only the store records which pieces are done; an engine remembers nothing. */
public interface Engine {

    /**
     * The options for executing a plan.
     *
     * @param fresh whether pieces and checkpoints of the store are ignored; a piece that the store has already must
     *     come out with the same bytes
     * @param failFast whether no other piece is begun after the first failure
     * @param checkpoints how often a long piece saves its state
     */
    record Options(boolean fresh, boolean failFast, Duration checkpoints) {

        /**
         * The usual time between checkpoints. A run that is killed loses at most this much of a piece, and an epoch of
         * its training.
         */
        private static final Duration USUAL_CHECKPOINTS = Duration.ofSeconds(20);

        /** Creates options with the usual checkpoints. */
        public Options(boolean fresh, boolean failFast) {
            this(fresh, failFast, USUAL_CHECKPOINTS);
        }

        /** The usual options: existing pieces are used, and a failure stops no other piece. */
        public static final Options USUAL = new Options(false, false);
    }

    /**
     * Makes the pieces that the store does not have yet. Pieces of one hash are made once. A failure does not stop the
     * others.
     *
     * @param listener receives events, from several threads at a time
     * @return the reasons why pieces failed, by {@link Piece#name}; empty where the store has all of them now
     */
    Map<String, String> execute(List<Piece> plan, Store store, Options options, Consumer<Event> listener);

    /** Returns its name, as {@code --engine} takes it, for the provenance. */
    @Override
    String toString();
}
