package icd.attention;

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

    /** The exponent up to which a token enters without a jump that the last digit of l decides. */
    private static final double GENTLE = 4;

    /** A step as small as this changes no digit of a probability where k &lt;= 1; below a thousand of these steps are rounding errors. */
    private static final double NOTHING = 0x1p-50;

    private DeformedSoftmax() {}

    /**
     * Replaces d by p.
     *
     * @param d m numbers &lt;= 0, the largest being 0; minus infinity counts. Modified.
     * @return l
     */
    static double map(double[] d, double s, double k) {
        double exponent = 1 / k;
        double l = exponent == 1 || exponent == 1.5 || exponent == 2 || exponent == 3
                ? byPowers(d, s, k, exponent)
                : k <= GENTLE ? onVectors(d, s, k) : byLogarithms(d, s, k, -StrictMath.log(exponentials(d, s / k)));
        double total = Vectors.sum(d);
        for (int t = 0; t < d.length; t++) {
            d[t] /= total;
        }
        return l;
    }

    /**
     * By Newton's method for e^(k l), where powers are cheap. The sum is convex there, so from below every step falls short of
     * the root, until rounding ends them: some eight in all. A token that one of them leaves without probability never has any again,
     * so that each step asks those alone that the step before found in the support.
     */
    private static double byPowers(double[] d, double s, double k, double exponent) {
        double root = 1; // e^(k l), at which the largest alone gives 1
        double[] support = Room.ours().numbers(0, d.length);
        System.arraycopy(d, 0, support, 0, d.length);
        int count = d.length;
        for (int i = 0; i < 200; i++) {
            double sum = 0;
            double slope = 0;
            int kept = 0;
            for (int t = 0; t < count; t++) {
                double w = s * support[t] + root;
                if (w > 0) {
                    support[kept++] = support[t];
                    double lower = power(w, exponent - 1);
                    sum += w * lower;
                    slope += exponent * lower;
                }
            }
            count = kept;
            double next = root - (sum - 1) / slope;
            if (!(next < root)) {
                break;
            }
            root = next;
        }
        for (int t = 0; t < d.length; t++) {
            double w = s * d[t] + root;
            d[t] = w > 0 ? w * power(w, exponent - 1) : 0;
        }
        return StrictMath.log(root) / k;
    }

    /** x^e for the exponents that {@link #byPowers} has. */
    private static double power(double x, double e) {
        return e == 0 ? 1 : e == 0.5 ? Math.sqrt(x) : e == 1 ? x : x * x;
    }

    /**
     * By Halley's method for l within an interval that halves where a step would leave it, all powers of a step at once. With q_t = 1 + s d_t
     * e^(-k l) and r_t = q_t^(1/k),
     *
     * {@equation
     *   sum p = e^l sum r,   d/dl = e^l sum r/q,   d^2/dl^2 = e^l sum [(1 - k) r/q^2 + k r/q].
     * }
     */
    private static double onVectors(double[] d, double s, double k) {
        int m = d.length;
        double low = -StrictMath.log(m) - 0x1p-50;
        double high = 0;
        int largest = 0;
        while (d[largest] != 0) {
            largest++;
        }
        d[largest] = Double.NEGATIVE_INFINITY; // its own r is 1, and added apart: next to it nothing is too little
        double l = Math.clamp(guess(d, s, k), low, 0);
        Room room = Room.ours();
        double[] r = room.numbers(0, m);
        double[] sums = room.sums;
        double before = Double.POSITIVE_INFINITY; // the last step
        for (int i = 0; i < 200; i++) {
            along(d, s, k, l, r, room);
            double p = StrictMath.exp(l);
            double rest = p * sums[0];
            double missing = StrictMath.expm1(l) + rest;
            double slope = p * (1 + sums[1]);
            if (missing < 0) {
                low = l;
            } else {
                high = l;
            }
            double step = step(missing, slope, p, 1, k, sums);
            if (isSettled(k, l, missing, rest, Math.abs(step), Math.abs(before))) {
                for (int t = 0; t < m; t++) {
                    d[t] = p * r[t];
                }
                d[largest] = p;
                return l;
            }
            double middle = low + 0.5 * (high - low);
            if (!(middle > low && middle < high)) {
                break;
            }
            double next = l - step;
            before = step;
            l = next >= low && next <= high && i < 50 ? next : middle;
        }
        d[largest] = 0;
        return byLogarithms(d, s, k, l);
    }

    /** Halley's step or, where powers bend too much for it, Newton's; each token that is asked stands for {@code weight} of them. */
    private static double step(double missing, double slope, double p, double weight, double k, double[] sums) {
        double newton = missing / slope;
        double bend = p * (1 + weight * ((1 - k) * sums[2] + k * sums[1]));
        return k <= SMOOTH ? newton / Math.max(0.5, 1 - 0.5 * newton * bend / slope) : newton;
    }

    /** l, as a part of the tokens has it: softmax's own, which is the right one in the limit, and two steps from there. */
    private static double guess(double[] d, double s, double k) {
        int each = d.length < ENOUGH ? 1 : SAMPLED;
        Room room = Room.ours();
        double[] part = room.numbers(1, (d.length + each - 1) / each);
        for (int t = 0; t < part.length; t++) {
            part[t] = d[each * t];
        }
        double weight = (double) d.length / part.length;
        double l = -StrictMath.log1p(weight * exponentials(part, s / k));
        if (each > 1) {
            double[] r = room.numbers(2, part.length);
            double[] sums = room.sums;
            for (int i = 0; i < 2; i++) {
                along(part, s, k, l, r, room);
                double p = StrictMath.exp(l);
                double missing = StrictMath.expm1(l) + weight * p * sums[0];
                l -= step(missing, p * (1 + weight * sums[1]), p, weight, k, sums);
                l = Math.clamp(l, -StrictMath.log(d.length), 0);
            }
        }
        return l;
    }

    /** sum_t exp(scale d_t). */
    private static double exponentials(double[] d, double scale) {
        Room room = Room.ours();
        double[] scaled = room.numbers(3, (d.length + 15) / 16 * 16);
        for (int t = 0; t < d.length; t++) {
            scaled[t] = scale * d[t];
        }
        double most = room.kernel.max(scaled, d.length);
        return most == Double.NEGATIVE_INFINITY
                ? 0
                : StrictMath.exp(most) * room.kernel.exponentiate(scaled, d.length, scaled.length);
    }

    /** Where k &gt; 1 the probabilities of tokens about to enter hang on the last digit of l. */
    private static boolean isSettled(double k, double l, double missing, double rest, double step, double before) {
        if (k > 1) {
            return Math.abs(missing) <= 1e-13 * rest && step <= 0x1p-51 * Math.abs(l);
        }
        return step <= NOTHING || step <= 1000 * NOTHING && step >= 0.5 * before;
    }

    private static void along(double[] d, double s, double k, double l, double[] r, Room room) {
        double inverse = StrictMath.exp(-k * l);
        double shift = k * l < -1 ? Double.NaN : StrictMath.expm1(k * l);
        room.powers.along(d, s * inverse, s, shift, inverse, 1 / k, r, room.sums);
    }

    /**
     * By Newton's method number by number, from a start, to the last digit where k &gt; 1: then a token may enter with a jump, and e^(-k l)
     * be infinite.
     */
    private static double byLogarithms(double[] d, double s, double k, double start) {
        int largest = 0;
        while (d[largest] != 0) {
            largest++;
        }
        double low = -StrictMath.log(d.length) - 0x1p-50;
        double high = 0;
        double l = Math.clamp(start, low, high);
        for (int i = 0; i < 200; i++) {
            double rest = 0; // of all but the largest
            double slope = StrictMath.exp(l);
            double inverse = StrictMath.exp(-k * l);
            for (int t = 0; t < d.length; t++) {
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
        return between(d, s, k, low, high);
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
    private static double between(double[] d, double s, double k, double low, double high) {
        double lowInverse = StrictMath.exp(-k * low);
        double highInverse = StrictMath.exp(-k * high);
        double least = -1;
        double most = -1;
        for (double score : d) {
            least += probability(score, s, k, low, lowInverse);
            most += probability(score, s, k, high, highInverse);
        }
        double share = most > least ? Math.clamp(-least / (most - least), 0, 1) : 0;
        for (int t = 0; t < d.length; t++) {
            double below = probability(d[t], s, k, low, lowInverse);
            d[t] = share > 0 ? below + share * (probability(d[t], s, k, high, highInverse) - below) : below;
        }
        return low + share * (high - low);
    }
}
