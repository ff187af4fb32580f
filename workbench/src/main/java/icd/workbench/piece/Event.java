package icd.workbench.piece;

import java.util.Optional;

/** An event of a piece while a plan is executed. */
public sealed interface Event {

    /** Returns the piece of the event. */
    Piece piece();

    /** A share of the work is done, from 0 to 1. */
    record Advanced(Piece piece, double share) implements Event {}

    /** The piece is done and on the disk. */
    record Finished(Piece piece, double seconds, String outcome) implements Event {}

    /** The piece was found in the store. */
    record Reused(Piece piece) implements Event {}

    /** The piece was begun by an earlier run, and goes on from the state of this checkpoint. */
    record Resumed(Piece piece, String from) implements Event {}

    /** The piece in the store was damaged, has been set aside and is made again; or no checkpoint can be written. */
    record Warned(Piece piece, String message) implements Event {}

    /**
     * The piece failed.
     *
     * @param message the reason, in a line that begins with the part that failed
     * @param cause the exception; empty for a piece that was not begun
     */
    record Failed(Piece piece, String message, Optional<Throwable> cause) implements Event {}
}
