package icd.workbench.piece;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.ImportedPrompts;
import icd.task.PromptSet;
import icd.task.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prompt sets that work items share: each is drawn when first asked for and let go when the last item that announced
 * it has given it back, so that memory is bounded by what runs side by side and not by the length of a sweep.
 */
public final class SharedPrompts {

    /** All that determines a set of prompts. */
    public record Key(
            Task task,
            int from,
            int count,
            int L,
            Precision precision,
            long seed,
            String purpose,
            Optional<ImportedPrompts> imported) {

        /** The first so many of them. */
        public Key first(int some) {
            return new Key(task, from, some, L, precision, seed, purpose, imported);
        }

        /** Draws them. */
        public PromptSet draw(Workers workers) {
            return imported.map(file -> file.prompts().slice(from, from + count).in(precision))
                    .orElseGet(() -> PromptSet.draw(task, from, count, L, precision, seed, purpose, workers));
        }
    }

    /** Numbers in a set, about 40 MB of float32. */
    private static final long WORTH_COLLECTING = 10_000_000;

    private static final class Slot {
        private int users;
        private PromptSet prompts;

        synchronized PromptSet prompts(Key key, Workers workers) {
            if (prompts == null) {
                prompts = key.draw(workers);
            }
            return prompts;
        }
    }

    private final Map<Key, Slot> slots = new HashMap<>();
    private final Workers workers;

    /** @param workers for drawing */
    SharedPrompts(Workers workers) {
        this.workers = workers;
    }

    /** Says that one more item will want this set. */
    synchronized void announce(Key key) {
        slots.computeIfAbsent(key, _ -> new Slot()).users++;
    }

    /** The set; drawn now if nobody asked before. */
    public PromptSet get(Key key) {
        Slot slot;
        synchronized (this) {
            slot = slots.get(key);
        }
        return slot.prompts(key, workers);
    }

    /** Says that an item is done with a set that was announced for it. */
    void giveBack(Key key) {
        synchronized (this) {
            if (--slots.get(key).users > 0) {
                return;
            }
            slots.remove(key);
        }
        // Training makes so little garbage that the collector would let a dead set lie and take more memory for the
        // next.
        if ((long) key.count() * key.L() * key.task().n() > WORTH_COLLECTING) {
            System.gc();
        }
    }
}
