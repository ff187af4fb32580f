package icd.workbench.piece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which pieces are worked on together, and in what order. Neither changes any bit of a result.
 *
 * <p>Pieces on the same prompts stay together, so that few sets are held at a time; the most expensive sets come first,
 * and within a set the most expensive pieces, so that at the end no thread waits long for another. Pieces that can be
 * worked on side by side form one part, which is divided among threads only where these would otherwise have unequal
 * work.
 */
final class Schedule {

    /** The largest number of pieces in a part: more would gain nothing, and each takes room. */
    private static final int MOST = 16;

    /** The share by which one thread may have more work than its own before a part is divided. */
    private static final double UNEVEN = 0.05;

    /**
     * The pieces of one thread.
     *
     * @param alike pieces of one hash, and then others that are worked on side by side with them
     */
    record Part(List<List<Piece>> alike) {

        /** Returns a part of pieces of one hash. */
        static Part alone(List<Piece> alike) {
            return new Part(List.of(alike));
        }
    }

    private final double[] room; // the work that each thread has left
    private final double spare;
    private final List<Part> parts = new ArrayList<>();

    private Schedule(double work, int threads) {
        this.room = new double[threads];
        Arrays.fill(room, work / threads);
        this.spare = UNEVEN * work / threads;
    }

    /** Returns the parts in the order in which threads should take them. */
    static List<Part> of(List<List<Piece>> left, int threads) {
        if (left.size() <= threads) {
            return apart(left);
        }
        Schedule schedule = new Schedule(work(left), threads);
        units(left).forEach(schedule::place);
        return schedule.parts;
    }

    /**
     * Returns each piece as a part, in the same order, for plans in which a failure must keep others from being begun.
     */
    static List<Part> apart(List<List<Piece>> left) {
        return units(left).stream().flatMap(List::stream).map(Part::alone).toList();
    }

    private static double work(List<List<Piece>> some) {
        return some.stream().mapToDouble(Schedule::cost).sum();
    }

    /** Returns the cost of pieces; a piece of no known work counts as a little. */
    private static double cost(List<Piece> alike) {
        return 1 + alike.getFirst().cost();
    }

    /** Puts a unit where there is room for it, or piece by piece where there is room for each. */
    private void place(List<List<Piece>> unit) {
        List<List<Piece>> rest = unit;
        while (!rest.isEmpty()) {
            int freest = 0;
            for (int thread = 1; thread < room.length; thread++) {
                freest = room[thread] > room[freest] ? thread : freest;
            }
            double fits = room[freest] + (work(rest) <= room[freest] + spare ? spare : 0);
            int taken = 1;
            while (taken < Math.min(rest.size(), MOST) && work(rest.subList(0, taken + 1)) <= fits) {
                taken++;
            }
            Part part = new Part(List.copyOf(rest.subList(0, taken)));
            room[freest] -= work(part.alike());
            parts.add(part);
            rest = rest.subList(taken, rest.size());
        }
    }

    /** Returns all groups that can be worked on side by side, in the order in which they should be begun. */
    private static List<List<List<Piece>>> units(List<List<Piece>> left) {
        Map<Object, List<List<Piece>>> onSamePrompts = new LinkedHashMap<>();
        left.forEach(alike -> {
            List<SharedPrompts.Key> needs = alike.getFirst().needs();
            onSamePrompts
                    .computeIfAbsent(needs.isEmpty() ? alike : needs.getFirst(), _ -> new ArrayList<>())
                    .add(alike);
        });
        return onSamePrompts.values().stream()
                .sorted(Comparator.<List<List<Piece>>>comparingDouble(Schedule::work)
                        .reversed())
                .flatMap(group -> together(group).stream())
                .toList();
    }

    private static List<List<List<Piece>>> together(List<List<Piece>> group) {
        Map<Object, List<List<Piece>>> units = new LinkedHashMap<>();
        group.stream()
                .sorted(Comparator.<List<Piece>>comparingDouble(Schedule::cost).reversed())
                .forEach(alike -> {
                    Optional<Piece.Together> together = alike.getFirst().together();
                    units.computeIfAbsent(together.isPresent() ? together.get() : alike, _ -> new ArrayList<>())
                            .add(alike);
                });
        return List.copyOf(units.values());
    }

    @Override
    public String toString() {
        return parts.size() + " parts";
    }
}
