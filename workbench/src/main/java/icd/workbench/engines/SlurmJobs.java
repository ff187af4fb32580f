package icd.workbench.engines;

import icd.workbench.piece.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The arrays of a recipe in a store, including those of an earlier process: follows them, and submits the pieces that
 * no living task has.
 */
final class SlurmJobs {

    /** The number of times that a piece may be lost, with nothing gained in between, before it is given up. */
    private static final int MOST_LOSSES = 3;

    /** A piece that needs more than this many times the memory of the settings is given up. */
    private static final int MOST_MEMORY = 8;

    private static final long SHORTEST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 10_000;

    /** The time between two looks grows with the time that has passed: it is one part in {@value} of it. */
    private static final int SHARE = 60;

    private final JobFolder job;
    private final String name;
    private final Ledger ledger;
    private final SlurmSettings settings;
    private final IntFunction<String> script;
    private final boolean alone;
    private final List<SlurmArray> arrays = new ArrayList<>();
    private final Map<String, Integer> losses = new HashMap<>();
    private final Map<String, Double> shares = new HashMap<>();
    private final Map<String, Integer> memory = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private double perUnit = Double.NaN;
    private volatile boolean cancelled;

    /**
     * Reads the submissions of an earlier process.
     *
     * @param script returns the script for tasks of a given memory
     * @param alone whether nobody will follow the submission
     */
    SlurmJobs(
            JobFolder job,
            String name,
            Ledger ledger,
            SlurmSettings settings,
            IntFunction<String> script,
            boolean alone)
            throws IOException {
        this.job = job;
        this.name = name;
        this.ledger = ledger;
        this.settings = settings;
        this.script = script;
        this.alone = alone;
        for (Path folder : job.submitted()) {
            arrays.add(SlurmArray.read(folder, name));
        }
    }

    /** Ends the submissions of an earlier process, as all pieces are to be made again. */
    void forget() throws IOException {
        if (!arrays.isEmpty()) {
            Slurm.cancel(names());
        }
        for (SlurmArray array : arrays) {
            array.remove();
        }
        arrays.clear();
        job.begin();
    }

    private List<String> names() {
        return arrays.stream().map(SlurmArray::name).toList();
    }

    /** Looks and submits until nothing is open. */
    void follow() throws IOException {
        long begun = System.nanoTime();
        while (!ledger.isOver() && !cancelled) {
            step();
            if (!ledger.isOver()) {
                long millis = (System.nanoTime() - begun) / 1_000_000 / SHARE;
                pause(Math.clamp(millis, SHORTEST_MILLIS, LONGEST_MILLIS));
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /** Looks once, and submits the pieces that no living task has. */
    void step() throws IOException {
        Map<String, Slurm.Standing> standing;
        try {
            standing = arrays.isEmpty() ? Map.of() : Slurm.standing(names());
        } catch (Slurm.RefusedException e) {
            warnOnce("Slurm does not answer, and is asked again: " + e.getMessage());
            read(); // tasks may run on without it
            return;
        }
        read(); // read after Slurm was asked: a task that ended before has written all its lines
        Set<String> held = new HashSet<>();
        for (SlurmArray array : arrays) {
            Slurm.Standing its = standing.getOrDefault(array.name(), new Slurm.Standing(Map.of(), Set.of(), Set.of()));
            for (int task = 0; task < array.tasks().size(); task++) {
                if (its.isActive(task)) {
                    held.addAll(array.tasks().get(task));
                } else if (!array.isOver(task)) {
                    array.end(task);
                    lost(array, task, its.starved().contains(task));
                }
            }
            its.waiting().values().stream()
                    .filter(why -> !Set.of("None", "Priority", "Resources", "BeginTime")
                            .contains(why))
                    .forEach(why -> warnOnce("tasks wait in Slurm's queue: " + why));
        }
        List<Piece> free = ledger.open().stream()
                .filter(piece -> !held.contains(EventLine.name(piece)))
                .toList();
        if (!free.isEmpty() && !ledger.isOver() && !cancelled) {
            submit(free);
        }
    }

    private void read() throws IOException {
        for (SlurmArray array : arrays) {
            ledger.accept(array.news());
            for (String starved : ledger.takeStarved()) {
                memory.merge(starved, 2 * array.memory(), Math::max);
            }
        }
    }

    /** Notes that a task has ended. Its open pieces are lost, unless the file system was only late to show them. */
    private void lost(SlurmArray array, int task, boolean starved) {
        List<String> names = array.tasks().get(task);
        ledger.settle(names);
        for (String name : names) {
            if (ledger.open(name).isEmpty()) {
                continue;
            }
            boolean more = starved || array.wasKilled(task);
            if (more) {
                memory.merge(name, 2 * array.memory(), Math::max);
            }
            if (memory.getOrDefault(name, 0) > MOST_MEMORY * settings.memory()) {
                ledger.fail(
                        name,
                        "must fit in memory, got too little with " + array.memory()
                                + "M; use fewer or shorter prompts, or set memory to" + " more; see "
                                + array.log(task));
                continue;
            }
            boolean further = ledger.share(name) > shares.getOrDefault(name, 0.0);
            shares.put(name, ledger.share(name));
            if (further) {
                losses.remove(name);
            } else if (losses.merge(name, 1, Integer::sum) >= MOST_LOSSES) {
                ledger.fail(
                        name,
                        "must end with a result, but its task has ended without " + MOST_LOSSES + " times; see "
                                + array.log(task));
            }
        }
    }

    private void submit(List<Piece> free) throws IOException {
        if (Double.isNaN(perUnit)) {
            perUnit = ledger.measure(memory.keySet());
        }
        Map<Integer, List<Piece>> byMemory = free.stream()
                .filter(piece -> ledger.open(EventLine.name(piece)).isPresent())
                .collect(Collectors.groupingBy(
                        piece -> Math.max(settings.memory(), memory.getOrDefault(EventLine.name(piece), 0)),
                        TreeMap::new,
                        Collectors.toList()));
        for (Map.Entry<Integer, List<Piece>> each : byMemory.entrySet()) {
            if (each.getKey() > settings.memory()) {
                ledger.warn("tasks are given " + each.getKey() + "M, as less was too little for "
                        + each.getValue().stream().map(Piece::name).collect(Collectors.joining(", ")));
            }
            List<List<Piece>> bundles = Bundles.of(each.getValue(), perUnit, settings.seconds());
            for (int from = 0; from < bundles.size(); from += settings.array()) {
                int to = Math.min(bundles.size(), from + settings.array());
                if (!submit(bundles.subList(from, to), each.getKey())) {
                    return;
                }
            }
        }
    }

    /** Submits an array; returns false where Slurm takes none now, and is to be asked later. */
    private boolean submit(List<List<Piece>> bundles, int memory) throws IOException {
        if (cancelled) {
            return false;
        }
        SlurmArray array = SlurmArray.write(job, name, bundles, memory, script.apply(memory));
        arrays.add(array); // this comes before the submission, so that cancelling at this moment cancels it too
        try {
            Slurm.submit(SlurmScript.options(array, settings, alone), array.script());
            return true;
        } catch (Slurm.RefusedException e) {
            if (e.isPassing()) {
                warnOnce("Slurm takes no job now, and is asked again: " + e.getMessage());
                return false;
            }
            arrays.remove(array);
            array.remove();
            throw e;
        }
    }

    private void warnOnce(String message) {
        if (warned.add(message)) {
            ledger.warn(message);
        }
    }

    /** Ends all tasks, and submits no more. */
    void cancel() {
        cancelled = true;
        try {
            job.end();
            List<String> names = List.copyOf(names());
            if (!names.isEmpty()) {
                Slurm.cancel(names);
            }
        } catch (IOException e) {
            ledger.warn("tasks could not be cancelled, scancel --name=" + name + "-* : " + e.getMessage());
        }
    }

    /** Returns {@code 40 pieces in 8 tasks of 1 array}. */
    @Override
    public String toString() {
        long tasks = arrays.stream().mapToLong(array -> array.tasks().size()).sum();
        return ledger.open().size() + " pieces in " + tasks + " tasks of " + arrays.size() + " arrays";
    }
}
