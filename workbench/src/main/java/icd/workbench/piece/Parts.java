package icd.workbench.piece;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the pieces that a piece's own result is made from, and keeps those that it had to make. Only one thread may use
 * it.
 */
public final class Parts {

    private final Store store;
    private final boolean fresh;
    private final Consumer<String> warned;
    private final Map<String, Contents> made = new HashMap<>();

    /**
     * The parts of a piece.
     *
     * @param fresh whether only parts that were made here are found
     * @param warned receives messages about parts that were damaged, and are made again
     */
    Parts(Store store, boolean fresh, Consumer<String> warned) {
        this.store = store;
        this.fresh = fresh;
        this.warned = warned;
    }

    /** Returns the contents of a part, which is made and kept if it is not found. */
    public Contents get(Piece part, Piece.Work work) {
        return find(part).orElseGet(() -> keep(part, part.run(work)));
    }

    /** Returns the contents of a part, verified; empty where it must be made. */
    public Optional<Contents> find(Piece part) {
        if (fresh || made.containsKey(part.hash())) {
            return Optional.ofNullable(made.get(part.hash()));
        }
        try {
            Store.Found found = store.find(part.hash());
            if (!found.damage().isEmpty()) {
                warned.accept(found.damage());
            }
            return found.contents();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps the contents of a part, and returns them.
     *
     * @throws IllegalStateException if the store has other bytes for it
     */
    public Contents keep(Piece part, Contents contents) {
        try {
            store.keepSame(part, contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        made.put(part.hash(), contents);
        return contents;
    }

    @Override
    public String toString() {
        return made.size() + " parts made";
    }
}
