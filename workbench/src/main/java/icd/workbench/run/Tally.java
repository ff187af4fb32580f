package icd.workbench.run;

import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts of the pieces that were made and of those that the store had already.
 *
 * @param seconds the seconds that each new piece took, by its folder and id
 * @param reused the number of pieces found in the store, by sort
 * @param all the number of all pieces, by sort, without those that failed
 */
public record Tally(SortedMap<String, Double> seconds, Map<Piece.Sort, Integer> reused, Map<Piece.Sort, Integer> all) {

    /** Copies the maps. */
    public Tally {
        seconds = Collections.unmodifiableSortedMap(new TreeMap<>(seconds));
        reused = Map.copyOf(reused);
        all = Map.copyOf(all);
    }

    /** Counts as events come. */
    static final class Counter {
        private final SortedMap<String, Double> seconds = new TreeMap<>();
        private final Map<Piece.Sort, Integer> reused = new EnumMap<>(Piece.Sort.class);
        private final Map<Piece.Sort, Integer> all = new EnumMap<>(Piece.Sort.class);

        synchronized void count(Event event) {
            Piece piece = event.piece();
            switch (event) {
                case Event.Finished finished -> {
                    seconds.put(piece.sort().folder() + "/" + piece.id(), finished.seconds());
                    all.merge(piece.sort(), 1, Integer::sum);
                }
                case Event.Reused _ -> {
                    reused.merge(piece.sort(), 1, Integer::sum);
                    all.merge(piece.sort(), 1, Integer::sum);
                }
                case Event.Advanced _, Event.Resumed _, Event.Warned _, Event.Failed _ -> {}
            }
        }

        synchronized Tally tally() {
            return new Tally(seconds, reused, all);
        }
    }

    /** Returns {@code 2 of 3 trials reused}; empty where all were made. */
    public String reusedOf() {
        return Arrays.stream(Piece.Sort.values())
                .filter(reused::containsKey)
                .map(sort -> reused.get(sort) + " of " + all.get(sort) + " "
                        + (all.get(sort) == 1 ? sort.singular() : sort.folder()) + " reused")
                .collect(Collectors.joining(", "));
    }
}
