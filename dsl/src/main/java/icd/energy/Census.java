package icd.energy;

import icd.kernel.Workers;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The fixed points of an energy, from many starts: each descends, is polished by Newton's method, merged with those that came
 * to the same state, and classified by the eigenvalues of the Hessian.
 *
 * <p>A description, immutable; {@link #run} makes it. Unless told otherwise: 500 starts, drawn normal about the memories' mean
 * with their mean square in every coordinate (about 0 with variance 1 where there are no memories); the energy's own rate,
 * at most 2000 steps. With no steps at all Newton's method starts at once, and finds saddles as well. Shares are those of the
 * starts, so they measure basins as the starts' distribution does.
 *
 * <p>Two states are one if no further apart than 1e-6 (1 + ||s||). An eigenvalue is near zero if below 1e-4 times the
 * largest: a state that has such is degenerate, and all degenerate ones with the same energy (to 1e-6) and eigenvalues of
 * like signs are reported as one family with its extent, not counted; two families that symmetry gives equal energies
 * are then taken for one. Along such directions no Newton step is taken, so a state still on a slope there, one that would
 * change the energy by more than 1e-6 over a distance of 1 + ||s||, is unsettled. The energy of a local kernel ({@link Energies#epanechnikov}) has its fixed points merged
 * by their active sets, whose centroids they are, and all of its flat region as one.
 */
public final class Census {

    private static final double MERGED = 1e-6;
    private static final double SETTLED = 1e-8;

    private final Energy energy;
    private final double[][] starts;
    private final double rate;
    private final int steps;
    private final double nearZero;

    private Census(Energy energy, double[][] starts, double rate, int steps, double nearZero) {
        this.energy = energy;
        this.starts = starts;
        this.rate = rate;
        this.steps = steps;
        this.nearZero = nearZero;
    }

    /** The census of an energy. */
    public static Census of(Energy energy) {
        return new Census(energy, drawn(energy, 500, 0), Double.NaN, 2000, 1e-4);
    }

    private static double[][] drawn(Energy energy, int count, long seed) {
        int n = energy.n();
        double[] mean = new double[n];
        double deviation = 1;
        if (energy instanceof MemoryEnergy memories) {
            double square = 0;
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < memories.L(); t++) {
                    mean[i] += memories.memory(i, t) / memories.L();
                    square += memories.memory(i, t) * memories.memory(i, t);
                }
            }
            deviation = Math.sqrt(square / n / memories.L());
        }
        double[][] starts = new double[count][n];
        for (int k = 0; k < count; k++) {
            RandomStream random = RandomStream.of(seed, "census", k);
            for (int i = 0; i < n; i++) {
                starts[k][i] = Math.fma(deviation, random.gaussian(), mean[i]);
            }
        }
        return starts;
    }

    /** The same from this many starts, drawn as by default with this seed. */
    public Census starts(int count, long seed) {
        Check.atLeast("census", "starts", 1, count);
        return new Census(energy, drawn(energy, count, seed), rate, steps, nearZero);
    }

    /**
     * The same from these starts.
     *
     * @param columns n x count. Not modified.
     */
    public Census from(MatrixStore<Double> columns) {
        int count = Check.atLeast("census", "starts", 1, columns.getColDim());
        double[] all = Check.matrix("census", "starts", columns, energy.n(), count);
        double[][] given = new double[count][energy.n()];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < energy.n(); i++) {
                given[k][i] = all[i * count + k];
            }
        }
        return new Census(energy, given, rate, steps, nearZero);
    }

    /** The same with this step size. */
    public Census rate(double gamma) {
        return new Census(energy, starts, Check.positive("census", "rate", gamma), steps, nearZero);
    }

    /** The same with at most this many steps of descent before Newton's method. */
    public Census steps(int most) {
        return new Census(energy, starts, rate, Check.atLeast("census", "steps", 0, most), nearZero);
    }

    /** The same with eigenvalues taken for zero below this share of the largest. */
    public Census nearZero(double share) {
        return new Census(energy, starts, rate, steps, Check.notNegative("census", "nearZero", share));
    }

    /** Makes it on all processors. */
    public FixedPoints run() {
        try (Workers workers = Workers.ofAllProcessors()) {
            return run(workers);
        }
    }

    /**
     * Makes it, a start at a time; the result does not depend on how many workers there are.
     *
     * @throws IllegalArgumentException if no rate is given and the energy knows none
     */
    public FixedPoints run(Workers workers) {
        Arrival[] arrivals = new Arrival[starts.length];
        Polish[] polishes = new Polish[workers.count()];
        workers.forEach("census", starts.length, (worker, k) -> {
            if (polishes[worker] == null) {
                polishes[worker] = new Polish(energy, nearZero);
            }
            arrivals[k] = arrive(starts[k], polishes[worker]);
        });
        List<Family> families = new ArrayList<>();
        int unsettled = 0;
        int diverged = 0;
        for (Arrival arrival : arrivals) {
            switch (arrival.fate()) {
                case DIVERGED -> diverged++;
                case UNSETTLED -> unsettled++;
                case SETTLED ->
                    families.stream()
                            .filter(family -> family.takes(arrival))
                            .findFirst()
                            .orElseGet(() -> {
                                families.add(new Family(arrival));
                                return families.getLast();
                            })
                            .add(arrival);
            }
        }
        List<FixedPoint> points = families.stream()
                .map(family -> family.describe(energy, starts.length))
                .sorted(Comparator.comparingDouble(FixedPoint::energy))
                .toList();
        return new FixedPoints(energy.name(), points, starts.length, unsettled, diverged);
    }

    private enum Fate {
        SETTLED,
        UNSETTLED,
        DIVERGED
    }

    /** Where one start led. */
    private record Arrival(
            Fate fate,
            FixedPoint.Kind kind,
            double[] s,
            double energy,
            double[] eigenvalues,
            int index,
            int nearZero,
            int[] active,
            boolean local) {}

    private Arrival arrive(double[] start, Polish polish) {
        Descent descent = Descent.of(energy, start).steps(steps).tolerance(1e-10);
        double[] s = start.clone();
        boolean local =
                energy instanceof MemoryEnergy memories && memories.form().local();
        if (steps > 0) {
            Trajectory path = (Double.isNaN(rate) ? descent : descent.rate(rate)).run();
            if (path.stop() == Stop.DIVERGED) {
                return new Arrival(
                        Fate.DIVERGED, FixedPoint.Kind.MINIMUM, s, Double.NaN, new double[0], 0, 0, new int[0], local);
            }
            s = path.numbers(path.steps());
        }
        double before = energy.value(s);
        double[] polished = s.clone();
        double norm = polish.run(polished);
        double value = energy.value(polished);
        boolean rose = steps > 0 && value > before + 1e-9 * (1 + Math.abs(before));
        int index = 0;
        int zeros = 0;
        for (double eigenvalue : polish.eigenvalues) {
            if (Math.abs(eigenvalue) <= polish.nearZero()) {
                zeros++;
            } else if (eigenvalue < 0) {
                index++;
            }
        }
        int[] active = active(polished);
        FixedPoint.Kind kind = local && active.length == 0
                ? FixedPoint.Kind.FLAT
                : zeros > 0
                        ? FixedPoint.Kind.DEGENERATE
                        : index == 0
                                ? FixedPoint.Kind.MINIMUM
                                : index == energy.n() ? FixedPoint.Kind.MAXIMUM : FixedPoint.Kind.SADDLE;
        double scale = Math.max(Math.abs(polish.eigenvalues[0]), Math.abs(polish.eigenvalues[energy.n() - 1]));
        double size = 1 + norm(polished);
        boolean level = polish.softNorm(polished) * size <= MERGED * (1 + Math.abs(value));
        boolean settled = norm <= SETTLED * scale * size && level && Double.isFinite(value) && !rose;
        return new Arrival(
                settled ? Fate.SETTLED : Fate.UNSETTLED,
                kind,
                polished,
                value,
                polish.eigenvalues.clone(),
                index,
                zeros,
                active,
                local);
    }

    private int[] active(double[] s) {
        if (!(energy instanceof MemoryEnergy memories)) {
            return new int[0];
        }
        double[] weights = memories.weights(s);
        int[] active = new int[weights.length];
        int count = 0;
        for (int t = 0; t < weights.length; t++) {
            if (weights[t] != 0) {
                active[count++] = t;
            }
        }
        return Arrays.copyOf(active, count);
    }

    private static double norm(double[] s) {
        double square = 0;
        for (double component : s) {
            square = Math.fma(component, component, square);
        }
        return Math.sqrt(square);
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square = Math.fma(a[i] - b[i], a[i] - b[i], square);
        }
        return Math.sqrt(square);
    }

    /** Arrivals that are one fixed point, one degenerate family or one flat region. */
    private static final class Family {

        private final Arrival first;
        private int found;
        private double extent;

        Family(Arrival first) {
            this.first = first;
        }

        boolean takes(Arrival other) {
            if (first.kind() != other.kind() || first.index() != other.index()) {
                return false;
            }
            if (first.local()) {
                return Arrays.equals(first.active(), other.active());
            }
            if (first.kind() == FixedPoint.Kind.DEGENERATE) {
                return first.nearZero() == other.nearZero()
                        && Math.abs(first.energy() - other.energy()) <= MERGED * (1 + Math.abs(first.energy()));
            }
            return distance(first.s(), other.s()) <= MERGED * (1 + norm(first.s()));
        }

        void add(Arrival other) {
            found++;
            extent = Math.max(extent, distance(first.s(), other.s()));
        }

        FixedPoint describe(Energy energy, int starts) {
            NearestMemories nearest = NearestMemories.of(energy, first.s());
            return new FixedPoint(
                    first.kind(),
                    R064Store.wrap(first.s()),
                    first.energy(),
                    first.eigenvalues(),
                    first.index(),
                    first.nearZero(),
                    found,
                    (double) found / starts,
                    extent,
                    nearest.memory(),
                    nearest.distance(),
                    nearest.mixture(),
                    nearest.mixtureDistance(),
                    first.active(),
                    energy instanceof MemoryEnergy memories ? memories.L() : 0);
        }
    }

    @Override
    public String toString() {
        return "census of " + energy.name() + " from " + starts.length + " starts, at most " + steps + " steps";
    }
}
