package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.denoise.Baseline;
import icd.describe.Schema;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.math.Digits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory that a trial holds at a time, which must fit into arrays and into the memory of this JVM. */
final class Footprint {

    private final TrialSpec trial;
    private final Findings found; // null where nothing is checked
    private boolean fits = true;

    /** Returns the memory that a trial certainly needs at a time for its prompts and losses. */
    static Room of(TrialSpec trial) {
        return new Footprint(trial, null).rooms().values().stream().reduce(Room.NONE, Room::or);
    }

    private Footprint(TrialSpec trial, Findings found) {
        this.trial = trial;
        this.found = found;
    }

    /** Reports everything that does not fit. */
    static void check(TrialSpec trial, Findings found) {
        new Footprint(trial, found).check();
    }

    private void check() {
        matrices();
        Map<String, Integer> sets = sets();
        sets.forEach((key, count) -> arrays(key, count, trial.data().L()));
        trial.evaluate()
                .forEach(evaluation ->
                        evaluation.draws(trial).ifPresent(draws -> arrays("evaluate", draws.count(), draws.L())));
        if (fits && System.getProperty(Room.NODE) == null) {
            room();
        }
    }

    private void matrices() {
        double n = trial.data().n();
        if (trial.model().isPresent() || trial.transform().isPresent()) {
            fits("data.n", "an n x n matrix", n * n, "data.n", Math.sqrt(Room.LONGEST));
        }
        trial.model()
                .ifPresent(model -> fits(
                        "model",
                        "the weights of all heads and layers",
                        model.size(trial.data().n())));
        fits("task", "an instance", trial.task().instanceSize());
    }

    /** Returns the sets of prompts that are drawn whole, by the keys of their sizes. */
    private Map<String, Integer> sets() {
        DataSpec data = trial.data();
        List<Baseline> baselines = trial.baselines();
        boolean trained = trial.training().isPresent();
        boolean contexts = baselines.stream().anyMatch(trial::isOfPrompts);
        Map<String, Integer> sets = new LinkedHashMap<>();
        if (trained || baselines.stream().anyMatch(baseline -> baseline.trainingPrompts(data.n()) > 0)) {
            sets.put("data.train", data.train());
        }
        if (trained || contexts && data.fresh() == 0) {
            sets.put("data.test", data.test());
        }
        if (trial.model().isPresent() || contexts || !trial.evaluate().isEmpty()) {
            sets.put("data.fresh", data.fresh());
        }
        return sets;
    }

    private void arrays(String key, int count, int L) {
        double n = trial.data().n();
        int together = Math.min(count, Room.TOGETHER);
        String length = L == trial.data().L() ? "data.L" : "L";
        fits(key, together + " prompts of n x L tokens", Room.tokens(together, n, L), length, longest(together, n));
        String size = key.startsWith("data.") ? key : "the number of prompts";
        fits(key, "the queries of " + count + " prompts, n each,", count * n, size, Room.LONGEST / n);
        boolean linear = trial.model().filter(Architecture::readsMoments).isPresent();
        if (linear && isTrained(key)) {
            fits(key, count + " second moments, n x n each,", count * n * n, size, Room.LONGEST / (n * n));
        }
    }

    /** Returns whether a set, named by its key, is held while a layer is trained. */
    private boolean isTrained(String key) {
        return trial.training().isPresent() && (key.equals("data.train") || key.equals("data.test"));
    }

    /** Returns the largest L of contexts that stand in one array. */
    private static double longest(int together, double n) {
        return 16 * Math.floor(Room.LONGEST / (16 * n * together));
    }

    private void fits(String key, String what, double numbers) {
        if (numbers > Room.LONGEST) {
            problem(key, tooMany(what, numbers), "");
        }
    }

    /**
     * @param cause the number in the recipe that is to be smaller
     * @param most the largest value of it that fits where everything else stays
     */
    private void fits(String key, String what, double numbers, String cause, double most) {
        if (numbers > Room.LONGEST) {
            problem(
                    key,
                    tooMany(what, numbers),
                    most < 1 ? "" : "; so " + cause + " must be at most " + Schema.number(Math.floor(most)));
        }
    }

    private static String tooMany(String what, double numbers) {
        return what + " must be at most " + Schema.number(Room.LONGEST) + " numbers, got " + Schema.number(numbers);
    }

    /**
     * Returns the memory that is certainly needed at a time, by the key whose number causes it: the prompts of a
     * training with earlier sets and second moments, or a set alone, or losses. Contexts that are too many for memory
     * lie on disk.
     */
    private Map<String, Room> rooms() {
        Map<String, Room> rooms = new LinkedHashMap<>();
        Room training = Room.NONE;
        for (Map.Entry<String, Integer> set : sets().entrySet()) {
            int count = set.getValue();
            double contexts = contexts(count);
            boolean filed = contexts > TokenStack.mostBytes();
            double held = 2.0 * Double.BYTES * count * trial.data().n() + (filed ? 0 : contexts); // queries and targets
            Room room = new Room(held, filed ? contexts : 0);
            if (isTrained(set.getKey())) {
                training = training.and(room).and(new Room(moments(count), 0));
                room = training;
            }
            rooms.put(set.getKey(), room);
        }
        rooms.put("training.epochs", new Room(2.0 * Double.BYTES * trial.epochs(), 0));
        return rooms;
    }

    private void room() {
        rooms().forEach((key, room) -> {
            if (fits) { // the first that is too large is the cause
                String what = key.equals("training.epochs") ? "the losses of every epoch" : "its prompts";
                fitsMemory(key, what, room.memory());
                fitsDisk(key, what, room.disk());
            }
        });
    }

    private double contexts(int count) {
        return Room.tokens(count, trial.data().n(), trial.data().L())
                * (trial.precision() == Precision.FLOAT32 ? Float.BYTES : Double.BYTES);
    }

    /** Returns the bytes of the second moments that linear attention reads in place of contexts. */
    private double moments(int count) {
        double n = trial.data().n();
        return trial.model().filter(Architecture::readsMoments).isPresent() ? Double.BYTES * n * n * count : 0;
    }

    private void fitsMemory(String key, String what, double bytes) {
        double most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            problem(
                    key,
                    what + " must fit in memory, got " + Digits.bytes(bytes) + " where Java has " + Digits.bytes(most),
                    Room.MORE_MEMORY);
        }
    }

    private void fitsDisk(String key, String what, double bytes) {
        if (bytes == 0) {
            return;
        }
        double free = Room.freeDisk();
        if (bytes > free) {
            problem(
                    key,
                    what + ", which are too many for memory, must fit in " + System.getProperty("java.io.tmpdir")
                            + ", got " + Digits.bytes(bytes) + " where " + Digits.bytes(free) + " is free",
                    Room.MORE_DISK);
        }
    }

    /** @param hint what to do about it, the end of the message */
    private void problem(String key, String message, String hint) {
        fits = false;
        DataSpec data = trial.data();
        found.addWithin(
                key.startsWith("data.") && found.isLeftOut(key) ? "data" : key,
                message + ", with data.n " + data.n() + " and data.L " + data.L() + hint);
    }
}
