package icd.energy;

import icd.math.Digits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.ojalgo.matrix.store.R064Store;

/** The result of binary updates. Immutable. */
public final class BinaryRun {

    /** The reasons why updating ends. */
    public enum End {
        /** No bit prefers to flip. */
        FIXED_POINT("fixed point"),
        /** Synchronous updates returned to the state before the last. */
        TWO_CYCLE("cycle of two"),
        /** All sweeps were made, and the last one still flipped bits. */
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
    private final List<BigDecimal> energies;
    private final long flips;
    private final End end;

    BinaryRun(double[] s, double[] m, List<BigDecimal> energies, long flips, End end) {
        this.s = s;
        this.m = m;
        this.energies = List.copyOf(energies);
        this.flips = flips;
        this.end = end;
    }

    /** Returns the last state, N x 1 (a copy). */
    public R064Store state() {
        return R064Store.wrap(s.clone());
    }

    /** Returns its magnetisations {@math x_mu . s / N} with every memory, K x 1. */
    public R064Store overlaps() {
        double[] overlaps = new double[m.length];
        for (int mu = 0; mu < m.length; mu++) {
            overlaps[mu] = m[mu] / s.length;
        }
        return R064Store.wrap(overlaps);
    }

    /** Returns the magnetisation with memory {@math mu}. */
    public double overlap(int mu) {
        return m[mu] / s.length;
    }

    /** Returns the memory with the largest magnetisation; the first if there are several. */
    public int nearest() {
        int nearest = 0;
        for (int mu = 1; mu < m.length; mu++) {
            nearest = m[mu] > m[nearest] ? mu : nearest;
        }
        return nearest;
    }

    /** Returns the number of sweeps made, including one that flipped nothing. */
    public int sweeps() {
        return energies.size() - 1;
    }

    /** Returns the number of bits flipped in all. */
    public long flips() {
        return flips;
    }

    /**
     * Returns the energy before each sweep and after the last (a copy); for exponential memories {@math -(1/beta) log sum
     * exp(beta m)}.
     *
     * @throws ArithmeticException if one is beyond the range of double precision, as it may be for high powers of many
     *     bits; see {@link #decimalEnergies}
     */
    public double[] energies() {
        double[] numbers = new double[energies.size()];
        for (int k = 0; k < numbers.length; k++) {
            BigDecimal energy = energies.get(k);
            numbers[k] = energy.doubleValue();
            if (Double.isInfinite(numbers[k]) || numbers[k] == 0 && energy.signum() != 0) {
                throw new ArithmeticException(String.format(
                        Locale.ROOT,
                        "BinaryRun.energies: energies must be within the range of double precision, got %.6g;"
                                + " decimalEnergies() holds any",
                        energy));
            }
        }
        return numbers;
    }

    /**
     * Returns {@link #energies} of any size: in double precision where that can hold them, otherwise to twenty digits.
     */
    public List<BigDecimal> decimalEnergies() {
        return energies;
    }

    /** Returns the reason why updating ended. */
    public End end() {
        return end;
    }

    @Override
    public String toString() {
        return Digits.text(
                "%s after %d sweeps and %d flips: overlap %.4f with memory %d, energy %.6g -> %.6g",
                end, sweeps(), flips, overlap(nearest()), nearest(), energies.getFirst(), energies.getLast());
    }
}
