package icd.energy;

import java.util.Locale;
import org.ojalgo.matrix.store.R064Store;

/** Where binary updates led. Immutable. */
public final class BinaryRun {

    /** Why updating ended. */
    public enum End {
        /** No bit wants to flip. */
        FIXED_POINT("fixed point"),
        /** Synchronous updates returned to the state before the last. */
        TWO_CYCLE("cycle of two"),
        /** All sweeps were made, the last of which still flipped bits. */
        SWEEPS_DONE("all sweeps made");

        private final String words;

        End(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final double[] s;
    private final double[] m;
    private final double[] energies;
    private final long flips;
    private final End end;

    BinaryRun(double[] s, double[] m, double[] energies, long flips, End end) {
        this.s = s;
        this.m = m;
        this.energies = energies;
        this.flips = flips;
        this.end = end;
    }

    /** The last state, N x 1 (a copy). */
    public R064Store state() {
        return R064Store.wrap(s.clone());
    }

    /** Its magnetisations x_mu . s / N with every memory, K x 1. */
    public R064Store overlaps() {
        double[] overlaps = new double[m.length];
        for (int mu = 0; mu < m.length; mu++) {
            overlaps[mu] = m[mu] / s.length;
        }
        return R064Store.wrap(overlaps);
    }

    /** The magnetisation with memory mu. */
    public double overlap(int mu) {
        return m[mu] / s.length;
    }

    /** The memory with the largest magnetisation; the first of several. */
    public int nearest() {
        int nearest = 0;
        for (int mu = 1; mu < m.length; mu++) {
            nearest = m[mu] > m[nearest] ? mu : nearest;
        }
        return nearest;
    }

    /** Sweeps made, one that flipped nothing among them. */
    public int sweeps() {
        return energies.length - 1;
    }

    /** Bits flipped in all. */
    public long flips() {
        return flips;
    }

    /** The energy before each sweep and after the last (a copy); of exponential memories -(1/beta) log sum exp(beta m). */
    public double[] energies() {
        return energies.clone();
    }

    /** Why it ended. */
    public End end() {
        return end;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s after %d sweeps and %d flips: overlap %.4f with memory %d, energy %.6g -> %.6g",
                end,
                sweeps(),
                flips,
                overlap(nearest()),
                nearest(),
                energies[0],
                energies[energies.length - 1]);
    }
}
