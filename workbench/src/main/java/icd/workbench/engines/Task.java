package icd.workbench.engines;

import icd.workbench.engine.Plan;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.tree.Nearest;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Some pieces of a recipe, executed where an engine wants them: {@code workbench piece} and the tasks of Spark use it.
 *
 * @param pieces all pieces of the recipe, by their names
 */
public record Task(Map<String, Piece> pieces) {

    /** The shortest time between two reports on a piece, as each report is a line in a file on the network. */
    private static final long TELL_NANOS = 2_000_000_000L;

    /** Returns the pieces of a plan. */
    public static Task of(Plan plan) {
        Map<String, Piece> pieces = new LinkedHashMap<>();
        plan.pieces().forEach(piece -> pieces.put(EventLine.name(piece), piece));
        return new Task(pieces);
    }

    /**
     * Executes pieces in this process.
     *
     * @param names names such as {@code trials/ID}, {@code baselines/ID} or {@code claims/ID}
     * @param told receives lines that report on the pieces, from several threads, one at a time
     * @return whether all of them are in the store now
     * @throws IllegalArgumentException if the recipe has no piece of a name
     */
    public boolean run(List<String> names, Store store, Engine.Options options, int threads, Consumer<String> told) {
        List<Piece> named = new ArrayList<>();
        for (String name : names) {
            Piece piece = pieces.get(name);
            if (piece == null) {
                throw new IllegalArgumentException("piece: a name must be of a piece of the recipe, got '" + name + "'"
                        + Nearest.hint(name, pieces.keySet()));
            }
            named.add(piece);
        }
        Telling telling = new Telling(told);
        try (Closeable _ = store.lease(named.stream().map(Piece::hash).toList())) {
            return new LocalEngine(threads)
                    .execute(named, store, options, telling)
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reports that pieces fail without having been begun. */
    public static void refuse(List<String> names, String message, Consumer<String> told) {
        names.forEach(name -> told.accept(new EventLine(EventLine.Word.FAILED, name, message).toString()));
    }

    /**
     * Does the same as {@link #run}, where nothing may be thrown: an exception counts as a failure of all pieces that
     * are not done.
     *
     * @param recipe returns all pieces, and may throw too
     * @return the lines, without reports of shares of the work
     */
    @SuppressWarnings("PMD.AvoidCatchingThrowable") // kinds of a user's jar may throw anything
    public static List<String> attempt(
            Supplier<Task> recipe, List<String> names, Store store, Engine.Options options, int threads) {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try {
            recipe.get().run(names, store, options, threads, line -> {
                if (!line.startsWith(EventLine.Word.ADVANCED.name())) {
                    lines.add(line);
                }
            });
        } catch (Throwable e) {
            EventLine.Word word = e instanceof OutOfMemoryError ? EventLine.Word.STARVED : EventLine.Word.FAILED;
            names.forEach(name -> lines.add(new EventLine(word, name, name + ": " + e).toString()));
        }
        return List.copyOf(lines);
    }

    private static final class Telling implements Consumer<Event> {
        private final Consumer<String> told;
        private final Map<Piece, Long> last = new HashMap<>();

        Telling(Consumer<String> told) {
            this.told = told;
        }

        @Override
        public synchronized void accept(Event event) {
            if (event instanceof Event.Advanced) {
                long now = System.nanoTime();
                Long before = last.get(event.piece());
                if (before != null && now - before < TELL_NANOS) {
                    return;
                }
                last.put(event.piece(), now);
            }
            told.accept(EventLine.of(event).toString());
        }
    }

    @Override
    public String toString() {
        return pieces.size() + " pieces";
    }
}
