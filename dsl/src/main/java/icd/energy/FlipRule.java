package icd.energy;

import icd.kernel.Kernel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rule for which sign of a bit has the lower energy while the others are held.
 *
 * <p>Each rule answers in double precision, with powers and exponentials relative to the largest so that none
 * overflows, and bounds the rounding error of its answer. Where rounding could change the sign it returns NaN, and
 * {@link #sign} decides in exact arithmetic.
 */
sealed interface FlipRule {

    /** Unit roundoff of double precision. */
    double U = 0x1p-53;

    /**
     * The accuracy of the overlaps.
     *
     * @param unit a power of two of which all memories are whole multiples, so that their overlaps are exact; 0 where
     *     there is none
     * @param drift the largest possible error of an overlap
     * @param exponents room for two numbers per memory
     */
    record Accuracy(double unit, double drift, double[] exponents) {}

    /**
     * Returns E(s with s_i = -1) - E(s with s_i = 1), up to a positive factor: positive where 1 is preferred, 0 where
     * neither is, and NaN where double precision cannot tell.
     *
     * @param x component i of every memory, from {@code row}. Not modified.
     * @param m overlaps of the memories with s. Not modified.
     */
    double preference(double[] x, int row, double[] m, double si, Accuracy accuracy);

    /**
     * Returns the exact sign of the preference.
     *
     * @param rest the overlaps without the term of bit i
     * @param x component i of every memory
     */
    int sign(BigDecimal[] rest, BigDecimal[] x, int si);

    /** Returns the energy E of a state with these overlaps; infinite or 0 where double precision cannot hold it. */
    double energy(double[] m, int n);

    /** Returns the energy to twenty digits, whatever its size. */
    BigDecimal decimalEnergy(double[] m, int n);

    /** Returns the sum if its sign is beyond doubt, NaN if not. */
    private static double certain(double sum, double size, double error, double exactUpTo) {
        if (size <= exactUpTo || Math.abs(sum) > error && size > 1e-280 && size < Double.POSITIVE_INFINITY) {
            return sum;
        }
        return Double.NaN;
    }

    /**
     * Returns the size up to which sums of products of k whole multiples of the unit are exact; negative where none
     * are.
     */
    private static double exactUpTo(double unit, int k) {
        double limit = 0x1p53 * Math.pow(unit, k);
        return limit > 1e-200 && limit < 1e200 ? limit : -1;
    }

    /** Returns the values of sum_mu [F(rest + x) - F(rest - x)] that do not cancel, and how often each is left. */
    private static SortedMap<BigDecimal, Integer> uncancelled(BigDecimal[] rest, BigDecimal[] x) {
        SortedMap<BigDecimal, Integer> counts = new TreeMap<>();
        for (int mu = 0; mu < x.length; mu++) {
            counts.merge(rest[mu].add(x[mu]), 1, Integer::sum);
            counts.merge(rest[mu].subtract(x[mu]), -1, Integer::sum);
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** The local field sum_j J_ij s_j, with or without the term j = i. */
    record Hebbian(boolean diagonal) implements FlipRule {

        @Override
        public double preference(double[] x, int row, double[] m, double si, Accuracy accuracy) {
            double own = diagonal ? 0 : si;
            double field = 0;
            double size = 0;
            double reach = 0;
            for (int mu = 0; mu < m.length; mu++) {
                double xi = x[row + mu];
                double rest = Math.fma(-own, xi, m[mu]);
                field = Math.fma(xi, rest, field);
                size += Math.abs(xi * rest);
                reach += Math.abs(xi);
            }
            double error = 4 * (m.length + 2) * U * size + 2 * reach * accuracy.drift;
            return certain(field, size, error, exactUpTo(accuracy.unit, 2));
        }

        @Override
        public int sign(BigDecimal[] rest, BigDecimal[] x, int si) {
            BigDecimal field = BigDecimal.ZERO;
            for (int mu = 0; mu < x.length; mu++) {
                BigDecimal own = diagonal ? x[mu].multiply(BigDecimal.valueOf(si)) : BigDecimal.ZERO;
                field = field.add(x[mu].multiply(rest[mu].add(own)));
            }
            return field.signum();
        }

        @Override
        public double energy(double[] m, int n) {
            double sum = 0;
            for (double overlap : m) {
                sum = Math.fma(overlap, overlap, sum);
            }
            return -sum / (2 * m.length);
        }

        @Override
        public BigDecimal decimalEnergy(double[] m, int n) {
            return new Power(2, false)
                    .decimalEnergy(m, n)
                    .divide(BigDecimal.valueOf(2L * m.length), MathContext.DECIMAL64);
        }

        @Override
        public String toString() {
            return diagonal ? "hopfield with its diagonal" : "hopfield";
        }
    }

    /** The rule for F(z) = z^k, or max(z, 0)^k. */
    record Power(int k, boolean rectified) implements FlipRule {

        /** The largest k: the power of any double still has an exponent that a decimal can hold. */
        static final int MOST = 1_000_000;

        private static final MathContext THIRTY = new MathContext(30);

        /** Returns the power by squaring, with a relative error of at most k U. */
        private double of(double z) {
            if (rectified && z < 0) {
                return 0;
            }
            double power = 1;
            double square = z;
            for (int left = k; left > 0; left >>= 1) {
                if ((left & 1) == 1) {
                    power *= square;
                }
                square *= square;
            }
            return power;
        }

        @Override
        public double preference(double[] x, int row, double[] m, double si, Accuracy accuracy) {
            double largest = 0;
            for (int mu = 0; mu < m.length; mu++) {
                largest = Math.max(largest, Math.abs(m[mu]) + 2 * Math.abs(x[row + mu]));
            }
            if (largest == 0) {
                return 0;
            }
            boolean scaled = !((double) k * (Math.abs(Math.getExponent(largest)) + 1) < 900);
            if (scaled) { // relative to the largest itself: relative to a bound above it, a large power would vanish
                largest = 0;
                for (int mu = 0; mu < m.length; mu++) {
                    double xi = x[row + mu];
                    largest = Math.max(largest, Math.abs(Math.fma(-si, xi, m[mu])) + Math.abs(xi));
                }
            }
            double scale = scaled ? 1 / largest : 1;
            double sum = 0;
            double size = 0;
            for (int mu = 0; mu < m.length; mu++) {
                double xi = x[row + mu];
                double rest = Math.fma(-si, xi, m[mu]);
                double up = of((rest + xi) * scale);
                double down = of((rest - xi) * scale);
                sum += up - down;
                size += Math.abs(up) + Math.abs(down);
            }
            double slack = k * (accuracy.drift / largest); // the largest relative change of the largest power
            double most = of(scaled ? 1 : largest);
            double error = 4 * U * (3.0 * k + m.length + 4) * size + 8.0 * m.length * slack * most;
            return certain(sum, size, slack < 0.5 ? error : Double.NaN, scaled ? -1 : exactUpTo(accuracy.unit, k));
        }

        @Override
        public int sign(BigDecimal[] rest, BigDecimal[] x, int si) {
            SortedMap<BigDecimal, Integer> folded = new TreeMap<>(); // the power of |z|; odd powers change the sign
            uncancelled(rest, x).forEach((z, count) -> {
                if (z.signum() > 0 || z.signum() < 0 && !rectified) {
                    folded.merge(z.abs(), z.signum() < 0 && k % 2 == 1 ? -count : count, Integer::sum);
                }
            });
            folded.values().removeIf(count -> count == 0);
            if (folded.isEmpty()) {
                return 0;
            }
            // a few digits relative to the largest power almost always decide; where the sum is 0, only all digits do
            BigDecimal top = folded.lastKey();
            long all = (long) k
                    * folded.keySet().stream()
                            .mapToInt(z -> z.precision() + Math.abs(z.scale()))
                            .max()
                            .orElseThrow();
            for (int digits = 30; digits < all / 4; digits *= 4) {
                BigDecimal sum = BigDecimal.ZERO;
                BigDecimal doubt = BigDecimal.ZERO;
                for (var entry : folded.entrySet()) {
                    BigDecimal count = BigDecimal.valueOf(entry.getValue());
                    sum = sum.add(count.multiply(share(entry.getKey(), top, digits)));
                    doubt = doubt.add(count.abs());
                }
                if (sum.abs().compareTo(doubt.movePointLeft(digits - 2)) > 0) {
                    return sum.signum();
                }
            }
            BigDecimal sum = BigDecimal.ZERO;
            for (var entry : folded.entrySet()) {
                sum = sum.add(entry.getKey().pow(k).multiply(BigDecimal.valueOf(entry.getValue())));
            }
            return sum.signum();
        }

        /** Returns (z / top)^k to this many places, 0 &lt; z &lt;= top. */
        private BigDecimal share(BigDecimal z, BigDecimal top, int digits) {
            MathContext context = new MathContext(digits + 20); // k below 10^10 costs ten digits
            BigDecimal ratio = z.divide(top, context);
            double places = k * StrictMath.log10(ratio.doubleValue());
            return places < -2.0 * digits ? BigDecimal.ZERO : ratio.pow(k, context);
        }

        @Override
        public double energy(double[] m, int n) {
            double sum = 0;
            for (double overlap : m) {
                sum += of(overlap);
            }
            return -sum;
        }

        @Override
        public BigDecimal decimalEnergy(double[] m, int n) {
            BigDecimal sum = BigDecimal.ZERO;
            for (double overlap : m) {
                if (!rectified || overlap > 0) {
                    sum = sum.add(new BigDecimal(overlap).pow(k, THIRTY), THIRTY);
                }
            }
            return sum.negate().round(new MathContext(20));
        }

        @Override
        public String toString() {
            return (rectified ? "rectified_polynomial_" : "polynomial_") + k;
        }
    }

    /** The rule for F(z) = exp(beta z); sums of it are compared relative to their largest term. */
    record Exponential(double beta) implements FlipRule {

        @Override
        public double preference(double[] x, int row, double[] m, double si, Accuracy accuracy) {
            double[] e = accuracy.exponents;
            int count = m.length;
            double largest = 0;
            for (int mu = 0; mu < count; mu++) {
                double xi = x[row + mu];
                double rest = Math.fma(-si, xi, m[mu]);
                e[mu] = beta * (rest + xi);
                e[count + mu] = beta * (rest - xi);
                largest = Math.max(largest, Math.max(Math.abs(e[mu]), Math.abs(e[count + mu])));
            }
            double size = Kernel.exponentiate(e);
            double sum = 0;
            for (int mu = 0; mu < count; mu++) {
                sum += e[mu] - e[count + mu];
            }
            double slack = 8 * U * largest + 4 * beta * accuracy.drift; // the error of an exponent
            double error = size * (8 * U * (count + 16) + 2 * slack);
            return certain(sum, size, slack < 0.5 ? error : Double.NaN, -1);
        }

        /**
         * Returns the exact sign. Exponentials of different numbers are linearly independent over the rationals
         * (Lindemann and Weierstrass), so that enough digits show a sign where not all terms cancel.
         */
        @Override
        public int sign(BigDecimal[] rest, BigDecimal[] x, int si) {
            SortedMap<BigDecimal, Integer> left = uncancelled(rest, x);
            if (left.isEmpty()) {
                return 0;
            }
            BigDecimal top = left.lastKey();
            for (int digits = 30; ; digits *= 2) {
                MathContext context = new MathContext(digits + 10);
                BigDecimal sum = BigDecimal.ZERO;
                BigDecimal doubt = BigDecimal.ZERO;
                for (var entry : left.entrySet()) {
                    BigDecimal exponent = entry.getKey().subtract(top).multiply(new BigDecimal(beta));
                    BigDecimal count = BigDecimal.valueOf(entry.getValue());
                    sum = sum.add(count.multiply(exp(exponent, digits, context)));
                    doubt = doubt.add(count.abs());
                }
                if (sum.abs().compareTo(doubt.movePointLeft(digits - 2)) > 0) {
                    return sum.signum();
                }
            }
        }

        /** Returns e^x of x &lt;= 0 to this many places. */
        private static BigDecimal exp(BigDecimal x, int digits, MathContext context) {
            if (x.compareTo(BigDecimal.valueOf(-3L * digits)) < 0) {
                return BigDecimal.ZERO;
            }
            // exp(-y) = exp(y / 2^16)^-65536, by the series
            BigDecimal y = x.negate().divide(BigDecimal.valueOf(65_536), new MathContext(2 * digits));
            MathContext more = new MathContext(2 * digits + 20, RoundingMode.HALF_EVEN);
            BigDecimal sum = BigDecimal.ONE;
            BigDecimal term = BigDecimal.ONE;
            for (int k = 1; term.compareTo(BigDecimal.ONE.movePointLeft(2 * digits + 10)) > 0; k++) {
                term = term.multiply(y, more).divide(BigDecimal.valueOf(k), more);
                sum = sum.add(term, more);
            }
            return BigDecimal.ONE.divide(sum.pow(65_536, more), context);
        }

        /** Returns -(1/beta) log sum_mu exp(beta m_mu). */
        @Override
        public double energy(double[] m, int n) {
            double[] e = new double[m.length];
            double max = exponents(m, e);
            return -(max + StrictMath.log(Kernel.exponentiate(e)) / beta);
        }

        @Override
        public BigDecimal decimalEnergy(double[] m, int n) {
            double[] e = new double[m.length];
            double max = exponents(m, e);
            BigDecimal log = new BigDecimal(StrictMath.log(Kernel.exponentiate(e)));
            return log.divide(new BigDecimal(beta), MathContext.DECIMAL64)
                    .add(new BigDecimal(max))
                    .negate();
        }

        /** Computes e &lt;- beta (m - max m), and returns the maximum. */
        private double exponents(double[] m, double[] e) {
            double max = Double.NEGATIVE_INFINITY;
            for (double overlap : m) {
                max = Math.max(max, overlap);
            }
            for (int mu = 0; mu < m.length; mu++) {
                e[mu] = beta * (m[mu] - max);
            }
            return max;
        }

        @Override
        public String toString() {
            return "log_exponential, beta = " + beta;
        }
    }
}
