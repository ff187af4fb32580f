package icd.energy;

import icd.attention.Potential;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.List;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Memories, states and one energy of each kind. */
final class Samples {

    private Samples() {}

    static R064Store gaussian(int rows, int columns, long seed, String purpose) {
        double[] numbers = new double[rows * columns];
        RandomStream.of(seed, purpose).gaussians(numbers, 0, numbers.length);
        return R064Store.wrap(numbers, rows);
    }

    static R064Store onSphere(int n, int L, double radius, long seed) {
        R064Store X = gaussian(n, L, seed, "sphere");
        for (int t = 0; t < L; t++) {
            double square = 0;
            for (int i = 0; i < n; i++) {
                square += X.doubleValue(i, t) * X.doubleValue(i, t);
            }
            for (int i = 0; i < n; i++) {
                X.set(i, t, X.doubleValue(i, t) * radius / Math.sqrt(square));
            }
        }
        return X;
    }

    /** Patterns of -1 and 1. */
    static R064Store binary(int n, int count, long seed) {
        RandomStream random = RandomStream.of(seed, "patterns");
        double[] bits = new double[n * count];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = random.bits() < 0 ? -1 : 1;
        }
        return R064Store.wrap(bits, n);
    }

    static R064Store rotation(int n, long seed) {
        return Frame.random(n, n, RandomStream.of(seed, "rotation")).matrix();
    }

    static double[] state(int n, long seed) {
        double[] s = new double[n];
        RandomStream.of(seed, "state").gaussians(s, 0, n);
        return s;
    }

    static R064Store copy(MatrixStore<Double> matrix) {
        return R064Store.FACTORY.copy(matrix);
    }

    static double[] column(MatrixStore<Double> X, int t) {
        double[] x = new double[X.getRowDim()];
        for (int i = 0; i < x.length; i++) {
            x[i] = X.doubleValue(i, t);
        }
        return x;
    }

    static double[] weights(int L, long seed) {
        RandomStream random = RandomStream.of(seed, "weights");
        double[] w = new double[L];
        for (int t = 0; t < L; t++) {
            w[t] = 0.1 + random.uniform();
        }
        return w;
    }

    /** The energies that look the same from every side. */
    static List<MemoryEnergy> isotropic(MatrixStore<Double> X, long seed) {
        double[] w = weights(X.getColDim(), seed);
        return List.of(
                Energies.lse(X, 0.9, 1.7),
                Energies.weightedLse(X, w, 1.3, 0.8),
                Energies.gaussianLse(X, 1.7),
                Energies.weightedGaussianLse(X, w, 0.6),
                Energies.sphericalHopfield(X, 0.7),
                Energies.hopfield(X),
                Energies.polynomial(X, 2),
                Energies.polynomial(X, 5),
                Energies.rectifiedPolynomial(X, 3),
                Energies.exponential(X, 0.4),
                Energies.logExponential(X, 0.4),
                Energies.epanechnikov(X, 0.15, 0.3),
                Energies.hopfieldFenchelYoung(X, 0.6, new Potential.Softmax()),
                Energies.hopfieldFenchelYoung(X, 0.6, new Potential.Sparsemax()),
                Energies.hopfieldFenchelYoung(X, 0.6, new Potential.Entmax(1.5)),
                Energies.hopfieldFenchelYoung(X, 0.6, new Potential.Normmax(2)),
                Energies.hopfieldFenchelYoung(X, 0.2, new Potential.Polynomial(4, false)),
                Energies.hopfieldFenchelYoung(X, 0.2, new Potential.Exponential()));
    }

    /** All, with a layer's and a warped one. */
    static List<MemoryEnergy> all(MatrixStore<Double> X, long seed) {
        int n = X.getRowDim();
        R064Store A = warp(n, seed);
        R064Store kq = copy(gaussian(n, n, seed, "W_KQ").multiply(0.5));
        LayerEnergy softmax =
                LayerEnergy.of(new Potential.Softmax(), kq, kq.transpose().multiply(0.8));
        LayerEnergy linear =
                LayerEnergy.of(new Potential.Linear(), kq, kq.transpose().multiply(-0.8));
        return java.util.stream.Stream.concat(
                        isotropic(X, seed).stream(),
                        java.util.stream.Stream.of(
                                Energies.warpedSphericalHopfield(X, A, 0.6),
                                softmax.flow(X),
                                softmax.step(X),
                                linear.flow(X),
                                linear.step(X)))
                .toList();
    }

    static MatrixStore<Double> inverse(MatrixStore<Double> A) {
        LU<Double> lu = LU.R064.make(A);
        lu.decompose(A);
        return lu.getInverse();
    }

    static R064Store warp(int n, long seed) {
        R064Store A = gaussian(n, n, seed, "warp");
        for (int i = 0; i < n; i++) {
            A.set(i, i, A.doubleValue(i, i) + 3);
        }
        return A;
    }
}
