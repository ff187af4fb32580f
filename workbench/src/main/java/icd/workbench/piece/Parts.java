package icd.workbench.piece;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a piece finds the pieces that its own result is made from, and keeps those that it had to make. For one thread. */
public final class Parts {

    private final Store store;
    private final boolean fresh;
    private final Consumer<String> warned;
    private final Map<String, Contents> made = new HashMap<>();

    /**
     * The parts of a piece.
     *
     * @param fresh whether nothing is to be found but what was made here
     * @param warned told of a part that was damaged, and is made again
     */
    Parts(Store store, boolean fresh, Consumer<String> warned) {
        this.store = store;
        this.fresh = fresh;
        this.warned = warned;
    }

    /** What a part left: found, or else made now and kept. */
    public Contents get(Piece part, Piece.Work work) {
        return find(part).orElseGet(() -> keep(part, part.run(work)));
    }

    /** What a part left, verified; empty where it must be made. */
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
     * Keeps what a part has left, and returns it.
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
