package icd.claim;

import icd.attention.AttentionLayer;
import icd.attention.Potential;
import icd.energy.Energy;
import icd.energy.LayerEnergy;
import icd.math.RandomStream;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Claims about the conditions under which a softmax layer is a gradient flow: Appendix I.2. */
final class ConservativeClaims {

    private static final int N = 4;
    private static final int L = 7;

    private ConservativeClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "softmax-layer-jacobian",
                        "Appendix I.2, equation A.18",
                        "J(s) = W_PV X (diag(g) - g g^T) X^T W_KQ",
                        Equality.exact(1e-8, ConservativeClaims::jacobian),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.corrected(
                        "conservative-weights",
                        "Appendix I.2, equation A.19",
                        "J is symmetric if W_PV Y W_KQ^T = W_KQ Y W_PV^T",
                        new Erratum(
                                6,
                                "if W_PV Y W_KQ = W_KQ^T Y W_PV^T",
                                "A.18 has W_KQ, not its transpose, on the right: W_PV = W_KQ satisfies the printed condition"
                                        + " for every Y, but its Jacobian is not symmetric"),
                        Equality.exact(1e-8, ConservativeClaims::symmetry),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "conservative-pair-energy",
                        "Appendix I.2, derived from equation A.18",
                        "W_PV = c W_KQ^T always is a gradient flow, of the energy -c log sum exp(X^T W_KQ s)",
                        Equality.exact(1e-8, ConservativeClaims::pair),
                        Because.DIFFERENCES,
                        Cost.QUICK));
    }

    /** Random context, weights and state. */
    private record Setting(R064Store X, R064Store kq, R064Store pv, double[] s) {

        static Setting of(Laboratory lab) {
            RandomStream random = lab.stream("setting");
            return new Setting(
                    Vectors.gaussian(N, L, random),
                    Vectors.gaussian(N, N, random),
                    Vectors.gaussian(N, N, random),
                    Vectors.gaussian(N, random));
        }

        double[] layer(R064Store kq, R064Store pv, double[] state) {
            return AttentionLayer.softmax(N).weights(kq, pv).estimate(Layers.prompt(X, state));
        }

        /** Returns the Jacobian of the layer by central differences, row by row. */
        R064Store jacobian(R064Store kq, R064Store pv) {
            double h = 1e-5;
            R064Store jacobian = R064Store.FACTORY.make(N, N);
            for (int j = 0; j < N; j++) {
                double[] up = s.clone();
                double[] down = s.clone();
                up[j] += h;
                down[j] -= h;
                double[] above = layer(kq, pv, up);
                double[] below = layer(kq, pv, down);
                for (int i = 0; i < N; i++) {
                    jacobian.set(i, j, (above[i] - below[i]) / (2 * h));
                }
            }
            return jacobian;
        }

        /** Y = X (diag(g) - g g^T) X^T. */
        MatrixStore<Double> covariance(R064Store kq) {
            double[] g = Vectors.softmax(Vectors.times(X.transpose(), Vectors.times(kq, s)), 1);
            R064Store spread = R064Store.FACTORY.make(L, L);
            for (int t = 0; t < L; t++) {
                for (int u = 0; u < L; u++) {
                    spread.set(t, u, (t == u ? g[t] : 0) - g[t] * g[u]);
                }
            }
            return X.multiply(spread).multiply(X.transpose());
        }
    }

    private static R064Store transposed(MatrixStore<Double> matrix) {
        return matrix.transpose().collect(R064Store.FACTORY);
    }

    /** ||M - M^T|| / ||M||, Frobenius. */
    private static double asymmetry(MatrixStore<Double> M) {
        double[] m = Vectors.numbers(M);
        return Vectors.distance(m, Vectors.numbers(M.transpose())) / Vectors.norm(m);
    }

    private static List<Expectation> jacobian(Laboratory lab) {
        Setting it = Setting.of(lab);
        return List.of(Expectation.equal(
                "Jacobian",
                Vectors.numbers(it.jacobian(it.kq, it.pv)),
                Vectors.numbers(it.pv.multiply(it.covariance(it.kq)).multiply(it.kq))));
    }

    private static List<Expectation> symmetry(Laboratory lab) {
        Setting it = Setting.of(lab);
        MatrixStore<Double> Y = it.covariance(it.kq);
        R064Store transposed = transposed(it.kq);
        return List.of(
                Expectation.equal(
                        "asymmetry of W_PV Y W_KQ for W_PV = W_KQ^T",
                        asymmetry(transposed.multiply(Y).multiply(it.kq)),
                        0),
                Expectation.equal("asymmetry of J for W_PV = W_KQ^T", asymmetry(it.jacobian(it.kq, transposed)), 0),
                Expectation.equal(
                        "asymmetry of W_PV Y W_KQ^T for W_PV = W_KQ",
                        asymmetry(it.kq.multiply(Y).multiply(transposed)),
                        0),
                Expectation.equal("asymmetry of J for W_PV = W_KQ", asymmetry(it.jacobian(it.kq, it.kq)), 0)
                        .asPrinted());
    }

    private static List<Expectation> pair(Laboratory lab) {
        Setting it = Setting.of(lab);
        double c = 0.7;
        R064Store pv = R064Store.FACTORY.make(N, N);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                pv.set(i, j, c * it.kq.doubleValue(j, i));
            }
        }
        Energy energy = LayerEnergy.of(new Potential.Softmax(), it.kq, pv).flow(it.X);
        double[] moved = Steps.down(energy::value, it.s, 1);
        double total = 0;
        for (double score : Vectors.times(it.X.transpose(), Vectors.times(it.kq, it.s))) {
            total += StrictMath.exp(score);
        }
        return List.of(
                Expectation.equal("-grad E", Vectors.combine(1, moved, -1, it.s), it.layer(it.kq, pv, it.s)),
                Expectation.equal("E", energy.value(it.s), -c * StrictMath.log(total)));
    }
}
