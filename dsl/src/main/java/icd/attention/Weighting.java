package icd.attention;

import icd.math.PredictionMap;

/**
 * How a layer weighs the tokens of its context, given a cue u: the tokens' weights w(X, u), from which it retrieves
 * m = X w.
 */
public sealed interface Weighting {

    /** What recipes, tables and files call it: {@code linear}, {@code softmax}, {@code sparsemax}, ... */
    String name();

    /** Equation 11: w = X^T u / L. */
    record Linear() implements Weighting {
        @Override
        public String name() {
            return "linear";
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Equation 12: w = softmax(X^T u). */
    record Softmax() implements Weighting {
        @Override
        public String name() {
            return "softmax";
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Equation 14: w = softmax of -||W_K X_t - W_Q x~||^2 / 2. */
    record Gaussian() implements Weighting {
        @Override
        public String name() {
            return "gaussian_kernel";
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * w = y(X^T u) with y a prediction map, such as sparsemax: tokens of low scores get no weight at all.
     *
     * @param map y
     */
    record Mapped(PredictionMap map) implements Weighting {
        @Override
        public String name() {
            return map.name();
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
