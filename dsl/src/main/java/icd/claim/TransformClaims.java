package icd.claim;

import icd.attention.AttentionLayer;
import icd.energy.Energies;
import icd.energy.Energy;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Claims about prompts warped by a fixed invertible A: Appendix H. */
final class TransformClaims {

    private static final int N = 5;
    private static final int D = 3;
    private static final double VARIANCE = 2;
    private static final double NOISE = 0.7;
    private static final double C = 1 / (VARIANCE + NOISE);

    private TransformClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "transformed-weights",
                        "Appendix H, equation A.12",
                        "W_PV = alpha A^-1, W_KQ = beta (A A^T)^-1 undo the transformation: the layer on A E gives what the"
                                + " scaled identities give on E",
                        Equality.exact(1e-10, TransformClaims::weights),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "transformed-estimate",
                        "Appendix H, equation A.13",
                        "in the new coordinates the estimate is Sigma_Y (Sigma_Y + Sigma_V)^-1 Y~, and A.13 estimates it",
                        Equality.exact(1e-10, TransformClaims::estimate),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.corrected(
                        "transformed-energy",
                        "Appendix H, after equation A.13",
                        "E = ||s||^2/(2 gamma) - sum <A^-1 Y_t, A^-1 s>^2/(2L), with a preconditioner proportional to A A^T,"
                                + " steps to A.13",
                        new Erratum(
                                5,
                                "E = s^T (A A^T)^-1 s/(2 gamma) - sum <A^-1 Y_t, A^-1 s>^2/(2L)",
                                "A A^T times the gradient of ||s||^2/2 is A A^T s, which does not cancel s unless A is"
                                        + " orthogonal"),
                        Equality.exact(1e-8, TransformClaims::energy),
                        Because.DIFFERENCES,
                        Cost.QUICK));
    }

    /**
     * The matrix A, and a context whose second moment is exactly sigma_0^2 P: sigma_0 sqrt(D) times an orthonormal
     * basis.
     */
    private record Setting(R064Store A, MatrixStore<Double> inverse, R064Store X, double[] query) {

        static Setting of(Laboratory lab, int k) {
            RandomStream random = lab.stream("setting", k);
            R064Store A = R064Store.FACTORY.make(N, N);
            MatrixStore<Double> left = Frame.random(N, N, random).matrix();
            MatrixStore<Double> right = Frame.random(N, N, random).matrix();
            for (int i = 0; i < N; i++) {
                double stretch = 0.5 + 0.5 * i;
                for (int r = 0; r < N; r++) {
                    for (int c = 0; c < N; c++) {
                        A.add(r, c, stretch * left.doubleValue(r, i) * right.doubleValue(c, i));
                    }
                }
            }
            LU<Double> lu = LU.R064.make(A);
            lu.decompose(A);
            MatrixStore<Double> inverse = lu.getInverse();
            Frame frame = Frame.random(N, D, random);
            R064Store X = R064Store.FACTORY.make(N, D);
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < D; j++) {
                    X.set(i, j, Math.sqrt(VARIANCE * D) * frame.get(i, j));
                }
            }
            return new Setting(A, inverse, X, Vectors.gaussian(N, random));
        }

        /** Returns A.13: c sum Y_t <A^-1 Y_t, A^-1 s> / L. */
        double[] estimate(double[] s) {
            double[] sum = new double[N];
            for (int t = 0; t < D; t++) {
                double[] y = Vectors.times(A, Vectors.column(X, t));
                double overlap = Vectors.dot(Vectors.times(inverse, y), Vectors.times(inverse, s));
                sum = Vectors.combine(1, sum, C * overlap / D, y);
            }
            return sum;
        }

        double[] warpedQuery() {
            return Vectors.times(A, query);
        }
    }

    private interface Case {
        double[] of(Setting setting);
    }

    private static double[] cases(Laboratory lab, Case of) {
        List<double[]> parts = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            parts.add(of.of(Setting.of(lab, k)));
        }
        return Vectors.concatenate(parts);
    }

    private static List<Expectation> weights(Laboratory lab) {
        double alpha = 1.4;
        double beta = C / alpha;
        return List.of(
                layer(lab, "linear layer", AttentionLayer.linear(N), Layers.linear(N, alpha, beta)),
                layer(lab, "softmax layer", AttentionLayer.softmax(N), Layers.softmax(N, alpha, beta)));
    }

    private static Expectation layer(Laboratory lab, String what, AttentionLayer form, AttentionLayer identity) {
        return Expectation.equal(
                what,
                cases(
                        lab,
                        it -> form.weights(
                                        scaled(it.inverse.transpose().multiply(it.inverse), identity.beta()),
                                        scaled(it.inverse, identity.alpha()))
                                .estimate(Layers.prompt(it.A.multiply(it.X), it.warpedQuery()))),
                cases(lab, it -> identity.estimate(Layers.prompt(it.X, it.query))));
    }

    private static R064Store scaled(MatrixStore<Double> matrix, double by) {
        R064Store copy = R064Store.FACTORY.make(N, N);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                copy.set(i, j, by * matrix.doubleValue(i, j));
            }
        }
        return copy;
    }

    private static List<Expectation> estimate(Laboratory lab) {
        double[] generalised = cases(lab, it -> {
            MatrixStore<Double> y = it.A.multiply(it.X);
            MatrixStore<Double> sigmaY = scaled(y.multiply(y.transpose()), 1.0 / D); // sigma_0^2 A P A^T
            MatrixStore<Double> sigmaV = scaled(it.A.multiply(it.A.transpose()), NOISE);
            LU<Double> lu = LU.R064.make(sigmaV);
            lu.decompose(sigmaY.add(sigmaV));
            return Vectors.times(sigmaY.multiply(lu.getInverse()), it.warpedQuery());
        });
        double[] unwarped = cases(lab, it -> {
            double[] x = Vectors.times(it.X, Vectors.times(it.X.transpose(), it.query));
            return Vectors.times(it.A, Vectors.combine(C / D, x, 0, x));
        });
        return List.of(
                Expectation.equal(
                        "A.13 on a context of the exact second moment",
                        cases(lab, it -> it.estimate(it.warpedQuery())),
                        generalised),
                Expectation.equal("A times the estimate in the old coordinates", unwarped, generalised));
    }

    private static List<Expectation> energy(Laboratory lab) {
        double[] wanted = cases(lab, it -> it.estimate(it.warpedQuery()));
        return List.of(
                Expectation.equal("preconditioned step", cases(lab, it -> step(it, true)), wanted),
                Expectation.equal("preconditioned step", cases(lab, it -> step(it, false)), wanted)
                        .asPrinted());
    }

    /** Returns s - gamma A A^T grad E at the query, gamma = c; with ||s||^2 in the first term unless corrected. */
    private static double[] step(Setting it, boolean corrected) {
        Energy energy = Energies.warpedSphericalHopfield(it.A.multiply(it.X), it.A, C);
        ToDoubleFunction<double[]> printed = s -> {
            double[] back = Vectors.times(it.inverse, s);
            return energy.value(s) + (Vectors.dot(s, s) - Vectors.dot(back, back)) / (2 * C);
        };
        double[] query = it.warpedQuery();
        double[] move = Steps.down(corrected ? energy::value : printed, query, C);
        move = Vectors.combine(1, move, -1, query); // -gamma grad E
        return Vectors.combine(1, query, 1, Vectors.times(it.A, Vectors.times(it.A.transpose(), move)));
    }
}
