package icd.attention;

import icd.kernel.Powers;
import java.util.Arrays;

/**
 * The probabilities that entmax and normmax have in common, with d_t = z_t - max z:
 *
 * {@equation
 *   p_t = (e^(k l) + s d_t)_+^(1/k) = exp(l + log1p(s d_t e^(-k l)) / k),     sum_t p_t = 1,
 * }
 *
 * which tend to softmax of s d / k as k tends to 0. The one unknown is l, the logarithm of the largest probability, which lies
 * between -log m and 0. Entmax has s = k = a - 1 and y = p; normmax has s = 1, k = (a - 1)/a and y proportional to p^(1/a).
 *
 * <p>In logarithms nothing is lost as k tends to 0, nor as e^(k l) underflows where k is large. Where k &gt; 1 a token may enter
 * the support with a jump that no double l resolves; such tokens share what the others leave.
 */
final class DeformedSoftmax {

    /**
     * The k above which many tokens are outside the support. Those that are found there are left out of all further steps, unless
     * sorting them out takes longer than a step.
     */
    private static final double SPARSE = 0.5;

    /** The k log m up to which e^(-k l) is a number of many digits. */
    private static final double GENTLE = 600;

    /** How far a sum of probabilities may be from 1. Up to a thousand times as far, rounding errors may be the reason. */
    private static final double NOTHING = 0x1p-50;

    private DeformedSoftmax() {}

    /**
     * Replaces d by p.
     *
     * <p>As l is at most 0, tokens with s d &lt;= -1 have no probability, and only the others are looked at again.
     *
     * @param d m numbers &lt;= 0, the largest being 0; minus infinity counts. Modified.
     * @return l
     */
    static double map(double[] d, double s, double k) {
        Room room = Room.ours();
        // The largest stands apart: the others' sum would lose its digits next to it where they are small.
        double[] others = room.numbers(0, d.length);
        int[] places = room.places(d.length);
        int largest = largest(d);
        int m = 0;
        for (int t = 0; t < d.length; t++) {
            others[m] = d[t];
            places[m] = t;
            m += Math.fma(s, d[t], 1) > 0 && t != largest ? 1 : 0;
        }
        double[] p = room.numbers(1, d.length);
        double l = k * StrictMath.log(m + 1) <= GENTLE
                ? onVectors(others, m, s, k, p, room)
                : byLogarithms(others, m, s, k, p);
        double first = StrictMath.exp(l);
        double total = first + Vectors.sum(p, m);
        Arrays.fill(d, 0);
        // Backwards, as those that were found to have no probability may still name the place of one that has some.
        for (int i = m - 1; i >= 0; i--) {
            d[places[i]] = p[i] / total;
        }
        d[largest] = first / total;
        return l;
    }

    private static int largest(double[] d) {
        int largest = 0;
        while (d[largest] != 0) {
            largest++;
        }
        return largest;
    }

    /**
     * By Newton's method for log sum p = 0, within an interval that halves where a step would leave it, all powers of a step at
     * once. With q_t = 1 + s d_t e^(-k l) and r_t = q_t^(1/k),
     *
     * {@equation
     *   sum p = e^l sum r,     d/dl = e^l sum r/q.
     * }
     *
     * <p>The logarithm is all but straight where k is small. The first l is the one for which all d are their mean, which for k &lt;= 1 is
     * at least the root (Jensen).
     *
     * <p>Where k &gt; 1 the probability of a token about to enter may hang on the last digit of l. Steps then stop on one side of the
     * root, and the next doubles beyond it are looked at, until what lies between two of them can be interpolated.
     */
    private static double onVectors(double[] d, int others, double s, double k, double[] p, Room room) {
        boolean sparse = k > SPARSE && !Powers.areMultiplied(k);
        int m = others;
        double low = lowest(m);
        double high = 0;
        double l = start(d, m, s, k);
        double before = Double.POSITIVE_INFINITY; // the last step
        int beyond = 1;
        for (int i = 0; ; i++) {
            room.powers.deformed(d, m, s, k, l, p, room.sums);
            double first = StrictMath.expm1(l); // the largest, less 1
            double missing = first + room.sums[0];
            double slope = 1 + first + room.sums[1];
            if (missing < 0) {
                low = l;
            } else {
                high = l;
            }
            double step = StrictMath.log1p(missing) * (1 + missing) / slope;
            double digit = Math.ulp(low);
            if (isSettled(k, missing, Math.abs(step), Math.abs(before))) {
                return l - step; // which has digits that e^(k l) has not
            }
            if (high - low <= digit) {
                return between(d, m, s, k, low, high, p, room);
            }
            double next = l - step;
            before = step;
            if (Math.abs(step) <= digit) {
                next = missing < 0 ? l + beyond * digit : l - beyond * digit;
                beyond *= 2;
            }
            if (sparse && missing >= 0) {
                m = withProbability(d, p, m, room.places(m));
            }
            l = next > low && next < high && i < 50 ? next : low + 0.5 * (high - low);
        }
    }

    /** The least that l may be: all have the same. */
    private static double lowest(int others) {
        return -StrictMath.log(others + 1) - 0x1p-50;
    }

    /** The l for which the sum is 1 if all d are replaced by their mean. */
    private static double start(double[] d, int m, double s, double k) {
        double mean = Vectors.sum(d, m) / (m + 1);
        double root = StrictMath.exp(-k * StrictMath.log(m + 1)) - s * mean;
        return Math.clamp(StrictMath.log(root) / k, lowest(m), 0);
    }

    /** Moves the tokens that have some probability to the front, sets the rest of p to 0, and returns their number. */
    private static int withProbability(double[] d, double[] p, int m, int[] places) {
        int count = 0;
        for (int t = 0; t < m; t++) {
            d[count] = d[t];
            places[count] = places[t];
            count += p[t] > 0 ? 1 : 0;
        }
        Arrays.fill(p, count, m, 0);
        return count;
    }

    /** Computes p between its values at both ends of an interval that l divides no further. */
    private static double between(
            double[] d, int m, double s, double k, double low, double high, double[] p, Room room) {
        double[] above = room.numbers(2, m);
        room.powers.deformed(d, m, s, k, high, above, room.sums);
        double extra = StrictMath.expm1(high) + room.sums[0];
        room.powers.deformed(d, m, s, k, low, p, room.sums);
        double missing = -StrictMath.expm1(low) - room.sums[0];
        double share = way(missing, extra);
        for (int t = 0; t < m; t++) {
            p[t] += share * (above[t] - p[t]);
        }
        return low + share * (high - low);
    }

    /** Returns how far the root lies on the way from a place where so much is missing to one where there is so much too much. */
    private static double way(double missing, double extra) {
        return missing + extra > 0 ? Math.clamp(missing / (missing + extra), 0, 1) : 0;
    }

    /**
     * Returns whether l is near enough. No probability falls as l rises, so the errors of all of them add up to the distance of their
     * sum from 1. With many tokens rounding errors keep that distance larger; with k &gt; 1 it may be that no double l makes it small, and
     * probabilities are interpolated.
     */
    private static boolean isSettled(double k, double missing, double step, double before) {
        double most = Math.abs(missing);
        return most <= NOTHING || k <= 1 && most <= 1000 * NOTHING && step >= 0.5 * before;
    }

    /**
     * Finds l by Newton's method, number by number and to its last digit, for k so large that e^(-k l) may be infinite: then a token may
     * enter with a jump.
     */
    private static double byLogarithms(double[] d, int m, double s, double k, double[] p) {
        double low = lowest(m);
        double high = 0;
        double l = start(d, m, s, k);
        for (int i = 0; i < 200; i++) {
            double rest = 0; // of all but the largest
            double slope = StrictMath.exp(l);
            double inverse = StrictMath.exp(-k * l);
            for (int t = 0; t < m; t++) {
                double q = share(d[t], s, k, l, inverse);
                if (q > 0) {
                    double each = probability(d[t], s, k, l, inverse);
                    rest += each;
                    slope += each / q;
                }
            }
            double missing = StrictMath.expm1(l) + rest;
            if (missing < 0) {
                low = l;
            } else {
                high = l;
            }
            double step = missing / slope;
            boolean settled = Math.abs(missing) <= 1e-13 * rest && Math.abs(step) <= 0x1p-51 * Math.abs(l);
            if (missing == 0 || settled) {
                low = l;
                high = l;
                break;
            }
            double middle = low + 0.5 * (high - low);
            if (!(middle > low && middle < high)) {
                break;
            }
            double next = l - step;
            l = next > low && next < high && i < 50 ? next : middle;
        }
        return between(d, m, s, k, low, high, p);
    }

    /** q = 1 + s d e^(-k l); not above 0 outside the support. */
    private static double share(double d, double s, double k, double l, double inverse) {
        if (d == 0) {
            return 1;
        }
        if (inverse == Double.POSITIVE_INFINITY) {
            return -StrictMath.expm1(StrictMath.log(s) + StrictMath.log(-d) - k * l);
        }
        double rest = s * d * inverse;
        // Little is left as the difference of two numbers next to 1, one known by its distance from 1.
        return rest > -0.5 || k * l < -1 ? 1 + rest : (StrictMath.expm1(k * l) + Math.fma(s, d, 1)) * inverse;
    }

    /** p = e^l q^(1/k). */
    private static double probability(double d, double s, double k, double l, double inverse) {
        double rest = s * d * inverse;
        if (d == 0 || rest > -0.5) { // next to 1, where q itself has too few digits for a small k
            return StrictMath.exp(d == 0 ? l : l + StrictMath.log1p(rest) / k);
        }
        double q = share(d, s, k, l, inverse);
        return q > 0 ? StrictMath.exp(l + StrictMath.log(q) / k) : 0;
    }

    private static double between(double[] d, int m, double s, double k, double low, double high, double[] p) {
        double lowInverse = StrictMath.exp(-k * low);
        double highInverse = StrictMath.exp(-k * high);
        double least = StrictMath.expm1(low);
        double most = StrictMath.expm1(high);
        for (int t = 0; t < m; t++) {
            least += probability(d[t], s, k, low, lowInverse);
            most += probability(d[t], s, k, high, highInverse);
        }
        double share = way(-least, most);
        for (int t = 0; t < m; t++) {
            double below = probability(d[t], s, k, low, lowInverse);
            p[t] = share > 0 ? below + share * (probability(d[t], s, k, high, highInverse) - below) : below;
        }
        return low + share * (high - low);
    }
}
