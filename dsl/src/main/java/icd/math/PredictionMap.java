package icd.math;

/**
 * A regularised prediction map: from scores z in R^m to the probabilities
 *
 * <pre>
 *   y(z) = argmax over the simplex of  z.y - Omega(y),     Omega*(z) = max of the same.
 * </pre>
 *
 * Softmax weighs every token; the others give exact zeros to tokens whose scores are far below the largest.
 *
 * <p>Scores of any finite size: only differences to the largest enter. y is invariant to a constant added to all scores.
 *
 * <p>Accuracy: y and Omega* to some 1e-15 of the largest probability and of max(1, |Omega*|), also as a tends to 1 and where it
 * is large; but no better than a rounding of the scores by itself would change them, which is much where a &gt; 2 and a token
 * is about to enter.
 *
 * <p>Reference: Santos, Niculae, McNamee &amp; Martins 2024 (Hopfield-Fenchel-Young networks); Peters, Niculae &amp; Martins
 * 2019 (entmax).
 */
public sealed interface PredictionMap {

    /** What tables call it. */
    String name();

    /**
     * y(z).
     *
     * @param z m &gt; 0 finite scores. Not modified.
     * @param y m numbers. Modified; may be z.
     * @return Omega*(z)
     */
    double map(double[] z, double[] y);

    /**
     * J g, where J = dy/dz is symmetric: diag(s) - s s^T / sum s with s the sensitivities. Infinite where that is more than a
     * double holds, as it may be for a &gt; 2.
     *
     * @param y what {@link #map} gave. Not modified.
     * @param g m numbers. Not modified.
     * @param change m numbers. Modified; may be g.
     */
    default void pullBack(double[] y, double[] g, double[] change) {
        // Relative to the token of the largest sensitivity, as its own g - mean is nothing but rounding where it
        // prevails.
        int most = mostSensitive(y);
        double gMost = g[most];
        double sMost = sensitivity(y[most]);
        double others = 0;
        double mean = 0;
        double moved = 0;
        for (int t = 0; t < y.length; t++) {
            double s = t == most ? 0 : sensitivity(y[t]);
            if (s > 0) {
                double ratio = sMost < Double.POSITIVE_INFINITY ? s / sMost : sensitivity(y[t] / y[most]);
                others += ratio;
                mean = Math.fma(ratio, g[t] - gMost, mean);
                moved += times(s, g[t] - gMost);
            }
        }
        mean /= 1 + others;
        for (int t = 0; t < y.length; t++) {
            change[t] = times(sensitivity(y[t]), g[t] - gMost - mean);
        }
        change[most] = -moved / (1 + others) + 0 * y[most]; // NaN where y is
    }

    /** The diagonal part of J, before the projection that keeps the sum of y: a power of y, 0 where y is. */
    double sensitivity(double y);

    /** The token of the largest sensitivity. */
    default int mostSensitive(double[] y) {
        int most = 0;
        for (int t = 1; t < y.length; t++) {
            most = y[t] > y[most] ? t : most;
        }
        return most;
    }

    /** A product in which 0 means that there is nothing, whatever it is multiplied with. */
    private static double times(double sensitivity, double change) {
        return sensitivity == 0 || change == 0 ? 0 : sensitivity * change;
    }

    /** Omega(y) = sum y log y: y proportional to exp z. */
    record Softmax() implements PredictionMap {

        @Override
        public String name() {
            return "softmax";
        }

        @Override
        public String toString() {
            return name();
        }

        @Override
        public double map(double[] z, double[] y) {
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

        @Override
        public double sensitivity(double y) {
            return y;
        }
    }

    /**
     * Omega(y) = (sum y^a - 1) / (a (a - 1)), Tsallis: y_t = ((a-1) z_t - tau)_+^(1/(a-1)). a = 2 is sparsemax, and softmax
     * is the limit a to 1. One-hot once the two largest scores differ by 1/(a-1).
     *
     * @param a &gt; 1
     */
    record Entmax(double a) implements PredictionMap {

        /** @throws IllegalArgumentException if a is not above 1 and finite */
        public Entmax {
            if (!(a > 1 && a < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Entmax: a must be > 1 and finite (a = 1 is softmax), got " + a);
            }
        }

        @Override
        public String name() {
            return a == 2 ? "sparsemax" : "entmax-" + a;
        }

        @Override
        public String toString() {
            return name();
        }

        @Override
        public double map(double[] z, double[] y) {
            double[] scores = y == z ? z.clone() : z;
            double max = shift(z, y);
            double l = DeformedSoftmax.map(y, a - 1, a - 1);
            double dot = 0;
            for (int t = 0; t < y.length; t++) {
                dot += y[t] > 0 ? y[t] * (scores[t] - max) : 0;
            }
            // On the support (y^(a-1) - 1)/(a-1) = z - max + expm1((a-1) l)/(a-1), which turns Omega into y.z without a
            // difference of powers next to 1.
            return max + ((a - 1) * dot - StrictMath.expm1((a - 1) * l) / (a - 1)) / a;
        }

        @Override
        public int mostSensitive(double[] y) {
            int most = PredictionMap.super.mostSensitive(y);
            for (int t = 0; a > 2 && t < y.length; t++) {
                most = y[t] > 0 && y[t] < y[most] ? t : most;
            }
            return most;
        }

        @Override
        public double sensitivity(double y) {
            return y > 0 ? power(y, 2 - a) : 0;
        }
    }

    /**
     * Omega(y) = ||y||_a - 1: y proportional to (z_t - tau)_+^(1/(a-1)) with sum (z_t - tau)_+^(a/(a-1)) = 1.
     *
     * @param a &gt; 1
     */
    record Normmax(double a) implements PredictionMap {

        /** @throws IllegalArgumentException if a is not above 1 and finite */
        public Normmax {
            if (!(a > 1 && a < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Normmax: a must be > 1 and finite, got " + a);
            }
        }

        @Override
        public String name() {
            return "normmax-" + a;
        }

        @Override
        public String toString() {
            return name();
        }

        @Override
        public double map(double[] z, double[] y) {
            double max = shift(z, y);
            double k = (a - 1) / a;
            double l = DeformedSoftmax.map(y, 1, k);
            double total = 0;
            for (int t = 0; t < y.length; t++) {
                y[t] = power(y[t], 1 / a);
                total += y[t];
            }
            for (int t = 0; t < y.length; t++) {
                y[t] /= total;
            }
            return max - StrictMath.expm1(k * l); // z - Omega* + 1 is (y/||y||)^(a-1) on the support
        }

        /**
         * {@inheritDoc}
         *
         * <p>With w = (y/||y||)^(a-1), so that y is proportional to w^(1/(a-1)): y/((a-1) w). {@link #pullBack} is overridden,
         * as J has a second rank-one part.
         */
        @Override
        public double sensitivity(double y) {
            return y > 0 ? power(y, 2 - a) : 0;
        }

        /**
         * From grad Omega = (y/||y||)^(a-1) = w, the Hessian on the support is (a-1) (diag(w/y) - w w^T / ||y||); it vanishes
         * along y, which is not a direction of the simplex. J inverts it there.
         */
        @Override
        public void pullBack(double[] y, double[] g, double[] change) {
            int most = mostSensitive(y); // the largest will do
            double powers = 0;
            double dot = 0; // y.g, relative to g of the largest, which is all of it where that prevails
            double gMost = g[most];
            for (int t = 0; t < y.length; t++) {
                powers += power(y[t] / y[most], a); // of a power of y itself nothing may be left
                dot = Math.fma(y[t], g[t] - gMost, dot);
            }
            double norm = y[most] * power(powers, 1 / a);
            // Solve H v = g - lambda 1 on the support with sum v = 0: v = D (g - lambda) + mu y, D = diag(y/w)/(a-1),
            // and
            // lambda from y.(g - lambda) = 0, since H's range is orthogonal to y.
            double total = 0;
            for (int t = 0; t < y.length; t++) {
                double s = y[t] > 0 ? y[t] / ((a - 1) * power(y[t] / norm, a - 1)) : 0;
                change[t] = times(s, g[t] - gMost - dot);
                total += change[t];
            }
            for (int t = 0; t < y.length; t++) {
                change[t] -= total * y[t];
            }
        }
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
        double max = Double.NEGATIVE_INFINITY;
        for (double score : z) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("PredictionMap.map: scores must be finite, got " + score);
            }
            max = Math.max(max, score);
        }
        if (z.length == 0) {
            throw new IllegalArgumentException("PredictionMap.map: there must be at least one score, got none");
        }
        return max;
    }

    /** x^e for x &gt;= 0; the usual exponents directly, as {@code StrictMath.pow} makes objects for most that are fractions. */
    private static double power(double x, double e) {
        if (e == 1) {
            return x;
        }
        if (e == 2) {
            return x * x;
        }
        if (e == 0.5) {
            return Math.sqrt(x);
        }
        if (e == 1.5) {
            return x * Math.sqrt(x);
        }
        return e == -0.5 ? 1 / Math.sqrt(x) : StrictMath.pow(x, e);
    }
}
