package icd.energy;

import icd.kernel.Workers;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The fixed points of an energy, from many starts: each start descends, is polished by Newton's method, merged with
 * those that came to the same state, and classified by the eigenvalues of the Hessian.
 *
 * <p>An immutable description; {@link #run} makes the census. By default it takes 500 starts, drawn normal about the
 * memories' mean with their mean square in every coordinate (about 0 with variance 1 where there are no memories), the
 * energy's own rate, and at most 2000 steps. With no steps at all Newton's method starts at once, and finds saddles as
 * well. Shares are shares of the starts, so they measure basins under the starts' distribution.
 *
 * <p>All thresholds are relative to the energy's own scales: a length, the root mean square of the memories' norms or
 * the spread of the starts where there are no memories, and the curvature. An eigenvalue is near zero if it is below
 * 1e-4 times the largest, or the curvature of the energy's quadratic term, or (where an energy has none) the curvature
 * a tenth of the length away: a state that has such an eigenvalue is degenerate. Degenerate states are one family,
 * reported with its extent and not counted, if their energies and the signs of their other eigenvalues agree and a
 * valley of that energy leads from one to the other. A state still on a slope along such a direction is unsettled.
 *
 * <p>Two other states are one if their distance is explained by rounding and the remainder of Newton's method, so
 * memories that the energy tells apart are told apart. The energy of a local kernel ({@link Energies#epanechnikov}) has
 * its fixed points merged by their active sets, whose centroids they are, and its whole flat region as one.
 */
public final class Census {

    private static final double SETTLED = 1e-8;
    private static final double LEVEL = 1e-7;
    private static final double SAME = 1e-10;
    private static final double SAME_ENERGY = 1e-6;

    private final Energy energy;
    private final double[][] starts;
    private final OptionalLong seed; // empty where the starts were given
    private final double rate;
    private final int steps;
    private final double nearZero;

    private Census(Energy energy, double[][] starts, OptionalLong seed, double rate, int steps, double nearZero) {
        this.seed = seed;
        this.energy = energy;
        this.starts = starts;
        this.rate = rate;
        this.steps = steps;
        this.nearZero = nearZero;
    }

    /** Returns the census of an energy. */
    public static Census of(Energy energy) {
        return new Census(energy, drawn(energy, 500, 0), OptionalLong.of(0), Double.NaN, 2000, 1e-4);
    }

    private static double[][] drawn(Energy energy, int count, long seed) {
        int n = energy.n();
        double[] mean = new double[n];
        double deviation = 1;
        if (energy instanceof MemoryEnergy memories) {
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < memories.L(); t++) {
                    mean[i] += memories.memory(i, t) / memories.L();
                }
            }
            deviation = rootMeanSquare(memories);
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

    /** Returns the root mean square of the memories' coordinates. */
    private static double rootMeanSquare(MemoryEnergy memories) {
        double square = 0;
        for (int i = 0; i < memories.n(); i++) {
            for (int t = 0; t < memories.L(); t++) {
                square += memories.memory(i, t) * memories.memory(i, t);
            }
        }
        return Math.sqrt(square / memories.n() / memories.L());
    }

    /** Returns the length over which the energy varies: that of the memories, or of the starts. */
    private double length() {
        double length = 0;
        if (energy instanceof MemoryEnergy memories) {
            length = Math.sqrt(energy.n()) * rootMeanSquare(memories);
        } else {
            double square = 0;
            for (double[] start : starts) {
                double distance = distance(start, starts[0]);
                square += distance * distance;
            }
            length = Math.sqrt(0.5 * square / starts.length);
            length = length > 0 ? length : norm(starts[0]);
        }
        return length > 0 ? length : 1;
    }

    /** Returns the same with this many starts, drawn as by default with this seed. */
    public Census starts(int count, long seed) {
        Check.atLeast("census", "starts", 1, count);
        return new Census(energy, drawn(energy, count, seed), OptionalLong.of(seed), rate, steps, nearZero);
    }

    /**
     * Returns the same with these starts.
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
        return new Census(energy, given, OptionalLong.empty(), rate, steps, nearZero);
    }

    /** Returns the same with this step size. */
    public Census rate(double gamma) {
        return new Census(energy, starts, seed, Check.positive("census", "rate", gamma), steps, nearZero);
    }

    /** Returns the same with at most this many steps of descent before Newton's method. */
    public Census steps(int most) {
        return new Census(energy, starts, seed, rate, Check.atLeast("census", "steps", 0, most), nearZero);
    }

    /** Returns the same with eigenvalues taken as zero below this share of the largest. */
    public Census nearZero(double share) {
        return new Census(energy, starts, seed, rate, steps, Check.notNegative("census", "nearZero", share));
    }

    /** Returns the energy. */
    public Energy energy() {
        return energy;
    }

    /** Returns how many starts there are. */
    public int starts() {
        return starts.length;
    }

    /** Returns the seed that the starts are drawn from; empty where they were given. */
    public OptionalLong seed() {
        return seed;
    }

    /** Returns the step size; empty where it is the energy's own. */
    public OptionalDouble rate() {
        return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** Returns the largest number of steps of descent. */
    public int steps() {
        return steps;
    }

    /** Returns the share of the largest eigenvalue below which others are taken as zero. */
    public double nearZero() {
        return nearZero;
    }

    /** Makes the census on all processors. */
    public FixedPoints run() {
        try (Workers workers = Workers.ofAllProcessors()) {
            return run(workers);
        }
    }

    /**
     * Makes the census, a start at a time; the result does not depend on the number of workers.
     *
     * @throws IllegalArgumentException if no rate is given and the energy has none of its own
     */
    public FixedPoints run(Workers workers) {
        Arrival[] arrivals = new Arrival[starts.length];
        Polish[] polishes = new Polish[workers.count()];
        double length = length();
        workers.forEach("census", starts.length, (worker, k) -> {
            if (polishes[worker] == null) {
                polishes[worker] = new Polish(energy, nearZero, length);
            }
            arrivals[k] = arrive(starts[k], polishes[worker], length);
        });
        Valleys valleys = new Valleys(energy, new Polish(energy, nearZero, length));
        List<Family> families = new ArrayList<>();
        int unsettled = 0;
        int diverged = 0;
        for (Arrival arrival : arrivals) {
            switch (arrival.fate()) {
                case DIVERGED -> diverged++;
                case UNSETTLED -> unsettled++;
                case SETTLED -> {
                    List<Family> taking = families.stream()
                            .filter(family -> family.takes(arrival, valleys))
                            .toList();
                    if (taking.isEmpty()) {
                        families.add(new Family(arrival));
                        continue;
                    }
                    Family family = taking.getFirst();
                    family.add(arrival);
                    if (family.isDegenerate()) {
                        // the two families meet here: they are one
                        for (Family other : taking.subList(1, taking.size())) {
                            other.members.forEach(family::add);
                            families.remove(other);
                        }
                    }
                }
            }
        }
        List<FixedPoint> points = families.stream()
                .map(family -> family.describe(energy, starts.length))
                .sorted(Comparator.comparingDouble(FixedPoint::energy))
                .toList();
        return new FixedPoints(energy.name(), points, starts.length, unsettled, diverged, energy.unbounded());
    }

    private enum Fate {
        SETTLED,
        UNSETTLED,
        DIVERGED
    }

    /** The result of one start. */
    private record Arrival(
            Fate fate,
            FixedPoint.Kind kind,
            double[] s,
            double energy,
            double[] eigenvalues,
            int index,
            int nearZero,
            int[] active,
            boolean local,
            double doubt,
            double energyScale) {}

    private Arrival arrive(double[] start, Polish polish, double length) {
        Descent descent = Descent.of(energy, start).steps(steps).tolerance(1e-10);
        double[] s = start.clone();
        boolean local =
                energy instanceof MemoryEnergy memories && memories.form().local();
        if (steps > 0) {
            Trajectory path = (Double.isNaN(rate) ? descent : descent.rate(rate)).run();
            if (path.stop() == Stop.DIVERGED) {
                return new Arrival(
                        Fate.DIVERGED,
                        FixedPoint.Kind.MINIMUM,
                        s,
                        Double.NaN,
                        new double[0],
                        0,
                        0,
                        new int[0],
                        local,
                        0,
                        0);
            }
            s = path.numbers(path.steps());
        }
        double before = energy.value(s);
        double[] polished = s.clone();
        double norm = polish.run(polished);
        double value = energy.value(polished);
        double size = length + norm(polished);
        double energyScale = polish.scale() * length * length;
        boolean rose = steps > 0 && value > before + 1e-9 * energyScale + 1e-12 * Math.abs(before);
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
        boolean level = polish.softNorm(polished) * size <= LEVEL * energyScale;
        boolean settled = norm <= SETTLED * polish.scale() * size && level && Double.isFinite(value) && !rose;
        return new Arrival(
                settled ? Fate.SETTLED : Fate.UNSETTLED,
                kind,
                polished,
                value,
                polish.eigenvalues.clone(),
                index,
                zeros,
                active,
                local,
                10 * polish.doubt(polished) + SAME * size,
                energyScale);
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

        private Arrival first;
        private final List<Arrival> members = new ArrayList<>();

        Family(Arrival first) {
            this.first = first;
            members.add(first);
        }

        boolean isDegenerate() {
            return first.kind() == FixedPoint.Kind.DEGENERATE;
        }

        /**
         * Adds an arrival. A state whose curvature was near zero from some starts and not from others, as it is at the
         * threshold, is degenerate.
         */
        void add(Arrival arrival) {
            members.add(arrival);
            if (!isDegenerate() && arrival.kind() == FixedPoint.Kind.DEGENERATE) {
                first = arrival;
            }
        }

        boolean takes(Arrival other, Valleys valleys) {
            if (first.kind() != other.kind() && (isDegenerate() || other.kind() == FixedPoint.Kind.DEGENERATE)) {
                return distance(first.s(), other.s()) <= first.doubt() + other.doubt();
            }
            if (first.kind() != other.kind() || first.index() != other.index()) {
                return false;
            }
            if (first.local()) {
                return Arrays.equals(first.active(), other.active());
            }
            if (first.kind() != FixedPoint.Kind.DEGENERATE) {
                return distance(first.s(), other.s()) <= first.doubt() + other.doubt();
            }
            double tolerance = SAME_ENERGY * Math.max(first.energyScale(), other.energyScale());
            if (first.nearZero() != other.nearZero() || !(Math.abs(first.energy() - other.energy()) <= tolerance)) {
                return false;
            }
            Arrival nearest = members.stream()
                    .min(Comparator.comparingDouble(member -> distance(member.s(), other.s())))
                    .orElseThrow();
            return valleys.connect(nearest.s(), other.s(), other.energy(), tolerance);
        }

        FixedPoint describe(Energy energy, int starts) {
            double extent = members.stream()
                    .mapToDouble(member -> distance(first.s(), member.s()))
                    .max()
                    .orElseThrow();
            NearestMemories nearest = NearestMemories.of(energy, first.s());
            return new FixedPoint(
                    first.kind(),
                    R064Store.wrap(first.s()),
                    first.energy(),
                    first.eigenvalues(),
                    first.index(),
                    first.nearZero(),
                    members.size(),
                    (double) members.size() / starts,
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
