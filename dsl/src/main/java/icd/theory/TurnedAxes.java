package icd.theory;

import icd.math.SymmetricEigen;
import icd.task.Covariance;
import icd.task.Task;
import icd.task.TurnedTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.store.R064Store;

/**
 * The least loss of linear attention where the axes of tokens are Haar-random for each prompt and the noise has one covariance, over
 * weights that are diagonal in the eigenbasis of Sigma_Z: W_PV = diag(a), W_KQ = diag(b). With M = E x x^T of an instance and z the
 * eigenvalues of Sigma_Z, E[S B S] = (1 + again/L) M B M + (beside/L) tr(B M) M, see {@link TurnedTokens}, gives
 *
 * {@equation
 *   "loss" = E tr M - 2 sum_ij a_i b_j E M_ij^2
 *          + sum_ijk a_i^2 b_j b_k E[(1 + "again"/L) M_ij (M_jk + z_j delta_jk) M_ki + ("beside"/L) M_ii (M_jk + z_j delta_jk) M_jk].
 * }
 *
 * <p>Haar averages of products of three entries are sums over pairings of their six indices, with three coefficients
 * that E (tr M)^3, E tr M tr M^2 and E tr M^3 decide. The loss is a quadratic in a and in b, which are solved for in
 * turn from scaled identities, until it falls no more. Symmetry (the sign of a coordinate may be changed) shows that
 * these weights are stationary among all weights; that no other weights do better is known from experiments only.
 * (Derived; not in the paper.)
 */
final class TurnedAxes {

    private static final int MOST_TURNS = 5_000;

    private TurnedAxes() {}

    /**
     * Expectations of products of entries of M whose axes are Haar-random. {@code same}: all indices are one; {@code
     * touching}: E M_ii M_ij^2 and similar products; {@code cyclic}: E M_ij M_jk M_ki; {@code apart}: E M_ii M_jk^2;
     * {@code squares}: E M_ii M_jj^2; of two factors {@code squareSame}: E M_ii^2, {@code squareOff}: E M_ij^2, {@code
     * pair}: E M_ii M_jj.
     */
    private record Moments(
            double same,
            double touching,
            double cyclic,
            double apart,
            double squares,
            double squareSame,
            double squareOff,
            double pair) {

        /** Returns averages over kinds of instances, each with a weight. */
        static Moments of(int n, List<TurnedTokens> kinds, ToDoubleFunction<TurnedTokens> weight) {
            double p1 = mean(kinds, weight, kind -> kind.first() * kind.first() * kind.first());
            double p2 = mean(kinds, weight, kind -> kind.first() * kind.second());
            double p3 = mean(kinds, weight, TurnedTokens::third);
            double common = n * (n + 2.0) * (n - 1);
            double two = (n * p2 - p1) / common;
            double three = ((double) n * n * p3 - p1) / common;
            // with two coordinates no three indices differ
            double c = n == 2 ? 0 : (three - 3 * two) / ((n + 4.0) * (n - 2));
            double b = (two - 4 * c) / n;
            double a = (p1 - 6.0 * n * n * b - 8 * n * c) / ((double) n * n * n);
            double q1 = mean(kinds, weight, kind -> kind.first() * kind.first());
            double q2 = mean(kinds, weight, TurnedTokens::second);
            double off = (n * q2 - q1) / common;
            double pair = (q1 - 2 * n * off) / ((double) n * n);
            return new Moments(a + 6 * b + 8 * c, b + 2 * c, c, b, a + 2 * b, pair + 2 * off, off, pair);
        }

        private static double mean(
                List<TurnedTokens> kinds, ToDoubleFunction<TurnedTokens> weight, ToDoubleFunction<TurnedTokens> value) {
            return kinds.stream()
                    .mapToDouble(kind -> kind.share() * weight.applyAsDouble(kind) * value.applyAsDouble(kind))
                    .sum();
        }
    }

    /**
     * The quadratic form b^T R_i b of the a_i^2, and their sum over i as a matrix; each field is a coefficient such as
     * E M_ij M_jk M_ki, by the number of equal indices.
     */
    private record Form(double same, double diagonal, double touching, double apart, double near, double far) {

        double at(double[] b, double[] z, int i) {
            double sum = 0;
            double squares = 0;
            double noisy = 0;
            for (int j = 0; j < b.length; j++) {
                if (j != i) {
                    sum += b[j];
                    squares += b[j] * b[j];
                    noisy += b[j] * b[j] * z[j];
                }
            }
            return (same + z[i] * near) * b[i] * b[i]
                    + diagonal * squares
                    + 2 * touching * b[i] * sum
                    + apart * (sum * sum - squares)
                    + far * noisy;
        }

        void addTo(R064Store matrix, double[] a, double[] z) {
            double squares = square(a);
            for (int j = 0; j < a.length; j++) {
                double own = a[j] * a[j];
                matrix.add(j, j, (same + z[j] * near) * own + (diagonal + z[j] * far) * (squares - own));
                for (int k = 0; k < j; k++) {
                    double both = own + a[k] * a[k];
                    matrix.add(j, k, touching * both + apart * (squares - both));
                    matrix.add(k, j, touching * both + apart * (squares - both));
                }
            }
        }
    }

    private static double square(double[] a) {
        return Arrays.stream(a).map(x -> x * x).sum();
    }

    /**
     * Returns the best weights; empty unless axes are Haar-random and the noise is anisotropic, and one for all
     * prompts.
     */
    static Optional<LinearWeights> of(Task task, int L, LinearOptimum start) {
        List<TurnedTokens> kinds = task.turnedTokens();
        Optional<Covariance> noise = task.noise().common(task.n()).filter(sigma -> !sigma.isIsotropic());
        return kinds.isEmpty() || task.transform().isPresent()
                ? Optional.empty()
                : noise.map(sigma -> of(kinds, sigma, L, start));
    }

    private static LinearWeights of(List<TurnedTokens> kinds, Covariance noise, int L, LinearOptimum start) {
        int n = noise.n();
        SymmetricEigen eigen = new SymmetricEigen(n).decompose(noise.matrix().toRawCopy1D(), 0);
        double[] z = eigen.values();
        Moments plain = Moments.of(n, kinds, _ -> 1);
        Moments cyclic = Moments.of(n, kinds, kind -> 1 + kind.again() / L);
        Moments beside = Moments.of(n, kinds, kind -> kind.beside() / L);
        List<Form> forms = List.of(
                new Form(
                        cyclic.same,
                        cyclic.touching,
                        cyclic.touching,
                        cyclic.cyclic,
                        cyclic.squareSame,
                        cyclic.squareOff),
                new Form(beside.same, beside.squares, beside.touching, beside.apart, beside.squareSame, beside.pair));
        double[] a = new double[n];
        double[] b = new double[n];
        Arrays.fill(b, Math.sqrt(start.product()));
        double least = Double.POSITIVE_INFINITY;
        double gained = 0;
        double square =
                kinds.stream().mapToDouble(kind -> kind.share() * kind.first()).sum();
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            gained = 0;
            for (int i = 0; i < n; i++) {
                double overlap = overlap(plain, b, i);
                double curvature = 0;
                for (Form form : forms) {
                    curvature += form.at(b, z, i);
                }
                a[i] = overlap / curvature;
                gained += a[i] * overlap;
            }
            if (!(square - gained < least)) {
                break;
            }
            least = square - gained;
            b = solve(forms, plain, a, z);
        }
        return new LinearWeights(square - gained, inBasis(eigen, b), inBasis(eigen, a), Optional.empty());
    }

    /** sum_j E M_ij^2 x_j. */
    private static double overlap(Moments plain, double[] x, int i) {
        double sum = Arrays.stream(x).sum();
        return plain.squareOff * sum + (plain.squareSame - plain.squareOff) * x[i];
    }

    private static double[] solve(List<Form> forms, Moments plain, double[] a, double[] z) {
        int n = a.length;
        R064Store matrix = R064Store.FACTORY.make(n, n);
        forms.forEach(form -> form.addTo(matrix, a, z));
        R064Store right = R064Store.FACTORY.make(n, 1);
        for (int j = 0; j < n; j++) {
            right.set(j, 0, overlap(plain, a, j));
        }
        Cholesky<Double> factors = Cholesky.R064.make(matrix);
        factors.decompose(matrix);
        return factors.getSolution(right).toRawCopy1D();
    }

    /** V^T diag(x) V. */
    private static R064Store inBasis(SymmetricEigen eigen, double[] x) {
        int n = x.length;
        R064Store matrix = R064Store.FACTORY.make(n, n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < n; l++) {
                    matrix.add(i, l, x[j] * eigen.vectors()[j * n + i] * eigen.vectors()[j * n + l]);
                }
            }
        }
        return matrix;
    }
}
