package icd.workbench.piece;

import icd.kernel.Workers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A unit of work: deterministic, independent of every other, and identified by the hash of everything that determines
 * its result, so that the work need not be done again where the result exists.
 */
public interface Piece {

    /** The sorts of pieces. */
    enum Sort {
        /** A layer, trained or not, and its measurements. */
        TRIAL("trials", "trial"),
        /** The losses of baselines on the same prompts. */
        BASELINES("baselines", "baselines"),
        /** A statement with its verdict. */
        CLAIM("claims", "claim");

        private final String folder;
        private final String singular;

        Sort(String folder, String singular) {
            this.folder = folder;
            this.singular = singular;
        }

        /** Returns the word for one of them. */
        public String singular() {
            return singular;
        }

        /** Returns the folder for them in a run's directory. */
        public String folder() {
            return folder;
        }
    }

    /**
     * The resources for executing a piece.
     *
     * @param workers the threads; no bit of a result depends on their number
     * @param prompts the prompts that the piece {@link #needs}
     * @param progress receives the share that is done, rising from 0 to 1
     * @param checkpoint where long work saves its state, and finds an earlier state
     * @param parts the pieces that its result is made from
     */
    record Work(Workers workers, SharedPrompts prompts, DoubleConsumer progress, Checkpoint checkpoint, Parts parts) {}

    /** Runs pieces side by side. Pieces can run side by side where their values of this type are equal. */
    interface Together {

        /**
         * Does the work of all turns, and ends each turn as soon as its work is done.
         *
         * @throws RuntimeException for a failure of all turns that have not ended
         */
        void run(List<Turn> turns);
    }

    /**
     * A piece that runs beside others.
     *
     * @param work the resources for executing it
     * @param end must be given, once, a supplier that returns the contents or throws the reason why there are none
     */
    record Turn(Piece piece, Work work, Consumer<Supplier<Contents>> end) {}

    Sort sort();

    /** Returns the id, which is unique among the pieces of its sort in one recipe, and safe as a file name. */
    String id();

    /** Returns its name in messages. */
    String name();

    /** Returns everything that determines the result, as canonical text. */
    String determining();

    /** Returns the hash by which the store identifies it, 64 hexadecimal digits. */
    default String hash() {
        return Numerics.hash(determining());
    }

    /** Returns the number of multiplications, up to a factor: scheduling and progress weigh pieces by it. */
    double cost();

    /**
     * Returns the prompt sets that it may ask for. Pieces that begin with the same set are executed one after the
     * other.
     */
    List<SharedPrompts.Key> needs();

    /**
     * Returns the pieces that its result is made from, each useful to others too: a trial with evaluations is made from
     * its trained layer, so that one more evaluation trains nothing. They are made with it, and kept in the store like
     * any other.
     */
    default List<Piece> parts() {
        return List.of();
    }

    /** Returns this piece and its parts, with the parts of these. */
    default Stream<Piece> withParts() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Piece::withParts));
    }

    /** Returns the runner for running it side by side with others, to the same result; empty where it is run alone. */
    default Optional<Together> together() {
        return Optional.empty();
    }

    /** Does the work. */
    Contents run(Work work);

    /**
     * Describes for people how far a checkpoint says that the work has come: {@code after epoch 12 of 100}.
     *
     * @throws RuntimeException if the bytes are no checkpoint of this piece
     */
    default String reached(byte[] checkpoint) throws IOException {
        throw new IllegalArgumentException(name() + ": it has no checkpoints");
    }

    /** Describes the result in a few words for people. */
    String outcome(Contents contents);
}
