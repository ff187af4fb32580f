package icd.workbench.piece;

import icd.kernel.Workers;
import java.util.List;
import java.util.function.DoubleConsumer;

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
     */
    record Work(Workers workers, SharedPrompts prompts, DoubleConsumer progress, Checkpoint checkpoint) {}

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

    /** Does the work. */
    Contents run(Work work);

    /** What came of it, in a few words for people. */
    String outcome(Contents contents);
}
