package icd.attention;

import icd.kernel.DenseKernel;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;

/** A linear map of R^n whose numbers are part of theta: a layer's cue (W_KQ) or its readout (W_PV). */
sealed interface LinearMap {

    List<Parameter> parameters(int n);

    /** The map itself, n x n, from the numbers in theta that begin at {@code at}. */
    R064Store matrix(double[] theta, int at, int n);

    /** @param at where its numbers begin in theta */
    LinearMapPass pass(int n, int at, DenseKernel dense);

    /** How many numbers it takes from theta. */
    default int size(int n) {
        return parameters(n).stream().mapToInt(Parameter::size).sum();
    }

    /** A number times the identity. */
    record Scaled(String name) implements LinearMap {

        @Override
        public List<Parameter> parameters(int n) {
            return List.of(new Parameter(name));
        }

        @Override
        public R064Store matrix(double[] theta, int at, int n) {
            R064Store scaled = R064Store.FACTORY.make(n, n);
            scaled.fillDiagonal(theta[at]);
            return scaled;
        }

        @Override
        public LinearMapPass pass(int n, int at, DenseKernel dense) {
            return new LinearMapPass.Scaled(n, at);
        }
    }

    /** One n x n matrix. */
    record Dense(String name) implements LinearMap {

        @Override
        public List<Parameter> parameters(int n) {
            return List.of(new Parameter(name, n, n));
        }

        @Override
        public R064Store matrix(double[] theta, int at, int n) {
            return NamedWeights.matrix(theta, at, n, n);
        }

        @Override
        public LinearMapPass pass(int n, int at, DenseKernel dense) {
            return new LinearMapPass.Dense(n, at, dense);
        }
    }

    /** W_K^T W_Q with W_Q and W_K both h x n, in either order within theta. */
    record KeyQuery(int h, boolean keysFirst) implements LinearMap {

        @Override
        public List<Parameter> parameters(int n) {
            Parameter queries = new Parameter("W_Q", h, n);
            Parameter keys = new Parameter("W_K", h, n);
            return keysFirst ? List.of(keys, queries) : List.of(queries, keys);
        }

        /** Where W_K begins, from the first number on. */
        int keys(int n) {
            return keysFirst ? 0 : h * n;
        }

        /** Where W_Q begins, likewise. */
        int queries(int n) {
            return keysFirst ? h * n : 0;
        }

        @Override
        public R064Store matrix(double[] theta, int at, int n) {
            R064Store queries = NamedWeights.matrix(theta, at + queries(n), h, n);
            R064Store keys = NamedWeights.matrix(theta, at + keys(n), h, n);
            return R064Store.FACTORY.copy(keys.transpose().multiply(queries));
        }

        @Override
        public LinearMapPass pass(int n, int at, DenseKernel dense) {
            return new LinearMapPass.Product(n, h, at + queries(n), at + keys(n), true, dense);
        }
    }

    /** W_O W_V with W_V h x n and W_O n x h. */
    record OutputValue(int h) implements LinearMap {

        @Override
        public List<Parameter> parameters(int n) {
            return List.of(new Parameter("W_V", h, n), new Parameter("W_O", n, h));
        }

        @Override
        public R064Store matrix(double[] theta, int at, int n) {
            R064Store values = NamedWeights.matrix(theta, at, h, n);
            R064Store output = NamedWeights.matrix(theta, at + h * n, n, h);
            return R064Store.FACTORY.copy(output.multiply(values));
        }

        @Override
        public LinearMapPass pass(int n, int at, DenseKernel dense) {
            return new LinearMapPass.Product(n, h, at, at + h * n, false, dense);
        }
    }
}
