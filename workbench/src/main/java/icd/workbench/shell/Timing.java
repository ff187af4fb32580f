package icd.workbench.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Measures how long snippets take once they are compiled, without the shell's own work. Short snippets are run many
 * times over in a loop, and several loops give the spread.
 */
public final class Timing {

    /** The timing in force: snippets that are evaluated while it is bound are timed. */
    static final ScopedValue<Timing> CURRENT = ScopedValue.newInstance();

    private static final int ROUNDS = 7;
    private static final double LEAST_SECONDS_OF_A_LOOP = 0.05;
    private static final double MOST_SECONDS = 2;

    private final int times;
    private final List<double[]> seconds = new ArrayList<>();
    private int loops = 1;

    /** @param times how often each snippet is run; 0 to choose the number by the duration */
    public Timing(int times) {
        this.times = times;
    }

    /** Does something during which snippets are timed. */
    public <T> T during(Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, this).call(work::call);
    }

    /** Runs a snippet as often as required; returns the value of the last run. */
    Object repeat(Callable<?> snippet) throws Exception {
        List<Double> rounds = new ArrayList<>();
        Object value = null;
        int inLoop = 1;
        double total = 0;
        while (times > 0
                ? rounds.size() < times
                : rounds.size() < ROUNDS && (total < MOST_SECONDS || rounds.isEmpty())) {
            long start = System.nanoTime();
            for (int i = 0; i < inLoop; i++) {
                value = snippet.call();
            }
            double took = (System.nanoTime() - start) / 1e9;
            total += took;
            if (times == 0 && took < LEAST_SECONDS_OF_A_LOOP && rounds.isEmpty()) {
                inLoop *= took < LEAST_SECONDS_OF_A_LOOP / 10 ? 10 : 2; // a loop too short for the clock is not counted
                continue;
            }
            rounds.add(took / inLoop);
        }
        loops = Math.max(loops, inLoop);
        seconds.add(rounds.stream().mapToDouble(Double::doubleValue).toArray());
        return value;
    }

    /** Returns whether a snippet was run. */
    public boolean isEmpty() {
        return seconds.isEmpty();
    }

    /** Returns the seconds of each round, over all snippets, rising. */
    double[] rounds() {
        int rounds = seconds.stream().mapToInt(each -> each.length).min().orElse(0);
        double[] sums = new double[rounds];
        seconds.forEach(each -> Arrays.setAll(sums, i -> sums[i] + each[i]));
        Arrays.sort(sums);
        return sums;
    }

    /** Returns best, median and spread in readable units. */
    @Override
    public String toString() {
        double[] rounds = rounds();
        if (rounds.length <= 1) {
            return rounds.length == 0 ? "nothing was run" : duration(rounds[0]);
        }
        String spread = duration(rounds[rounds.length - 1]) + " at worst";
        return duration(rounds[0]) + " at best, median " + duration(rounds[rounds.length / 2]) + ", " + spread + ", of "
                + rounds.length + (loops == 1 ? "" : " rounds of " + loops + " loops");
    }

    private static String duration(double seconds) {
        return seconds < 1e-6
                ? String.format(Locale.ROOT, "%.3g ns", seconds * 1e9)
                : seconds < 1e-3
                        ? String.format(Locale.ROOT, "%.3g µs", seconds * 1e6)
                        : seconds < 1
                                ? String.format(Locale.ROOT, "%.3g ms", seconds * 1e3)
                                : seconds < 100
                                        ? String.format(Locale.ROOT, "%.3g s", seconds)
                                        : String.format(
                                                Locale.ROOT, "%d min %d s", (long) seconds / 60, (long) seconds % 60);
    }
}
