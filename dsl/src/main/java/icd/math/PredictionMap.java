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
     * J g, where J = dy/dz is symmetric.
     *
     * @param y what {@link #map} gave. Not modified.
     * @param g m numbers. Not modified.
     * @param change m numbers. Modified; may be g.
     */
    default void pullBack(double[] y, double[] g, double[] change) {
        double total = 0;
        double mean = 0;
        for (int t = 0; t < y.length; t++) {
            double s = sensitivity(y[t]);
            total += s;
            mean = Math.fma(s, g[t], mean);
        }
        mean /= total;
        for (int t = 0; t < y.length; t++) {
            change[t] = sensitivity(y[t]) * (g[t] - mean);
        }
    }

    /** The diagonal part of J, before the projection that keeps the sum of y: J = diag(s) - s s^T / sum s. */
    double sensitivity(double y);

    /** Omega(y) = sum y log y: y proportional to exp z. */
    record Softmax() implements PredictionMap {

        @Override
        public String name() {
            return "softmax";
        }

        @Override
        public double map(double[] z, double[] y) {
            double max = max(z);
            double total = 0;
            for (int t = 0; t < z.length; t++) {
                y[t] = StrictMath.exp(z[t] - max);
                total += y[t];
            }
            for (int t = 0; t < z.length; t++) {
                y[t] /= total;
            }
            return max + StrictMath.log(total);
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
        public double map(double[] z, double[] y) {
            double max = max(z);
            double power = 1 / (a - 1);
            // y = w with sum 1 lies between tau = -1 (where the largest alone gives 1) and tau = 0 (where it gives 0).
            double tau = root(z, max, a - 1, -1, 0, power);
            double total = 0;
            double dot = 0;
            double sum = 0;
            for (int t = 0; t < z.length; t++) {
                double shifted = z[t] - max;
                double w = power(Math.max(0, (a - 1) * shifted - tau), power);
                total += w;
                dot += w * shifted;
                y[t] = w;
            }
            for (int t = 0; t < y.length; t++) {
                y[t] /= total;
                sum += power(y[t], a);
            }
            return max + dot / total - (sum - 1) / (a * (a - 1));
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
        public double map(double[] z, double[] y) {
            double max = max(z);
            double tau = root(z, max, 1, -1, 0, a / (a - 1));
            double total = 0;
            double dot = 0;
            for (int t = 0; t < z.length; t++) {
                double shifted = z[t] - max;
                double w = power(Math.max(0, shifted - tau), 1 / (a - 1));
                total += w;
                dot += w * shifted;
                y[t] = w;
            }
            double sum = 0;
            for (int t = 0; t < y.length; t++) {
                y[t] /= total;
                sum += power(y[t], a);
            }
            return max + dot / total - power(sum, 1 / a) + 1;
        }

        /**
         * {@inheritDoc}
         *
         * <p>With w = (z - tau)_+ and W = sum w^(1/(a-1)), y = w^(1/(a-1)) / W. {@link #pullBack} is overridden, as J has
         * a second rank-one part.
         */
        @Override
        public double sensitivity(double y) {
            return y > 0 ? power(y, 2 - a) : 0;
        }

        /**
         * From grad Omega = y^(a-1) ||y||^(1-a), the Hessian on the support is c (diag(y^(a-2)) - y^(a-1) y^(a-1)^T / sum y^a)
         * with c = (a-1) ||y||^(1-a); it vanishes along y, which is not a direction of the simplex. J inverts it there.
         */
        @Override
        public void pullBack(double[] y, double[] g, double[] change) {
            double power = 0;
            double dot = 0;
            for (int t = 0; t < y.length; t++) {
                power += power(y[t], a);
            }
            double c = (a - 1) * power(power, (1 - a) / a);
            // Solve H v = g - lambda 1 on the support with sum v = 0: v = D (g - lambda) / c + mu y, D = diag(y^(2-a)),
            // and lambda from y.(g - lambda) = 0, since H's range is orthogonal to y.
            for (int t = 0; t < y.length; t++) {
                dot = Math.fma(y[t], g[t], dot);
            }
            double total = 0;
            for (int t = 0; t < y.length; t++) {
                change[t] = sensitivity(y[t]) * (g[t] - dot) / c;
                total += change[t];
            }
            for (int t = 0; t < y.length; t++) {
                change[t] -= total * y[t];
            }
        }
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

    /** tau between low and high where sum over t of (scale (z_t - max) - tau)_+^power = 1; the sum falls as tau rises. */
    private static double root(double[] z, double max, double scale, double low, double high, double power) {
        if (power >= 1) {
            return newton(z, max, scale, low, power);
        }
        for (int i = 0; i < 200; i++) {
            double tau = 0.5 * (low + high);
            if (tau == low || tau == high) {
                break;
            }
            double sum = 0;
            for (double score : z) {
                double w = scale * (score - max) - tau;
                if (w > 0) {
                    sum += power(w, power);
                }
            }
            if (sum >= 1) {
                low = tau;
            } else {
                high = tau;
            }
        }
        return low;
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

    /** The sum is convex, so from below every step falls short of the root, until rounding ends them: some eight in all. */
    private static double newton(double[] z, double max, double scale, double tau, double power) {
        for (int i = 0; i < 200; i++) {
            double sum = 0;
            double slope = 0;
            for (double score : z) {
                double w = scale * (score - max) - tau;
                if (w > 0) {
                    double lower = power == 1 ? 1 : power(w, power - 1);
                    sum += w * lower;
                    slope += power * lower;
                }
            }
            double next = tau + (sum - 1) / slope;
            if (!(next > tau)) {
                break;
            }
            tau = next;
        }
        return tau;
    }
}
