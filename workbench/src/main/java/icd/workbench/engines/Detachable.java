package icd.workbench.engines;

import icd.workbench.piece.Engine;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import java.io.IOException;
import java.util.List;

/** An engine whose jobs go on when the process that has submitted them ends. */
public interface Detachable {

    /**
     * Submits the pieces that the store does not have, and returns.
     *
     * @return a description of the submission, in a few words
     * @throws IOException if it could not be submitted
     */
    String submit(List<Piece> plan, Store store, Engine.Options options) throws IOException;
}
