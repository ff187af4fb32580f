package icd.claim;

import icd.math.RandomStream;
import icd.task.Transform;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A search for the weights V = W_PV and K = W_KQ of linear attention whose loss is least where Sigma_X and Sigma_Z are
 * one for all prompts. It uses E[S B S] = (1 + 1/L) Sigma_X B Sigma_X + tr(B Sigma_X) Sigma_X / L for Gaussian tokens,
 * S = X X^T / L, but no singular values: the loss is a quadratic in V and in K, and each is set to its exact minimum in
 * turn, from random weights.
 */
final class WeightSearch {

    private static final int TURNS = 1_500;

    private final R064Store sigma;
    private final R064Store c;
    private final double L;
    private MatrixStore<Double> v;
    private MatrixStore<Double> k;

    /** Finds weights for covariances that are invertible. */
    static WeightSearch of(R064Store sigma, R064Store noise, int L, RandomStream random) {
        WeightSearch search = new WeightSearch(sigma, noise, L);
        search.k = Vectors.gaussian(sigma.getRowDim(), sigma.getRowDim(), random);
        for (int turn = 0; turn < TURNS; turn++) {
            search.turn();
        }
        search.balance();
        return search;
    }

    /**
     * Balances the scale, which may go from one matrix to the other: here ||V Sigma_X^{1/2}|| = ||Sigma_X^{1/2} K
     * C^{1/2}||.
     */
    private void balance() {
        double values = Vectors.trace(v.multiply(sigma).multiply(v.transpose()));
        double keys = Vectors.trace(k.transpose().multiply(sigma).multiply(k).multiply(c));
        double scale = Math.pow(keys / values, 0.25);
        v = v.multiply(scale);
        k = k.multiply(1 / scale);
    }

    private WeightSearch(R064Store sigma, R064Store noise, int L) {
        this.sigma = sigma;
        this.c = R064Store.FACTORY.copy(sigma.add(noise));
        this.L = L;
    }

    private void turn() {
        v = sigma.multiply(k.transpose())
                .multiply(sigma)
                .multiply(inverse(square(k.multiply(c).multiply(k.transpose()))));
        MatrixStore<Double> values = v.transpose().multiply(v);
        k = inverse(square(values))
                .multiply(sigma)
                .multiply(v.transpose())
                .multiply(sigma)
                .multiply(inverse(c));
    }

    /** Returns E[S B S]. */
    private MatrixStore<Double> square(MatrixStore<Double> b) {
        return sigma.multiply(b)
                .multiply(sigma)
                .multiply(1 + 1 / L)
                .add(sigma.multiply(Vectors.trace(b.multiply(sigma)) / L));
    }

    static R064Store inverse(MatrixStore<Double> matrix) {
        return Transform.of(matrix, Transform.Target.OLD).inverse();
    }

    /** Returns E||V S K x~ - x||^2. */
    double loss() {
        return Vectors.trace(sigma)
                - 2 * Vectors.trace(v.multiply(sigma).multiply(k).multiply(sigma))
                + Vectors.trace(v.multiply(square(k.multiply(c).multiply(k.transpose())))
                        .multiply(v.transpose()));
    }

    /** Returns W_PV W_KQ^{-T}. */
    R064Store preconditioner() {
        return R064Store.FACTORY.copy(v.multiply(inverse(k.transpose())));
    }

    @Override
    public String toString() {
        return "weights of linear attention of loss " + loss();
    }
}
