package icd.attention;

/**
 * Potentials whose weights are probabilities: with y in the simplex,
 *
 * {@equation
 *   w(z) = argmax_y (z.y - Omega(y)),     F(z) = Omega*(z) = max_y (z.y - Omega(y))
 * }
 *
 * Softmax weighs every token; the others give exact zeros to tokens whose scores are far below the largest.
 *
 * <p>Scores of any finite size: only differences to the largest enter. w is invariant to a constant added to all scores.
 *
 * <p>Accuracy: w and Omega* to some 1e-15 of the largest probability and of max(1, |Omega*|), also as a tends to 1 and where it
 * is large; but no better than a rounding of the scores by itself would change them, which is much where a &gt; 2 and a token
 * is about to enter.
 *
 * <p>Reference: Santos, Niculae, McNamee &amp; Martins 2024 (Hopfield-Fenchel-Young networks); Peters, Niculae &amp; Martins
 * 2019 (entmax).
 */
interface Simplex extends Potential {

    @Override
    default double growth() {
        return 1;
    }

    /** Omega(y) = sum y log y: y proportional to exp z. */
    static double softmax(double[] z, double[] y) {
        double max = max(z);
        double rest = 0; // of all but the largest, which has 1: next to it nothing is too little for the logarithm
        boolean seen = false;
        for (int t = 0; t < z.length; t++) {
            boolean largest = !seen && z[t] == max;
            y[t] = StrictMath.exp(z[t] - max);
            rest += largest ? 0 : y[t];
            seen |= largest;
        }
        for (int t = 0; t < z.length; t++) {
            y[t] /= 1 + rest;
        }
        return max + StrictMath.log1p(rest);
    }

    /** See {@link Potential.Entmax}. */
    static double entmax(double a, double[] z, double[] y) {
        double max = shift(z, y);
        double l = DeformedSoftmax.map(y, a - 1, a - 1);
        double dot = overlap(y, z, max);
        // On the support (y^(a-1) - 1)/(a-1) = z - max + expm1((a-1) l)/(a-1), which turns Omega into y.z without a
        // difference of powers next to 1.
        return max + ((a - 1) * dot - StrictMath.expm1((a - 1) * l) / (a - 1)) / a;
    }

    /** y . (z - max), in two chains; what has no probability counts nothing, however far below. */
    private static double overlap(double[] y, double[] z, double max) {
        double even = 0;
        double odd = 0;
        int t = 0;
        for (; t + 2 <= y.length; t += 2) {
            even += y[t] * Math.max(z[t] - max, -Double.MAX_VALUE);
            odd += y[t + 1] * Math.max(z[t + 1] - max, -Double.MAX_VALUE);
        }
        return even + odd + (t < y.length ? y[t] * Math.max(z[t] - max, -Double.MAX_VALUE) : 0);
    }

    /** See {@link Potential.Normmax}. */
    static double normmax(double a, double[] z, double[] y) {
        double max = shift(z, y);
        double k = (a - 1) / a;
        double l = DeformedSoftmax.map(y, 1, k);
        Room room = Room.ours();
        room.powers.of(y, y.length, 1 / a, y, room.sums);
        double total = Vectors.sum(y, y.length);
        for (int t = 0; t < y.length; t++) {
            y[t] /= total;
        }
        return max - StrictMath.expm1(k * l); // z - Omega* + 1 is (y/||y||)^(a-1) on the support
    }

    /**
     * H v, where H = dy/dz is diag(s) - s s^T / sum s with s = y^e the sensitivities, 0 where y is. Infinite where that is more
     * than a double holds, as it may be for e &lt; 0.
     *
     * @param y probabilities. Not modified.
     * @param e 1 for softmax, 2 - a for entmax
     * @param v as many numbers. Not modified, unless they are hv.
     * @param hv as many numbers. Modified; may be v.
     */
    static void hessian(double[] y, double e, double[] v, double[] hv) {
        // Relative to the token of the largest sensitivity, where v - mean is nothing but rounding if it prevails.
        if (e == 0) {
            centre(y, v, hv);
            return;
        }
        double[] sensitivities = sensitivities(y, e);
        int most = mostSensitive(y, e);
        double vMost = v[most];
        double sMost = sensitivities[most];
        double others = 0;
        double mean = 0;
        double moved = 0;
        for (int t = 0; t < y.length; t++) {
            double s = t == most ? 0 : sensitivities[t];
            if (s > 0) {
                double ratio = sMost < Double.POSITIVE_INFINITY ? s / sMost : StrictMath.pow(y[t] / y[most], e);
                others += ratio;
                mean = Math.fma(ratio, v[t] - vMost, mean);
                moved += times(s, v[t] - vMost);
            }
        }
        mean /= 1 + others;
        for (int t = 0; t < y.length; t++) {
            hv[t] = times(sensitivities[t], v[t] - vMost - mean);
        }
        hv[most] = -moved / (1 + others) + 0 * y[most]; // NaN where y is
    }

    /** Does the same where all sensitivities of the support are 1: it takes its mean there from v. */
    private static void centre(double[] y, double[] v, double[] hv) {
        int most = largest(y);
        double vMost = v[most];
        double count = 0;
        double even = 0; // in two chains, as an addition waits for the one before
        double odd = 0;
        int t = 0;
        for (; t + 2 <= y.length; t += 2) {
            count += (y[t] > 0 ? 1 : 0) + (y[t + 1] > 0 ? 1 : 0);
            even += y[t] > 0 ? v[t] - vMost : 0;
            odd += y[t + 1] > 0 ? v[t + 1] - vMost : 0;
        }
        boolean last = t < y.length && y[t] > 0;
        count += last ? 1 : 0;
        double sum = even + odd + (last ? v[t] - vMost : 0);
        double mean = vMost + sum / count;
        for (t = 0; t < y.length; t++) {
            hv[t] = y[t] > 0 ? v[t] - mean : 0 * y[t]; // NaN where y is
        }
    }

    /** y^e, and 0 where y is. */
    private static double[] sensitivities(double[] y, double e) {
        if (e == 1) {
            return y;
        }
        Room room = Room.ours();
        double[] s = room.numbers(0, y.length);
        room.powers.of(y, y.length, Math.abs(e), s, room.sums);
        for (int t = 0; e < 0 && t < y.length; t++) {
            s[t] = y[t] > 0 ? 1 / s[t] : 0;
        }
        return s;
    }

    private static int mostSensitive(double[] y, double e) {
        int most = largest(y);
        for (int t = 0; e < 0 && t < y.length; t++) {
            most = y[t] > 0 && y[t] < y[most] ? t : most;
        }
        return most;
    }

    private static int largest(double[] y) {
        double most = Vectors.max(y);
        int largest = 0;
        while (largest < y.length - 1 && y[largest] < most) {
            largest++;
        }
        return largest;
    }

    /**
     * H v for normmax, whose H = dy/dz has a second rank-one part. From grad Omega = (y/||y||)^(a-1) = w, the Hessian of Omega on
     * the support is (a-1) (diag(w/y) - w w^T / ||y||); it vanishes along y, which is not a direction of the simplex. H inverts it
     * there.
     *
     * @param y probabilities. Not modified.
     * @param v as many numbers. Not modified, unless they are hv.
     * @param hv as many numbers. Modified; may be v.
     */
    static void normmaxHessian(double a, double[] y, double[] v, double[] hv) {
        int most = largest(y);
        double dot = 0; // y.v, relative to v of the largest, which is all of it where that prevails
        double vMost = v[most];
        Room room = Room.ours();
        double[] shares = room.numbers(0, y.length);
        for (int t = 0; t < y.length; t++) {
            shares[t] = y[t] / y[most]; // of a power of y itself nothing may be left
            dot = Math.fma(y[t], v[t] - vMost, dot);
        }
        room.powers.of(shares, y.length, a - 1, shares, room.sums);
        double sum = 0; // of the shares' powers with exponent a
        for (int t = 0; t < y.length; t++) {
            sum = Math.fma(shares[t], y[t] / y[most], sum);
        }
        double scale = StrictMath.exp((a - 1) / a * StrictMath.log(sum)) / (a - 1);
        // Solve H^-1 x = v - lambda 1 on the support with sum x = 0: x = D (v - lambda) + mu y,
        // D = diag(y/w)/(a-1), and lambda from y.(v - lambda) = 0, since the range of H^-1 is orthogonal to y.
        double total = 0;
        for (int t = 0; t < y.length; t++) {
            double s = y[t] > 0 ? y[t] * scale / shares[t] : 0;
            hv[t] = times(s, v[t] - vMost - dot);
            total += hv[t];
        }
        for (int t = 0; t < y.length; t++) {
            hv[t] -= total * y[t];
        }
    }

    /** A product in which 0 means that there is nothing, whatever it is multiplied with. */
    private static double times(double sensitivity, double change) {
        return sensitivity == 0 || change == 0 ? 0 : sensitivity * change;
    }

    /** d = z - max z, where minus infinity stands for less than any double. */
    private static double shift(double[] z, double[] d) {
        double max = max(z);
        for (int t = 0; t < z.length; t++) {
            d[t] = z[t] - max;
        }
        return max;
    }

    private static double max(double[] z) {
        if (z.length == 0) {
            throw new IllegalArgumentException("Potential.weigh: there must be at least one score, got none");
        }
        for (double score : z) {
            if (!(Math.abs(score) <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("Potential.weigh: scores must be finite, got " + score);
            }
        }
        return Vectors.max(z);
    }
}
