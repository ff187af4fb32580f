package icd.attention;

import icd.describe.Describe;
import icd.describe.Kinds;
import icd.describe.KnownKinds;
import icd.math.Slope;
import java.util.Arrays;

/**
 * A function F of the scores z of L tokens: a layer's tokens weigh {@math w = grad F(z)}, and the layer's energy, where it has one, is a
 * quadratic minus a multiple of F (see {@code icd.energy.LayerEnergy}). All here are convex but the polynomial of odd degree.
 *
 * {@equation
 *   "linear:"          F = ||z||^2 / (2 L)                        w = z / L
 *   "softmax:"         F = log sum exp z                          w = softmax z
 *   "sparsemax:"       F = max_y (z.y - (||y||^2 - 1) / 2)        w = y
 *   "entmax:"          F = max_y (z.y - (sum y^a - 1) / (a (a - 1)))
 *   "normmax:"         F = max_y (z.y - ||y||_a + 1)
 *   "polynomial:"      F = sum z^k / (k L)                        w = z^(k-1) / L
 *   "exponential:"     F = sum exp z / L                          w = exp z / L
 * }
 *
 * with y in the simplex, and w the y of the maximum. The Gaussian kernel has softmax's F, of scores by distance: {@link Scoring#DISTANCE}.
 *
 * <p>Users may implement it: {@link #weigh} is enough. F should not depend on the order of the tokens.
 * {@link AttentionLayer#of(Potential, int)} makes a layer of one, {@code LayerEnergy.of} that layer's energy, and
 * {@code Energies.hopfieldFenchelYoung} an energy without a layer:
 *
 * <pre>
 * record Cosh() implements Potential {
 *     public double weigh(double[] z, double[] w) {
 *         double sum = 0;
 *         for (int t = 0; t &lt; z.length; t++) {
 *             sum += Math.cosh(z[t]) / z.length;
 *             w[t] = Math.sinh(z[t]) / z.length;
 *         }
 *         return sum;
 *     }
 * }
 * </pre>
 *
 * <p>Implementations must be immutable, and usable by several threads at a time.
 */
@Describe("how a layer weighs tokens by their scores")
@KnownKinds({
    Potential.Linear.class,
    Potential.Softmax.class,
    Potential.Gaussian.class,
    Potential.Sparsemax.class,
    Potential.Entmax.class,
    Potential.Normmax.class,
    Potential.Polynomial.class,
    Potential.Exponential.class
})
public interface Potential {

    /**
     * The word that recipes and files have for its kind, without its numbers: {@code softmax}, {@code entmax}. Left out, it is that
     * of its class.
     */
    default String name() {
        return getClass().isHidden() || getClass().isAnonymousClass() ? "potential" : Kinds.name(getClass());
    }

    /**
     * Returns the text in tables and figures: the name, and what distinguishes it from others of its kind, as in {@code
     * entmax-1.5}.
     */
    default String label() {
        return name();
    }

    /**
     * {@math w = grad F(z)}.
     *
     * <p>Where a weight is more than a double holds it is infinite, and F is too. Scores that are not finite are never given.
     *
     * @param z scores of {@math L &gt; 0} tokens. Not modified.
     * @param w L numbers. Modified; must not be z.
     * @return F(z)
     */
    double weigh(double[] z, double[] w);

    /**
     * H v, with H the Hessian of F at z, which is symmetric. Left out, it is found by central differences of {@link #weigh}, to
     * some eleven digits where F is smooth, at the price of five of its calls or more.
     *
     * @param z scores of L tokens. Not modified.
     * @param w what {@link #weigh} gave for them. Not modified.
     * @param v L numbers. Not modified, unless they are hv.
     * @param hv L numbers. Modified; may be v.
     */
    default void hessian(double[] z, double[] w, double[] v, double[] hv) {
        double size = 0;
        double scores = 0;
        for (int t = 0; t < z.length; t++) {
            size = Math.max(size, Math.abs(v[t]));
            scores = Math.max(scores, Math.abs(z[t]));
        }
        if (size == 0) {
            Arrays.fill(hv, 0);
            return;
        }
        double[] moved = new double[z.length];
        double[] along = v.clone();
        Slope.Curve curve = (h, weights) -> {
            double largest = 0;
            for (int t = 0; t < z.length; t++) {
                moved[t] = Math.fma(h, along[t], z[t]);
            }
            weigh(moved, weights);
            for (double weight : weights) {
                largest = Math.max(largest, Math.abs(weight));
            }
            return Slope.UNIT_64 * largest;
        };
        new Slope(z.length, Slope.UNIT_64).of(curve, 1 / size, Slope.smallest(scores / size, Slope.UNIT_64), w, hv);
    }

    /**
     * Returns how fast F grows: the power of r with which F(r z) rises, for the z along which it rises fastest. It is 1
     * for potentials whose weights are probabilities, infinite for the exponential, and NaN (the default) where it is
     * not known; an energy then cannot say whether it is bounded below.
     */
    default double growth() {
        return Double.NaN;
    }

    /** {@math F = ||z||^2 / (2L)}: linear attention, equation 11. */
    @Describe("weights z/L (equation 11)")
    record Linear() implements Potential {

        @Override
        public double weigh(double[] z, double[] w) {
            double sum = 0;
            for (int t = 0; t < z.length; t++) {
                sum = Math.fma(z[t], z[t], sum);
                w[t] = z[t] / z.length;
            }
            return sum / (2 * z.length);
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            for (int t = 0; t < v.length; t++) {
                hv[t] = v[t] / v.length;
            }
        }

        @Override
        public double growth() {
            return 2;
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /** {@math F = log sum exp z}: softmax attention, equation 12. Any finite scores are safe. */
    @Describe("weights exp z over their sum (equation 12)")
    record Softmax() implements Simplex {

        @Override
        public double weigh(double[] z, double[] w) {
            return Simplex.softmax(z, w);
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            Simplex.hessian(w, 1, v, hv);
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /** Softmax's F of scores by distance, {@link Scoring#DISTANCE}: Gaussian-kernel attention, equation 14. */
    @Describe("softmax of scores by distance, -||W_K x_t - W_Q x~||^2/2 (equation 14)")
    record Gaussian() implements Simplex {

        @Override
        public double weigh(double[] z, double[] w) {
            return Simplex.softmax(z, w);
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            Simplex.hessian(w, 1, v, hv);
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /** {@math Omega = (||y||^2 - 1) / 2}: the Euclidean projection on the simplex. One-hot once the two largest scores differ by 1. */
    @Describe("the nearest probabilities to z: zero for tokens whose score is 1 below the largest")
    record Sparsemax() implements Simplex {

        @Override
        public double weigh(double[] z, double[] w) {
            return Simplex.entmax(2, z, w);
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            Simplex.hessian(w, 0, v, hv);
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /**
     * {@math Omega(y) = (sum y^a - 1) / (a (a - 1))}, Tsallis: {@math w_t = ((a-1) z_t - tau)_+^(1/(a-1))}. {@math a = 2} is sparsemax, and
     * softmax is the limit a to 1. One-hot once the two largest scores differ by {@math 1/(a-1)}.
     *
     * @param a &gt; 1
     */
    @Describe("between softmax (a to 1) and sparsemax (a = 2): zero for tokens of low score")
    record Entmax(
            @Describe(value = "exponent a of the entropy", above = 1, byDefault = "1.5")
            double a) implements Simplex {

        /** @throws IllegalArgumentException if a is not above 1 and finite */
        public Entmax {
            if (!(a > 1 && a < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Entmax: a must be > 1 and finite (a = 1 is softmax), got " + a);
            }
        }

        @Override
        public String label() {
            return name() + "-" + a;
        }

        @Override
        public double weigh(double[] z, double[] w) {
            return Simplex.entmax(a, z, w);
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            Simplex.hessian(w, 2 - a, v, hv);
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /**
     * {@math Omega(y) = ||y||_a - 1}: w proportional to {@math (z_t - tau)_+^(1/(a-1))} with {@math sum (z_t - tau)_+^(a/(a-1)) = 1}.
     *
     * @param a &gt; 1
     */
    @Describe("zero for tokens of low score, nearly even among the others")
    record Normmax(
            @Describe(value = "exponent a of the norm", above = 1, byDefault = "2")
            double a) implements Simplex {

        /** @throws IllegalArgumentException if a is not above 1 and finite */
        public Normmax {
            if (!(a > 1 && a < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Normmax: a must be > 1 and finite, got " + a);
            }
        }

        @Override
        public String label() {
            return name() + "-" + a;
        }

        @Override
        public double weigh(double[] z, double[] w) {
            return Simplex.normmax(a, z, w);
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            Simplex.normmaxHessian(a, w, v, hv);
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /**
     * {@math F = sum z^k / (k L)}, or of the positive scores alone: dense associative memory (Krotov &amp; Hopfield 2016) as a layer.
     * {@math k = 2} is linear. For odd k without rectification F is not convex; weights of negative scores are positive then.
     *
     * @param k degree, at least 2
     * @param rectified whether scores below 0 weigh nothing
     */
    @Describe("weights z^(k-1)/L; k = 2 is linear")
    record Polynomial(
            @Describe(value = "degree k of the potential", min = 2, byDefault = "3")
            int k,

            @Describe(value = "whether scores below 0 weigh nothing", byDefault = "false")
            boolean rectified)
            implements Potential {

        /** @throws IllegalArgumentException if k is below 2 */
        public Polynomial {
            if (!(k >= 2)) {
                throw new IllegalArgumentException("Polynomial: k must be >= 2, got " + k);
            }
        }

        @Override
        public String label() {
            return (rectified ? "rectified_" : "") + name() + "-" + k;
        }

        @Override
        public double weigh(double[] z, double[] w) {
            double sum = 0;
            for (int t = 0; t < z.length; t++) {
                double score = z[t];
                double power = power(score, k - 1);
                sum += power * score;
                w[t] = power / z.length;
            }
            return sum / k / z.length;
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            for (int t = 0; t < v.length; t++) {
                hv[t] = (k - 1) * power(z[t], k - 2) * v[t] / v.length;
            }
        }

        private double power(double z, int e) {
            if (rectified && z <= 0) {
                return 0;
            }
            double power = 1;
            double square = z; // z to the powers of two
            for (int rest = e; rest > 0; rest >>= 1) {
                power = (rest & 1) == 1 ? power * square : power;
                square *= square;
            }
            return power;
        }

        @Override
        public double growth() {
            return k;
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /**
     * {@math F = sum exp z / L}: exponential memory (Demircigil et al. 2017) as a layer. Infinite from scores of 710 on; {@link Softmax} has
     * its logarithm.
     */
    @Describe("weights exp z / L: softmax without its denominator")
    record Exponential() implements Potential {

        @Override
        public double weigh(double[] z, double[] w) {
            double sum = 0;
            for (int t = 0; t < z.length; t++) {
                w[t] = StrictMath.exp(z[t]) / z.length;
                sum += w[t];
            }
            return sum;
        }

        @Override
        public void hessian(double[] z, double[] w, double[] v, double[] hv) {
            for (int t = 0; t < v.length; t++) {
                hv[t] = w[t] * v[t];
            }
        }

        @Override
        public double growth() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public String toString() {
            return label();
        }
    }
}
