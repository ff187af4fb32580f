package icd.theory;

import icd.math.SymmetricEigen;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Noise;
import icd.task.Scratch;
import java.util.Optional;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The least loss of linear attention over all weights where Sigma_X is one for all prompts. With V = W_PV, K = W_KQ,
 * C = Sigma_X + E Sigma_Z, A = Sigma_X C^{-1/2} and M = V Sigma_X K C^{1/2}, Gaussian tokens have
 *
 * {@equation
 *   "loss" = tr Sigma_X - 2 tr(M A^T) + (1 + 1/L) ||M||^2 + (1/L) ||V Sigma_X^{1/2}||^2 ||Sigma_X^{1/2} K C^{1/2}||^2.
 * }
 *
 * <p>Over all factors of one M the least product of the two norms is the nuclear norm of M, so the best M has the
 * singular vectors of A = G diag(a) H^T and the singular values
 *
 * {@equation
 *   m_i = (L a_i - T)_+ / (L + 1),     T = L sum_"active" a / (L + 1 + k),     k "the number of active ones" (m_i &gt; 0):
 * }
 *
 * <p>short contexts drop weak directions. The loss is tr Sigma_X - sum a_i m_i, here the Bayes loss of isotropic
 * or fixed noise plus sum a_i (a_i - m_i), whose terms are all positive. Factors are free up to an orthogonal matrix and a scale: here
 * V = G m^{1/2} G^T Sigma_X^{-1/2} and K = Sigma_X^{-1/2} G m^{1/2} H^T C^{-1/2}. (Derived; not in the paper.)
 */
final class NuclearNorm {

    /** Eigenvalues below this share of the largest are rounding errors of zeros. */
    private static final double NOTHING = 1e-12;

    private NuclearNorm() {}

    /**
     * Returns the best weights; empty unless Sigma_X is one for all prompts, not a multiple of the identity under
     * isotropic noise, and E Sigma_Z is known.
     */
    static Optional<LinearWeights> of(Gaussians task, int L) {
        if (task.given().isEmpty()) {
            return Optional.empty();
        }
        Optional<Covariance> noise = mean(task.noise(), task.n());
        boolean isotropic = task.given().get().isIsotropic() && noise.stream().allMatch(Covariance::isIsotropic);
        return isotropic ? Optional.empty() : noise.map(known -> of(task.given().get(), known, L));
    }

    /** Returns E Sigma_Z, on which linear attention depends alone where the noise is independent of the instance. */
    private static Optional<Covariance> mean(Noise noise, int n) {
        return noise.common(n)
                .or(() -> noise.meanVariance().stream()
                        .filter(variance -> variance > 0)
                        .mapToObj(variance -> Covariance.isotropic(n, variance))
                        .findFirst());
    }

    private static LinearWeights of(Covariance tokens, Covariance noise, int L) {
        int n = tokens.n();
        R064Store sigma = tokens.matrix();
        MatrixStore<Double> inverse = power(sigma.add(noise.matrix()), -1); // C^+
        SymmetricEigen squares = new SymmetricEigen(n);
        squares.decompose(symmetric(sigma.multiply(inverse).multiply(sigma)), 0);
        double[] a = new double[n];
        for (int i = 0; i < tokens.rank(); i++) {
            a[i] = Math.sqrt(Math.max(0, squares.values()[i]));
        }
        double[] m = shrunk(a, L);
        double bayes = noise.linearBayes(
                tokens.matrix().transpose().toRawCopy1D(), new double[n], 0, new double[n], 0, new Scratch());
        double loss = bayes;
        R064Store root = R064Store.FACTORY.make(n, n); // G m^{1/2} G^T
        R064Store rest = R064Store.FACTORY.make(n, n); // G (m^{1/2} / a) G^T
        for (int i = 0; i < n && a[i] > 0; i++) {
            loss += a[i] * (a[i] - m[i]);
            addProjection(root, squares.vectors(), i, Math.sqrt(m[i]));
            addProjection(rest, squares.vectors(), i, Math.sqrt(m[i]) / a[i]);
        }
        MatrixStore<Double> back = power(sigma, -0.5);
        R064Store projectionValue = R064Store.FACTORY.copy(root.multiply(back));
        R064Store keyQuery =
                R064Store.FACTORY.copy(back.multiply(rest).multiply(sigma).multiply(inverse));
        return new LinearWeights(
                loss,
                keyQuery,
                projectionValue,
                Optional.of(
                        R064Store.FACTORY.copy(projectionValue.multiply(sigma).multiply(keyQuery))));
    }

    /**
     * Returns the m_i of falling a_i.
     *
     * @param a the singular values. Not modified.
     */
    static double[] shrunk(double[] a, int L) {
        double threshold = 0;
        double sum = 0;
        for (int k = 1; k <= a.length && a[k - 1] > 0; k++) {
            sum += a[k - 1];
            double next = L * sum / (L + 1.0 + k);
            if (L * a[k - 1] <= next) {
                break;
            }
            threshold = next;
        }
        double[] m = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            m[i] = Math.max(0, L * a[i] - threshold) / (L + 1.0);
        }
        return m;
    }

    private static void addProjection(R064Store sum, double[] rows, int i, double scale) {
        int n = sum.getRowDim();
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                sum.add(r, c, scale * rows[i * n + r] * rows[i * n + c]);
            }
        }
    }

    /** Returns a power of a covariance on its range. */
    private static R064Store power(MatrixStore<Double> sigma, double exponent) {
        int n = sigma.getRowDim();
        SymmetricEigen eigen = new SymmetricEigen(n).decompose(symmetric(sigma), 0);
        R064Store power = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < n && eigen.values()[i] > NOTHING * eigen.values()[0]; i++) {
            addProjection(power, eigen.vectors(), i, StrictMath.pow(eigen.values()[i], exponent));
        }
        return power;
    }

    /** Returns the entries of a matrix that is symmetric except for rounding, in any order of rows and columns. */
    private static double[] symmetric(MatrixStore<Double> matrix) {
        return matrix.add(matrix.transpose()).multiply(0.5).toRawCopy1D();
    }
}
