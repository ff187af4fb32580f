package icd.workbench.engines;

import icd.kernel.Workers;
import icd.workbench.piece.Contents;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The submitting process's account of the pieces that others execute: the open ones, and the reasons why some failed. A
 * piece is done when the store has it whole, whatever the tasks report. Only one thread may use it.
 */
public final class Ledger {

    /** The number of look-ups at a time: a file system on the network answers several in the time of one. */
    private static final int AT_ONCE = 8;

    /** The assumed number of multiplications in a second on one thread, until it is measured. */
    private static final double UNITS_PER_SECOND = 1e9;

    /** The seconds beyond which a piece is not measured here, as it will travel alone anyway. */
    private static final double LONGEST_MEASURED = 3;

    /** The time for measuring. */
    private static final long MEASURED_NANOS = 2_000_000_000L;

    /** The least number of pieces that are measured: the first ones are slower, as Java compiles. */
    private static final int MEASURED_PIECES = 3;

    private final Store store;
    private final Engine.Options options;
    private final Consumer<Event> listener;
    private final SequencedMap<String, List<Piece>> open = new LinkedHashMap<>();
    private final Map<String, String> failures = new TreeMap<>();
    private final Map<String, Double> seconds = new HashMap<>();
    private final Map<String, Double> shares = new HashMap<>();
    private final Set<String> starved = new LinkedHashSet<>();

    /** Opens all pieces of a plan; pieces of one hash count as one. */
    public Ledger(List<Piece> plan, Store store, Engine.Options options, Consumer<Event> listener) {
        this.store = store;
        this.options = options;
        this.listener = listener;
        Map<String, List<Piece>> byHash = new LinkedHashMap<>();
        plan.forEach(piece ->
                byHash.computeIfAbsent(piece.hash(), _ -> new ArrayList<>()).add(piece));
        byHash.values().forEach(alike -> open.put(EventLine.name(alike.getFirst()), alike));
    }

    /** Closes the pieces that the store has already, unless all are to be made again. */
    public void lookUp() {
        if (!options.fresh()) {
            settle(List.copyOf(open.keySet()), true);
        }
    }

    /**
     * Closes those of the named pieces that the store has by now.
     *
     * @return whether any was closed
     */
    public boolean settle(Collection<String> names) {
        List<String> asked = names.stream()
                .filter(name -> open.containsKey(name) && (!options.fresh() || seconds.containsKey(name)))
                .toList();
        return !asked.isEmpty() && settle(asked, false);
    }

    private boolean settle(List<String> names, boolean before) {
        if (names.isEmpty()) {
            return false;
        }
        Store.Found[] found = new Store.Found[names.size()];
        IOException[] broken = new IOException[names.size()];
        try (Workers workers = Workers.of(Math.min(AT_ONCE, names.size()))) {
            workers.forEach(found.length, (_, item) -> {
                try {
                    found[item] =
                            store.find(open.get(names.get(item)).getFirst().hash());
                } catch (IOException e) {
                    broken[item] = e;
                }
            });
        }
        boolean any = false;
        for (int item = 0; item < found.length; item++) {
            String name = names.get(item);
            if (broken[item] != null) {
                if (before) {
                    fail(name, "its files must be readable and writable, got " + broken[item]);
                }
                continue;
            }
            if (!found[item].damage().isEmpty()) {
                listener.accept(new Event.Warned(open.get(name).getFirst(), found[item].damage()));
            }
            Optional<Contents> contents = found[item].contents();
            if (contents.isPresent()) {
                any = true;
                close(name, contents.get(), before);
            }
        }
        return any;
    }

    private void close(String name, Contents contents, boolean before) {
        for (Piece piece : open.remove(name)) {
            listener.accept(
                    before
                            ? new Event.Reused(piece)
                            : new Event.Finished(piece, seconds.getOrDefault(name, 0.0), piece.outcome(contents)));
        }
    }

    /** Returns the pieces that are neither done nor failed, in the order of the plan; one of each hash. */
    public List<Piece> open() {
        return open.values().stream().map(List::getFirst).toList();
    }

    /** Returns the open piece of a name; empty where it is done. */
    Optional<Piece> open(String name) {
        return Optional.ofNullable(open.get(name)).map(List::getFirst);
    }

    /** Returns the largest share that was reported of a piece. */
    double share(String name) {
        return shares.getOrDefault(name, 0.0);
    }

    /**
     * Returns the open pieces in tasks that last about this many seconds: a line for each, with the names of its
     * pieces.
     */
    public List<String> tasks(double perUnit, double seconds) {
        return Bundles.of(open(), perUnit, seconds).stream()
                .map(bundle -> bundle.stream().map(EventLine::name).collect(Collectors.joining(" ")))
                .toList();
    }

    /** Closes all open pieces that the store has. */
    public void settle() {
        settle(List.copyOf(open.keySet()));
    }

    /** Gives up the pieces that have found too little memory. */
    public void failStarved(String reason) {
        takeStarved().stream().filter(open::containsKey).forEach(name -> fail(name, reason));
    }

    /** Returns the names of pieces that have found too little memory since the last call. */
    Set<String> takeStarved() {
        Set<String> taken = new LinkedHashSet<>(starved);
        starved.clear();
        return taken;
    }

    /**
     * Takes lines that tasks have written. A piece that they report as done is looked up in the store; where the file
     * system does not show it yet, it stays open and is to be {@link #settle settled} later.
     */
    public void accept(List<String> lines) {
        List<String> done = new ArrayList<>();
        for (String text : lines) {
            EventLine line = EventLine.parse(text).orElse(null);
            if (line == null || !open.containsKey(line.piece())) {
                continue;
            }
            String name = line.piece();
            Piece piece = open.get(name).getFirst();
            switch (line.word()) {
                case ADVANCED -> {
                    if (line.number() > share(name)) {
                        shares.put(name, line.number());
                        tell(name, each -> new Event.Advanced(each, line.number()));
                    }
                }
                case FINISHED -> {
                    seconds.put(name, Double.isFinite(line.number()) ? line.number() : 0);
                    done.add(name);
                }
                case REUSED -> done.add(name);
                case RESUMED -> tell(name, each -> new Event.Resumed(each, line.rest()));
                case WARNED -> listener.accept(new Event.Warned(piece, line.rest()));
                case FAILED -> failWhole(name, line.rest());
                case STARVED -> starved.add(name);
            }
        }
        settle(done);
    }

    private void tell(String name, Function<Piece, Event> event) {
        open.get(name).forEach(piece -> listener.accept(event.apply(piece)));
    }

    /** Gives up a piece. */
    public void fail(String name, String reason) {
        failWhole(name, open.get(name).getFirst().name() + ": " + reason);
    }

    private void failWhole(String name, String message) {
        for (Piece piece : open.remove(name)) {
            failures.put(piece.name(), message);
            listener.accept(new Event.Failed(piece, message, Optional.empty()));
        }
    }

    /** Gives up all open pieces. */
    public void failRest(String reason) {
        List.copyOf(open.keySet()).forEach(name -> fail(name, reason));
    }

    /** Returns whether nothing more is to be begun, because a failure is to stop the rest. */
    public boolean isOver() {
        return open.isEmpty() || (options.failFast() && !failures.isEmpty());
    }

    /** Reports a message about the engine as a whole. */
    public void warn(String message) {
        if (!open.isEmpty()) {
            listener.accept(new Event.Warned(open().getFirst(), message));
        }
    }

    /**
     * Returns why pieces failed, by their names, including those that stay open where the first failure stops the rest.
     */
    public Map<String, String> failures() {
        if (!open.isEmpty()) {
            failRest("was not begun, as another had failed (--fail-fast)");
        }
        return failures;
    }

    /**
     * Makes some pieces in this process, the cheapest first, to measure how long they take; they are kept like all
     * others.
     *
     * @param large names of pieces that are not to be made here, as they have found too little memory elsewhere
     * @return seconds for each unit of {@link Piece#cost}
     */
    public double measure(Set<String> large) {
        List<Piece> cheap = open().stream()
                .filter(piece -> piece.sort() != Piece.Sort.CLAIM
                        && piece.cost() <= LONGEST_MEASURED * UNITS_PER_SECOND
                        && !large.contains(EventLine.name(piece)))
                .sorted(Comparator.comparingDouble(Piece::cost))
                .toList();
        double perUnit = Double.POSITIVE_INFINITY;
        long start = System.nanoTime();
        for (int i = 0; i < cheap.size() && !isOver(); i++) {
            if (System.nanoTime() - start > MEASURED_NANOS && i >= MEASURED_PIECES) {
                break;
            }
            double seconds = make(cheap.get(i));
            if (seconds > 0) {
                perUnit = Math.min(perUnit, seconds / cheap.get(i).cost());
            }
        }
        return Double.isFinite(perUnit) ? perUnit : 1 / UNITS_PER_SECOND;
    }

    /**
     * Makes a piece here and returns the seconds that it took; NaN where it failed or another process has made it
     * meanwhile.
     */
    private double make(Piece piece) {
        double[] seconds = {Double.NaN};
        List<Piece> alike = open.remove(EventLine.name(piece));
        failures.putAll(new LocalEngine(1).execute(alike, store, options, event -> {
            if (event instanceof Event.Finished finished) {
                seconds[0] = finished.seconds();
            }
            listener.accept(event);
        }));
        return seconds[0];
    }

    @Override
    public String toString() {
        return open.size() + " pieces open, " + failures.size() + " failed";
    }
}
