package icd.attention;

import org.ojalgo.matrix.store.MatrixStore;

/** A layer of attention as one formula: see {@link Attention#of(String, int, double[], Formula)}. */
@FunctionalInterface
public interface Formula {

    /**
     * The estimate of the target. An operand whose shape does not fit the context or the query is an error, see
     * {@link icd.math.CheckedMatrix}.
     *
     * @param theta the parameters. Not to be modified.
     * @param context X, n x L
     * @param query {@math x~}, n x 1
     * @return n x 1
     */
    MatrixStore<Double> estimate(double[] theta, MatrixStore<Double> context, MatrixStore<Double> query);
}
