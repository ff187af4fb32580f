package icd.energy;

import icd.kernel.Kernel;
import icd.kernel.Workers;
import java.util.Locale;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * An energy on a grid over a plane. An immutable description; {@link #run} evaluates it.
 *
 * <p>By default it takes the plane of the first two coordinates, 200 x 200 points, and the smallest square around the
 * projections of the memories, extended by a quarter of its side on every side (from -2 to 2 where there are no
 * memories).
 *
 * <p>Along a row the scores of memories are affine in x, or distances from a foot on it, so a point costs O(L), not O(n
 * L).
 */
public final class Landscape {

    private final Energy energy;
    private final Plane plane;
    private final double[] bounds;
    private final int columns;
    private final int rows;

    private Landscape(Energy energy, Plane plane, double[] bounds, int columns, int rows) {
        this.energy = energy;
        this.plane = plane;
        this.bounds = bounds;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Returns the landscape of an energy.
     *
     * @throws IllegalArgumentException if its states have fewer than two coordinates
     */
    public static Landscape of(Energy energy) {
        return new Landscape(energy, Plane.ofFirstTwo(energy.n()), null, 200, 200);
    }

    /**
     * Returns the same over another plane.
     *
     * @throws IllegalArgumentException if it lies in another space
     */
    public Landscape over(Plane plane) {
        if (plane.n() != energy.n()) {
            throw new IllegalArgumentException("landscape: plane and energy must be of one dimension, got n = "
                    + plane.n() + " and n = " + energy.n());
        }
        return new Landscape(energy, plane, bounds, columns, rows);
    }

    /** Returns the same over the plane through three states, n x 1 each. */
    public Landscape through(MatrixStore<Double> a, MatrixStore<Double> b, MatrixStore<Double> c) {
        return over(Plane.through(a, b, c));
    }

    /**
     * Returns the same from x in [xLow, xHigh] and y in [yLow, yHigh], the ends included.
     *
     * @throws IllegalArgumentException if they are not finite and increasing
     */
    public Landscape within(double xLow, double xHigh, double yLow, double yHigh) {
        if (!(xLow < xHigh && yLow < yHigh && Double.isFinite(xHigh - xLow) && Double.isFinite(yHigh - yLow))) {
            throw new IllegalArgumentException("landscape: bounds must be finite with low < high, got x from " + xLow
                    + " to " + xHigh + " and y from " + yLow + " to " + yHigh);
        }
        return new Landscape(energy, plane, new double[] {xLow, xHigh, yLow, yHigh}, columns, rows);
    }

    /** Returns the same on this many points along x and along y, 2 or more each. */
    public Landscape points(int alongX, int alongY) {
        Check.atLeast("landscape", "points", 2, Math.min(alongX, alongY));
        return new Landscape(energy, plane, bounds, alongX, alongY);
    }

    /** Returns the energy. */
    public Energy energy() {
        return energy;
    }

    /** Returns the plane. */
    public Plane plane() {
        return plane;
    }

    /** Returns the number of points along x. */
    public int columns() {
        return columns;
    }

    /** Returns the number of points along y. */
    public int rows() {
        return rows;
    }

    /** Returns the bounds of x, and then of y: four numbers (a copy). */
    public double[] bounds() {
        if (bounds != null) {
            return bounds.clone();
        }
        if (!(energy instanceof MemoryEnergy memories)) {
            return new double[] {-2, 2, -2, 2};
        }
        double[][] xy = plane.projectAll(memories.memories());
        double[] box = {xy[0][0], xy[0][0], xy[1][0], xy[1][0]};
        for (int t = 1; t < xy[0].length; t++) {
            box[0] = Math.min(box[0], xy[0][t]);
            box[1] = Math.max(box[1], xy[0][t]);
            box[2] = Math.min(box[2], xy[1][t]);
            box[3] = Math.max(box[3], xy[1][t]);
        }
        double side = Math.max(box[1] - box[0], box[3] - box[2]);
        double half = side > 0 ? 0.75 * side : 1;
        double x = 0.5 * (box[0] + box[1]);
        double y = 0.5 * (box[2] + box[3]);
        return new double[] {x - half, x + half, y - half, y + half};
    }

    /**
     * Evaluates it on all processors.
     *
     * @throws ArithmeticException if an energy of memories is beyond the range of double precision somewhere
     */
    public Surface run() {
        try (Workers workers = Workers.ofAllProcessors()) {
            return run(workers);
        }
    }

    /**
     * Evaluates it, a row at a time; the result does not depend on the number of workers.
     *
     * @throws IllegalArgumentException if the energy of a point is not finite where its formula is
     */
    public Surface run(Workers workers) {
        double[] box = bounds();
        double[] x = ticks(box[0], box[1], columns);
        double[] y = ticks(box[2], box[3], rows);
        double[][] values = new double[rows][columns];
        if (energy instanceof MemoryEnergy memories) {
            // Measured for 400 x 400 points over 500 memories, plain loops take 0.6 s of processor time in a fresh JVM
            // and 0.4 s later; vectors, which are slow until compiled, take 1.4 s and 0.15 s. The bits are the same.
            Kernel kernel = (double) columns * rows * memories.L() <= 1e8 ? Kernel.scalar() : Kernel.chosen();
            Rows[] buffers = new Rows[workers.count()];
            workers.forEach("landscape", rows, (worker, row) -> {
                if (buffers[worker] == null) {
                    buffers[worker] = new Rows(memories, plane, kernel);
                }
                buffers[worker].evaluate(x, y[row], values[row]);
            });
        } else {
            workers.forEach("landscape", rows, (worker, row) -> {
                double[] s = new double[plane.n()];
                for (int column = 0; column < columns; column++) {
                    Workers.poll();
                    plane.point(x[column], y[row], s);
                    values[row][column] = energy.value(s);
                }
            });
        }
        for (double[] row : values) {
            for (double value : row) {
                Check.value("landscape", energy, value);
            }
        }
        return new Surface(energy.name(), plane, x, y, values);
    }

    private static double[] ticks(double low, double high, int count) {
        double[] ticks = new double[count];
        for (int i = 0; i < count; i++) {
            ticks[i] = low + (high - low) * i / (count - 1);
        }
        return ticks;
    }

    /** One thread's buffers. */
    private static final class Rows {

        private final MemoryEnergy energy;
        private final ScoreEnergy form;
        private final Plane plane;
        private final Tokens tokens;
        private final double[] s;
        private final double[] slopes; // otherwise the feet, in x, of tokens on the row
        private final double[] base; // the scores at x = 0, or at the feet

        Rows(MemoryEnergy energy, Plane plane, Kernel kernel) {
            this.energy = energy;
            this.form = energy.form();
            this.plane = plane;
            this.tokens = energy.tokens(kernel);
            this.s = new double[energy.n()];
            this.slopes = new double[tokens.z.length];
            this.base = new double[slopes.length];
            if (form.isAffine()) {
                form.key(plane.along(), tokens.state());
                tokens.slopes(tokens.state());
                System.arraycopy(tokens.z, 0, slopes, 0, slopes.length);
            }
        }

        void evaluate(double[] x, double y, double[] values) {
            if (form.isAffine()) {
                affine(x, y, values);
            } else if (form.byDistance()) {
                byDistance(x, y, values);
            } else {
                pointwise(x, y, values);
            }
        }

        private void pointwise(double[] x, double y, double[] values) {
            for (int column = 0; column < x.length; column++) {
                Workers.poll();
                plane.point(x[column], y, s);
                form.score(tokens, s);
                values[column] = form.value(tokens, s);
            }
        }

        private void affine(double[] x, double y, double[] values) {
            plane.point(0, y, s);
            form.score(tokens, s);
            double[] z = tokens.z;
            System.arraycopy(z, 0, base, 0, z.length);
            for (int column = 0; column < x.length; column++) {
                Workers.poll();
                double at = x[column];
                for (int t = 0; t < z.length; t++) {
                    z[t] = Math.fma(at, slopes[t], base[t]);
                }
                plane.point(at, y, s);
                values[column] = form.value(tokens, s);
            }
        }

        /**
         * Computes distances by Pythagoras: ||x_t - s||^2 is the token's squared distance from its foot on the row plus
         * the foot's from s, neither of which cancels.
         */
        private void byDistance(double[] x, double y, double[] values) {
            double[] along = plane.along();
            double middle = x[x.length / 2];
            plane.point(middle, y, s);
            tokens.seeFrom(s);
            tokens.along(along);
            double[] z = tokens.z;
            System.arraycopy(z, 0, slopes, 0, z.length);
            tokens.distancesFrom(along, slopes, -form.halfScale());
            System.arraycopy(z, 0, base, 0, z.length);
            for (int column = 0; column < x.length; column++) {
                double at = x[column] - middle;
                for (int t = 0; t < z.length; t++) {
                    double off = at - slopes[t];
                    z[t] = Math.fma(-form.halfScale() * off, off, base[t]);
                }
                values[column] = form.value(tokens, s);
            }
        }
    }

    @Override
    public String toString() {
        double[] box = bounds();
        return String.format(
                Locale.ROOT,
                "landscape of %s: %d x %d points, x from %.4g to %.4g, y from %.4g to %.4g",
                energy.name(),
                columns,
                rows,
                box[0],
                box[1],
                box[2],
                box[3]);
    }
}
