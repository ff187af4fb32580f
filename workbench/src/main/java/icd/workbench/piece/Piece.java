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
 * A unit of work: deterministic, independent of every other, and identified by the hash of all that determines its result, so that
 * whoever has the result need not do the work again.
 */
public interface Piece {

    /** What pieces there are. */
    enum Sort {
        /** A layer, trained or not, and what is measured of it. */
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

        /** What one of them is called. */
        public String singular() {
            return singular;
        }

        /** Where a run's directory has them. */
        public String folder() {
            return folder;
        }
    }

    /**
     * What executing takes.
     *
     * @param workers the threads; no bit of a result depends on their number
     * @param prompts those that the piece {@link #needs}
     * @param progress told the share that is done, rising from 0 to 1
     * @param checkpoint where work that takes long leaves how far it has come, and finds how far it had come before
     * @param parts where the pieces are that its result is made from
     */
    record Work(Workers workers, SharedPrompts prompts, DoubleConsumer progress, Checkpoint checkpoint, Parts parts) {}

    /** What runs pieces side by side. Pieces can be run so where they have equal ones. */
    interface Together {

        /**
         * Does the work of all, and ends each turn as soon as its work is done.
         *
         * @throws RuntimeException what concerns all that have not ended
         */
        void run(List<Turn> turns);
    }

    /**
     * A piece among others.
     *
     * @param work what executing it takes
     * @param end to be given once what makes the contents or throws the reason why there are none
     */
    record Turn(Piece piece, Work work, Consumer<Supplier<Contents>> end) {}

    Sort sort();

    /** Unique among the pieces of its sort in one recipe, and safe as a file name. */
    String id();

    /** What messages call it. */
    String name();

    /** Everything that determines the result, as canonical text. */
    String determining();

    /** The hash by which the store knows it, 64 hexadecimal digits. */
    default String hash() {
        return Numerics.hash(determining());
    }

    /** Multiplications, up to a factor: what scheduling and progress weigh pieces by. */
    double cost();

    /** Prompt sets that it may ask for. Those of pieces that begin with the same one are executed one after the other. */
    List<SharedPrompts.Key> needs();

    /**
     * Pieces that its result is made from, each of use to others too: a trial with evaluations is made from its trained layer, so that one
     * more evaluation trains nothing. They are made with it, and kept in the store like any other.
     */
    default List<Piece> parts() {
        return List.of();
    }

    /** It and its parts, with the parts of these. */
    default Stream<Piece> withParts() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Piece::withParts));
    }

    /** What it can be run side by side with, to the same result; empty where it is run alone. */
    default Optional<Together> together() {
        return Optional.empty();
    }

    /** Does the work. */
    Contents run(Work work);

    /**
     * How far a checkpoint says that the work has come, for people: {@code after epoch 12 of 100}.
     *
     * @throws RuntimeException if it is none of this piece
     */
    default String reached(byte[] checkpoint) throws IOException {
        throw new IllegalArgumentException(name() + ": it has no checkpoints");
    }

    /** What came of it, in a few words for people. */
    String outcome(Contents contents);
}
