package icd.attention;

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

    /** The distance between tokens that are used for a first guess, where there are enough of them. */
    private static final int SAMPLED = 8;

    private static final int ENOUGH = 256 * SAMPLED;

    /**
     * The exponent up to which powers bend so little where a token enters that Halley's steps are better than Newton's.
     */
    private static final double SMOOTH = 0.5;

    /** The k log m up to which e^(-k l) is a number of many digits. */
    private static final double GENTLE = 600;

    /** A step as small as this changes no digit of a probability where k &lt;= 1; below a thousand of these steps are rounding errors. */
    private static final double NOTHING = 0x1p-50;

    private DeformedSoftmax() {}

    /**
     * Replaces d by p.
     *
     * <p>As l is at most 0, tokens with s d &lt;= -1 have no probability, and only the others are looked at again: where k is not small
     * they are few.
     *
     * @param d m numbers &lt;= 0, the largest being 0; minus infinity counts. Modified.
     * @return l
     */
    static double map(double[] d, double s, double k) {
        Room room = Room.ours();
        double[] p = room.numbers(0, d.length);
        int[] places = room.places(d.length);
        int count = 0;
        for (int t = 0; t < d.length; t++) {
            p[count] = d[t];
            places[count] = t;
            count += Math.fma(s, d[t], 1) > 0 ? 1 : 0;
        }
        double l = probabilities(p, count, s, k, room);
        double total = Vectors.sum(p, count);
        Arrays.fill(d, 0);
        for (int i = 0; i < count; i++) {
            d[places[i]] = p[i] / total;
        }
        return l;
    }

    private static double probabilities(double[] d, int m, double s, double k, Room room) {
        if (m == 1) {
            d[0] = 1;
            return 0;
        }
        double exponent = 1 / k;
        if (exponent == 1 || exponent == 1.5 || exponent == 2 || exponent == 3) {
            return byPowers(d, m, s, k, exponent, room);
        }
        return k * StrictMath.log(m) <= GENTLE
                ? onVectors(d, m, s, k, room)
                : byLogarithms(d, m, s, k, -StrictMath.log(exponentials(d, m, s / k, room)));
    }

    /**
     * By Newton's method for e^(k l), where powers are cheap. The sum is convex there, so from below every step falls short of
     * the root, until rounding ends them: some eight in all.
     */
    private static double byPowers(double[] d, int m, double s, double k, double exponent, Room room) {
        double root = 1; // e^(k l), at which the largest alone gives 1
        double[] p = room.numbers(1, m);
        for (int i = 0; i < 200; i++) {
            room.powers.shifted(d, m, s, root, exponent, p, room.sums);
            double next = root - (room.sums[0] - 1) / (exponent * room.sums[1]);
            if (!(next < root)) {
                break;
            }
            root = next;
        }
        System.arraycopy(p, 0, d, 0, m);
        return StrictMath.log(root) / k;
    }

    /**
     * By Halley's method for l within an interval that halves where a step would leave it, all powers of a step at once. With q_t = 1 + s d_t
     * e^(-k l) and r_t = q_t^(1/k),
     *
     * {@equation
     *   sum p = e^l sum r,   d/dl = e^l sum r/q,   d^2/dl^2 = e^l sum [(1 - k) r/q^2 + k r/q].
     * }
     *
     * <p>Where k &gt; 1 the probability of a token about to enter may hang on the last digit of l. Steps then stop on one side of the
     * root, and the next doubles beyond it are looked at, until what lies between two of them can be interpolated.
     */
    private static double onVectors(double[] d, int m, double s, double k, Room room) {
        double low = -StrictMath.log(m) - 0x1p-50;
        double high = 0;
        int largest = largest(d);
        d[largest] = Double.NEGATIVE_INFINITY; // its own r is 1, and added apart: next to it nothing is too little
        double l = Math.clamp(guess(d, m, s, k, room), low, 0);
        double[] r = room.numbers(1, m);
        double[] sums = room.sums;
        double before = Double.POSITIVE_INFINITY; // the last step
        int beyond = 1;
        for (int i = 0; ; i++) {
            along(d, m, s, k, l, r, room);
            double p = StrictMath.exp(l);
            double missing = StrictMath.expm1(l) + p * sums[0];
            double slope = p * (1 + sums[1]);
            if (missing < 0) {
                low = l;
            } else {
                high = l;
            }
            double step = step(missing, slope, p, 1, k, sums);
            if (isSettled(k, missing, Math.abs(step), Math.abs(before))) {
                for (int t = 0; t < m; t++) {
                    d[t] = p * r[t];
                }
                d[largest] = p;
                return l;
            }
            double digit = Math.ulp(low);
            if (high - low <= digit) {
                return between(d, m, s, k, low, high, largest, room);
            }
            double next = l - step;
            before = step;
            if (Math.abs(step) <= digit) {
                next = missing < 0 ? l + beyond * digit : l - beyond * digit;
                beyond *= 2;
            }
            l = next > low && next < high && i < 50 ? next : low + 0.5 * (high - low);
        }
    }

    private static int largest(double[] d) {
        int largest = 0;
        while (d[largest] != 0) {
            largest++;
        }
        return largest;
    }

    /** Replaces d by p, between its values at both ends of an interval that l divides no further. */
    private static double between(
            double[] d, int m, double s, double k, double low, double high, int largest, Room room) {
        double[] below = room.numbers(1, m);
        double[] above = room.numbers(2, m);
        along(d, m, s, k, low, below, room);
        double least = StrictMath.exp(low);
        double missing = -StrictMath.expm1(low) - least * room.sums[0];
        along(d, m, s, k, high, above, room);
        double most = StrictMath.exp(high);
        double extra = StrictMath.expm1(high) + most * room.sums[0];
        double share = way(missing, extra);
        for (int t = 0; t < m; t++) {
            d[t] = least * below[t] + share * (most * above[t] - least * below[t]);
        }
        d[largest] = least + share * (most - least);
        return low + share * (high - low);
    }

    /** Returns how far the root lies on the way from a place where so much is missing to one where there is so much too much. */
    private static double way(double missing, double extra) {
        return missing + extra > 0 ? Math.clamp(missing / (missing + extra), 0, 1) : 0;
    }

    /** Halley's step or, where powers bend too much for it, Newton's; each token that is asked stands for {@code weight} of them. */
    private static double step(double missing, double slope, double p, double weight, double k, double[] sums) {
        double newton = missing / slope;
        double bend = p * (1 + weight * ((1 - k) * sums[2] + k * sums[1]));
        return k <= SMOOTH ? newton / Math.max(0.5, 1 - 0.5 * newton * bend / slope) : newton;
    }

    /** l, as a part of the tokens has it: softmax's own, which is the right one in the limit, and two steps from there. */
    private static double guess(double[] d, int m, double s, double k, Room room) {
        int each = m < ENOUGH ? 1 : SAMPLED;
        int count = (m + each - 1) / each;
        double[] part = room.numbers(1, count);
        for (int t = 0; t < count; t++) {
            part[t] = d[each * t];
        }
        double weight = (double) m / count;
        double l = -StrictMath.log1p(weight * exponentials(part, count, s / k, room));
        if (each > 1) {
            double[] r = room.numbers(2, count);
            double[] sums = room.sums;
            for (int i = 0; i < 2; i++) {
                along(part, count, s, k, l, r, room);
                double p = StrictMath.exp(l);
                double missing = StrictMath.expm1(l) + weight * p * sums[0];
                l -= step(missing, p * (1 + weight * sums[1]), p, weight, k, sums);
                l = Math.clamp(l, -StrictMath.log(m), 0);
            }
        }
        return l;
    }

    /** sum_t exp(scale d_t). */
    private static double exponentials(double[] d, int m, double scale, Room room) {
        int stride = (m + 15) / 16 * 16;
        double[] scaled = room.numbers(3, stride);
        for (int t = 0; t < m; t++) {
            scaled[t] = scale * d[t];
        }
        double most = room.kernel.max(scaled, m);
        return most == Double.NEGATIVE_INFINITY
                ? 0
                : StrictMath.exp(most) * room.kernel.exponentiate(scaled, m, stride);
    }

    /**
     * Where k &gt; 1 the probabilities of tokens about to enter hang on the last digit of l, and beyond it: they are interpolated, unless
     * this l is it.
     */
    private static boolean isSettled(double k, double missing, double step, double before) {
        if (k > 1) {
            return missing == 0;
        }
        return step <= NOTHING || step <= 1000 * NOTHING && step >= 0.5 * before;
    }

    private static void along(double[] d, int m, double s, double k, double l, double[] r, Room room) {
        double inverse = StrictMath.exp(-k * l);
        double shift = k * l < -1 ? Double.NaN : StrictMath.expm1(k * l);
        room.powers.along(d, m, s * inverse, s, shift, inverse, 1 / k, r, room.sums);
    }

    /**
     * By Newton's method number by number, from a start, to the last digit where k &gt; 1: then a token may enter with a jump, and e^(-k l)
     * be infinite.
     */
    private static double byLogarithms(double[] d, int m, double s, double k, double start) {
        int largest = largest(d);
        double low = -StrictMath.log(m) - 0x1p-50;
        double high = 0;
        double l = Math.clamp(start, low, high);
        for (int i = 0; i < 200; i++) {
            double rest = 0; // of all but the largest
            double slope = StrictMath.exp(l);
            double inverse = StrictMath.exp(-k * l);
            for (int t = 0; t < m; t++) {
                double q = t == largest ? 0 : share(d[t], s, k, l, inverse);
                if (q > 0) {
                    double p = probability(d[t], s, k, l, inverse);
                    rest += p;
                    slope += p / q;
                }
            }
            double missing =
                    StrictMath.expm1(l) + rest; // the sum less 1, to its own digits where the largest is next to 1
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
        return between(d, m, s, k, low, high);
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

    /** Replaces d by p, between its values at both ends of an interval that l divides no further. */
    private static double between(double[] d, int m, double s, double k, double low, double high) {
        double lowInverse = StrictMath.exp(-k * low);
        double highInverse = StrictMath.exp(-k * high);
        double least = -1;
        double most = -1;
        for (int t = 0; t < m; t++) {
            least += probability(d[t], s, k, low, lowInverse);
            most += probability(d[t], s, k, high, highInverse);
        }
        double share = way(-least, most);
        for (int t = 0; t < m; t++) {
            double below = probability(d[t], s, k, low, lowInverse);
            d[t] = share > 0 ? below + share * (probability(d[t], s, k, high, highInverse) - below) : below;
        }
        return low + share * (high - low);
    }
}
