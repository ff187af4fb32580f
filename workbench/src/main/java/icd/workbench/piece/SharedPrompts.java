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
 * The prompt sets that work items share: each is drawn when it is first requested and released when the last item that
 * announced it has given it back, so that memory is bounded by the work that runs side by side and not by the length of
 * a sweep.
 */
public final class SharedPrompts {

    /** Everything that determines a set of prompts. */
    public record Key(
            Task task,
            int from,
            int count,
            int L,
            Precision precision,
            long seed,
            String purpose,
            Optional<ImportedPrompts> imported) {

        /** Returns the key of the first {@code some} prompts. */
        public Key first(int some) {
            return new Key(task, from, some, L, precision, seed, purpose, imported);
        }

        /** Draws the prompts. */
        public PromptSet draw(Workers workers) {
            return imported.map(file -> file.prompts().slice(from, from + count).in(precision))
                    .orElseGet(() -> PromptSet.draw(task, from, count, L, precision, seed, purpose, workers));
        }
    }

    /** The number of numbers in a set, about 40 MB of float32, from which collecting it explicitly is worthwhile. */
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

    /** Announces that one more item will want this set. */
    synchronized void announce(Key key) {
        slots.computeIfAbsent(key, _ -> new Slot()).users++;
    }

    /** Returns the set; it is drawn now if nobody asked for it before. */
    public PromptSet get(Key key) {
        Slot slot;
        synchronized (this) {
            slot = slots.get(key);
        }
        return slot.prompts(key, workers);
    }

    /** Notes that an item has finished with a set that was announced for it. */
    void giveBack(Key key) {
        synchronized (this) {
            if (--slots.get(key).users > 0) {
                return;
            }
            slots.remove(key);
        }
        // Training makes so little garbage that the collector would leave a dead set in memory and take more for the
        // next one.
        if ((long) key.count() * key.L() * key.task().n() > WORTH_COLLECTING) {
            System.gc();
        }
    }
}
