package icd.energy;

import icd.kernel.Workers;
import icd.math.RandomStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * Updates of states {@math s in {-1, 1}^N} by the energies of binary memories: each bit takes the sign of lower energy while
 * the others are held; where both signs have the same energy (sgn 0) it keeps its own.
 *
 * <p>An immutable description; {@link #run} updates. By default one bit is updated after another in their order, until
 * a sweep flips none, in at most 1000 sweeps, and the couplings are Hebbian without their diagonal.
 *
 * <p>Overlaps {@math m = X^T s} are kept up to date, so that a bit costs O(K) and a sweep O(N K). Each decision is that of
 * exact arithmetic, whatever the power, the inverse temperature and the size of the memories: where rounding could
 * change it, it is made again from the memories themselves with as many digits as it needs.
 */
public final class BinaryDynamics {

    private static final int SWEEPS = 1000;

    private final FlipRule rule;
    private final int n;
    private final int count;
    private final double[] x;
    private final boolean synchronous;
    private final int[] order;
    private final Long seed;
    private final int sweeps;

    private BinaryDynamics(
            FlipRule rule, int n, int count, double[] x, boolean synchronous, int[] order, Long seed, int sweeps) {
        this.rule = rule;
        this.n = n;
        this.count = count;
        this.x = x;
        this.synchronous = synchronous;
        this.order = order;
        this.seed = seed;
        this.sweeps = sweeps;
    }

    private static BinaryDynamics of(FlipRule rule, MatrixStore<Double> X) {
        int n = X.getRowDim();
        int count = X.getColDim();
        Check.atLeast("BinaryDynamics", "memories and their dimension", 1, Math.min(n, count));
        double[] x = Check.matrix("BinaryDynamics", "memories", X, n, count);
        if (!(reach(x, count) < Double.MAX_VALUE / 4)) {
            throw new IllegalArgumentException("BinaryDynamics: memories must have sums of |x_i| below "
                    + Double.MAX_VALUE / 4 + ", got " + reach(x, count));
        }
        return new BinaryDynamics(rule, n, count, x, false, null, null, SWEEPS);
    }

    /**
     * Classical Hopfield (equation A.16): {@math s_i &lt;- sgn sum_{j != i} J_ij s_j} with {@math J = X X^T}.
     *
     * @param X the memories, N x K, commonly of -1 and 1. Not modified.
     * @throws IllegalArgumentException if there is no memory, or one is not finite
     */
    public static BinaryDynamics hopfield(MatrixStore<Double> X) {
        return of(new FlipRule.Hebbian(false), X);
    }

    /**
     * Dense associative memory, {@math F(z) = z^k} (Krotov &amp; Hopfield 2016, equation 4):
     * {@math s_i &lt;- sgn sum_mu [F(x_i + r) - F(-x_i + r)]}, {@math r = sum_{j != i} x_j s_j}. {@math k = 2} is {@link #hopfield}.
     *
     * @param k from 2 to a million
     */
    public static BinaryDynamics polynomial(MatrixStore<Double> X, int k) {
        return of(new FlipRule.Power(power("BinaryDynamics.polynomial", k), false), X);
    }

    /** Does the same as {@link #polynomial}, with {@math F(z) = max(z, 0)^k}. */
    public static BinaryDynamics rectifiedPolynomial(MatrixStore<Double> X, int k) {
        return of(new FlipRule.Power(power("BinaryDynamics.rectifiedPolynomial", k), true), X);
    }

    private static int power(String where, int k) {
        Check.atLeast(where, "k", 2, k);
        if (k > FlipRule.Power.MOST) {
            throw new IllegalArgumentException(where + ": k must be <= " + FlipRule.Power.MOST + ", got " + k);
        }
        return k;
    }

    /**
     * Does the same as {@link #polynomial}, with {@math F(z) = exp(beta z)} (Demircigil et al. 2017 at {@math beta = 1}). Exponentials
     * are taken relative to the largest, so that no N overflows.
     */
    public static BinaryDynamics exponential(MatrixStore<Double> X, double beta) {
        return of(new FlipRule.Exponential(Check.positive("BinaryDynamics.exponential", "beta", beta)), X);
    }

    /**
     * Returns the same with {@math J_ii = sum_mu x_i^2} kept, which makes every bit more reluctant to flip.
     *
     * @throws IllegalStateException if the couplings are not Hebbian
     */
    public BinaryDynamics keepingDiagonal() {
        if (!(rule instanceof FlipRule.Hebbian)) {
            throw new IllegalStateException(
                    "BinaryDynamics.keepingDiagonal: couplings must be Hebbian to have a diagonal, got " + rule);
        }
        return new BinaryDynamics(new FlipRule.Hebbian(true), n, count, x, synchronous, order, seed, sweeps);
    }

    /** Returns the same with all bits updated at once; this may end in a cycle of two states. */
    public BinaryDynamics synchronous() {
        return new BinaryDynamics(rule, n, count, x, true, null, null, sweeps);
    }

    /**
     * Returns the same with bits updated one after another in this order, in every sweep.
     *
     * @param order a permutation of 0, ..., N - 1
     */
    public BinaryDynamics inOrder(int... order) {
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < Math.max(n, sorted.length); i++) {
            if (!(i < n && i < sorted.length && sorted[i] == i)) {
                throw new IllegalArgumentException("BinaryDynamics.inOrder: order must be a permutation of 0 to "
                        + (n - 1) + ", got " + Arrays.toString(order));
            }
        }
        return new BinaryDynamics(rule, n, count, x, false, order.clone(), null, sweeps);
    }

    /** Returns the same with bits updated one after another in an order drawn again for each sweep. */
    public BinaryDynamics inRandomOrder(long seed) {
        return new BinaryDynamics(rule, n, count, x, false, null, seed, sweeps);
    }

    /** Returns the same with at most this many sweeps: for synchronous updates, 1 is a single step. */
    public BinaryDynamics sweeps(int most) {
        return new BinaryDynamics(
                rule, n, count, x, synchronous, order, seed, Check.atLeast("BinaryDynamics", "sweeps", 0, most));
    }

    /**
     * Updates until no bit flips.
     *
     * @param start N x 1, of -1 and 1. Not modified.
     * @throws IllegalArgumentException if it has another shape, or holds another number
     */
    public BinaryRun run(MatrixStore<Double> start) {
        double[] s = Check.vector("BinaryDynamics", "start", start, n);
        for (double bit : s) {
            if (!(bit == 1 || bit == -1)) {
                throw new IllegalArgumentException("BinaryDynamics: start must be of -1 and 1, got " + bit);
            }
        }
        double[] m = new double[count];
        overlaps(s, m);
        List<BigDecimal> energies = new ArrayList<>();
        energies.add(energy(m));
        double[] before = s.clone();
        double[] beforeThat = null;
        BinaryRun.End end = BinaryRun.End.SWEEPS_DONE;
        double unit = unit();
        double reach = reach(x, count);
        double[] exponents = new double[2 * count];
        int done = 0;
        long flips = 0;
        while (done < sweeps && end == BinaryRun.End.SWEEPS_DONE) {
            Workers.poll();
            // each bit that is added to an overlap rounds it once, and a sweep adds at most all of them
            double drift = unit > 0 ? 0 : (flips + 2.0 * n + 2) * FlipRule.U * reach;
            FlipRule.Accuracy accuracy = new FlipRule.Accuracy(unit, drift, exponents);
            int flipped = synchronous ? atOnce(s, m, accuracy) : oneByOne(s, m, done, accuracy);
            done++;
            flips += flipped;
            energies.add(energy(m));
            if (flipped == 0) {
                end = BinaryRun.End.FIXED_POINT;
            } else if (synchronous && beforeThat != null && Arrays.equals(s, beforeThat)) {
                end = BinaryRun.End.TWO_CYCLE;
            }
            double[] free = beforeThat == null ? new double[n] : beforeThat;
            beforeThat = before;
            System.arraycopy(s, 0, free, 0, n);
            before = free;
        }
        return new BinaryRun(s, m, energies, flips, end);
    }

    /** Returns E, computed in decimals where double precision cannot hold it. */
    private BigDecimal energy(double[] m) {
        double energy = rule.energy(m, n);
        return Math.abs(energy) > 1e-290 && Math.abs(energy) < Double.POSITIVE_INFINITY
                ? new BigDecimal(energy)
                : rule.decimalEnergy(m, n);
    }

    /** Returns the largest |overlap| that a state can have. */
    private static double reach(double[] x, int count) {
        double[] sums = new double[count];
        for (int k = 0; k < x.length; k++) {
            sums[k % count] += Math.abs(x[k]);
        }
        return Arrays.stream(sums).max().orElseThrow();
    }

    /**
     * Returns the largest power of two of which all memories are multiples, or 0 if overlaps as such multiples need
     * rounding.
     */
    private double unit() {
        int least = Integer.MAX_VALUE;
        for (double each : x) {
            if (each != 0) {
                int exponent = Math.max(Math.getExponent(each), Double.MIN_EXPONENT);
                long digits = Double.doubleToLongBits(each) & 0xFFFFFFFFFFFFFL | 1L << 52;
                least = Math.min(least, exponent - 52 + Long.numberOfTrailingZeros(digits));
            }
        }
        double unit = least == Integer.MAX_VALUE ? 1 : Math.scalb(1.0, least);
        return unit > Double.MIN_NORMAL && reach(x, count) / unit <= 0x1p51 ? unit : 0;
    }

    private boolean wantsToFlip(int i, double[] s, double[] m, FlipRule.Accuracy accuracy) {
        double preference = rule.preference(x, i * count, m, s[i], accuracy);
        return s[i] * (Double.isNaN(preference) ? exactly(i, s, accuracy.unit() > 0 ? m : null) : preference) < 0;
    }

    /**
     * Returns the sign of the preference of bit i, from overlaps that are exact, or else (m = null) from the memories.
     */
    private int exactly(int i, double[] s, double[] m) {
        BigDecimal[] rest = new BigDecimal[count];
        BigDecimal[] own = new BigDecimal[count];
        for (int mu = 0; mu < count; mu++) {
            own[mu] = new BigDecimal(x[i * count + mu]);
            BigDecimal overlap = BigDecimal.ZERO;
            for (int j = 0; j < n && m == null; j++) {
                overlap = overlap.add(new BigDecimal(s[j] * x[j * count + mu]));
            }
            rest[mu] = (m == null ? overlap : new BigDecimal(m[mu])).subtract(new BigDecimal(s[i] * x[i * count + mu]));
        }
        return rule.sign(rest, own, (int) s[i]);
    }

    private void overlaps(double[] s, double[] m) {
        Arrays.fill(m, 0);
        for (int i = 0; i < n; i++) {
            add(i, s[i], m);
        }
    }

    private void add(int i, double amount, double[] m) {
        int row = i * count;
        for (int mu = 0; mu < count; mu++) {
            m[mu] = Math.fma(amount, x[row + mu], m[mu]);
        }
    }

    private int oneByOne(double[] s, double[] m, int sweep, FlipRule.Accuracy accuracy) {
        int[] visit = seed == null
                ? order
                : RandomStream.of(seed, "update order", sweep).permutation(n);
        int flipped = 0;
        for (int v = 0; v < n; v++) {
            int i = visit == null ? v : visit[v];
            if (wantsToFlip(i, s, m, accuracy)) {
                s[i] = -s[i];
                add(i, 2 * s[i], m);
                flipped++;
            }
        }
        return flipped;
    }

    private int atOnce(double[] s, double[] m, FlipRule.Accuracy accuracy) {
        boolean[] flip = new boolean[n];
        int flipped = 0;
        for (int i = 0; i < n; i++) {
            flip[i] = wantsToFlip(i, s, m, accuracy);
        }
        for (int i = 0; i < n; i++) {
            if (flip[i]) {
                s[i] = -s[i];
                add(i, 2 * s[i], m);
                flipped++;
            }
        }
        return flipped;
    }

    @Override
    public String toString() {
        String schedule = synchronous ? "all bits at once" : "one bit after another";
        String drawn = seed == null ? "" : " in random order, seed " + seed;
        return rule + ", " + count + " memories of " + n + " bits, " + schedule + drawn + ", at most " + sweeps
                + " sweeps";
    }
}
