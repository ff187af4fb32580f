package icd.workbench.piece;

import java.util.Optional;

/** Something that happened to a piece while a plan was executed. */
public sealed interface Event {

    /** The piece that it happened to. */
    Piece piece();

    /** A share of its work is done, from 0 to 1. */
    record Advanced(Piece piece, double share) implements Event {}

    /** It is done and on the disk. */
    record Finished(Piece piece, double seconds, String outcome) implements Event {}

    /** It was found in the store. */
    record Reused(Piece piece) implements Event {}

    /** An earlier run had begun it, and it goes on from the state of this checkpoint. */
    record Resumed(Piece piece, String from) implements Event {}

    /** What the store had of it was damaged, has been set aside and is made again; or no checkpoint can be written. */
    record Warned(Piece piece, String message) implements Event {}

    /**
     * It could not be done.
     *
     * @param message why, in a line that begins with what failed
     * @param cause where it came from; empty for a piece that was not begun
     */
    record Failed(Piece piece, String message, Optional<Throwable> cause) implements Event {}
}
