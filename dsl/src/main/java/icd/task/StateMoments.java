package icd.task;

/**
 * What the loss of linear attention with scaled identities is made of on a {@link StateSpace}, with weights w_k on the token k steps before the
 * query, sum w = 1. With S = sum_k w_k y_k y_k^T, y_k = x_k + e_k, c_k = rho^k and isotropic noises R of the context and s of the query,
 *
 * {@equation
 *   E x . S x~  = sum_k w_k h(c_k),     h(c) = E (x_0 . y_k)^2 = d v [v (1 + (d + 1) c^2) + R]
 *   E||S x~||^2 = sum_k w_k^2 q_k + sum_{j != k} w_j w_k q_jk
 *   q_k  = d v^3 (d + 2)(1 + (d + 3) c_k^2) + (n + 4) R g(c_k) + R d v [v (d + 2 c_k^2) + R (n + 2)]
 *            + s [d v^2 (d + 2) + 2 R v d (n + 2) + R^2 n (n + 2)]
 *   q_jk = d v^3 [1 + (d + 1)(c_j^2 + c_k^2 + c_{j-k}^2) + (d^2 + 3 d + 4) m] + R [g(c_j) + g(c_k)] + R^2 v d
 *            + s [g(c_{j-k}) + 2 R v d + R^2 n],     m = c_j c_k c_{j-k} = rho^(2 max(j, k)),     g(c) = d v^2 (1 + (d + 1) c^2),
 * }
 *
 * by Isserlis. All sums go once through the tokens. (Derived; not in the paper.)
 *
 * @param n ambient dimension
 * @param d dimension of the subspace
 * @param variance v &gt; 0, stationary
 * @param rho correlation of neighbours
 * @param contextNoise R &gt;= 0
 * @param noise s &gt;= 0
 */
record StateMoments(int n, int d, double variance, double rho, double contextNoise, double noise)
        implements OrderedMoments {

    @Override
    public Averages at(Recency recency) {
        double v = variance;
        double R = contextNoise;
        double s = noise;
        double square = rho * rho;
        double total = recency.total();
        double overlap = 0;
        double quadratic = 0;
        double before = 0; // sum_{j < k} w_j
        double fading = 0; // sum_{j < k} w_j c_{k-j}^2
        double shared = 0; // sum_{j < k} w_j c_j^2
        double c2 = 1; // c_k^2
        for (int k = 1; k <= recency.L(); k++) {
            double w = StrictMath.exp(-recency.decay() * k) / total;
            c2 *= square;
            fading *= square;
            double likeness = likeness(c2);
            overlap += w * (likeness + R * v * d);
            double own = d * v * v * v * (d + 2) * (1 + (d + 3) * c2)
                    + (n + 4) * R * likeness
                    + R * d * v * (v * (d + 2 * c2) + R * (n + 2))
                    + s * (d * v * v * (d + 2) + 2 * R * v * d * (n + 2) + R * R * n * (n + 2));
            double others = d
                            * v
                            * v
                            * v
                            * (before + (d + 1) * (shared + c2 * before + fading) + (d * (d + 3.0) + 4) * c2 * before)
                    + R * (likenesses(before, shared) + likeness * before)
                    + R * R * v * d * before
                    + s * (likenesses(before, fading) + (2 * R * v * d + R * R * n) * before);
            quadratic += w * (w * own + 2 * others);
            before += w;
            fading += w;
            shared += w * c2;
        }
        return new Averages(v * d, overlap, quadratic);
    }

    private double likeness(double c2) {
        return likenesses(1, c2);
    }

    /** sum w d v^2 (1 + (d + 1) c^2), from sum w and sum w c^2. */
    private double likenesses(double weights, double squares) {
        return d * variance * variance * (weights + (d + 1) * squares);
    }

    @Override
    public StateMoments stretched(double square) {
        return new StateMoments(n, d, square * variance, rho, square * contextNoise, square * noise);
    }
}
