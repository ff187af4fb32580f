package icd.workbench.result;

import icd.io.NpyArray;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a finished trial found. Losses are MSE/n.
 *
 * @param id unique in the run
 * @param hash of everything that determines the result
 * @param caseName the case of the recipe; the task's kind where it has none
 * @param task {@code subspaces}, {@code spheres} or {@code mixtures}
 * @param model the layer's name, such as {@code softmax_scalar}; empty without one
 * @param weightSeed of initial weights and batch order
 * @param dataSeed of the prompts
 * @param epochs trained
 * @param last what is left after training
 * @param fresh MSE/n on prompts never seen; NaN if none were drawn
 * @param freshStandardError of that
 * @param losses of all epochs; of a trial that was read from disk they are read when they are asked for
 * @param arrays its weights, likewise: {@code W_KQ_init}, {@code W_PV_init}, {@code W_KQ_final}, {@code W_PV_final} (or the layer's other parameters,
 *     {@code beta_...} and {@code alpha_...}), and {@code ..._epoch<N>} where kept; {@code A} where it transforms the prompts;
 *     none without a model
 * @param tables what its evaluations found, by their names
 */
public record TrialResult(
        String id,
        String hash,
        String caseName,
        String task,
        String model,
        long weightSeed,
        long dataSeed,
        int epochs,
        Last last,
        double fresh,
        double freshStandardError,
        Supplier<Losses> losses,
        Supplier<SequencedMap<String, NpyArray>> arrays,
        SequencedMap<String, Table> tables) {

    /**
     * Losses MSE/n, before training and after each epoch; empty where nothing is trained.
     *
     * @param train over the whole training set
     * @param test over the whole test set
     */
    public record Losses(double[] train, double[] test) {

        @Override
        public String toString() {
            return "losses of " + Math.max(0, train.length - 1) + " epochs";
        }
    }

    /**
     * Numbers of the layer after training; NaN where there is none.
     *
     * @param train MSE/n over the training set
     * @param test MSE/n over the test set
     * @param alpha mean diagonal of W_PV, with its sign chosen positive: (alpha, beta) and (-alpha, -beta) are one layer; NaN for
     *     several heads or layers
     * @param beta mean diagonal of W_KQ, times the sign that makes alpha positive
     * @param pvRest root mean square off the diagonal of W_PV
     * @param kqRest the same of W_KQ
     */
    public record Last(double train, double test, double alpha, double beta, double pvRest, double kqRest) {}

    private static final String INIT = "_init";
    private static final String FINAL = "_final";
    private static final String EPOCH = "_epoch";

    /** Whether it has a layer. */
    public boolean hasModel() {
        return !model.isEmpty();
    }

    /** The result of work that is done just now; its arguments are those of the record, or what these are computed from. */
    public static TrialResult of(
            String id,
            String hash,
            String caseName,
            String task,
            String model,
            long weightSeed,
            long dataSeed,
            double[] trainLoss,
            double[] testLoss,
            double fresh,
            double freshStandardError,
            SequencedMap<String, NpyArray> weights,
            SequencedMap<String, Table> tables) {
        Weight pv = weight(weights, "W_PV", "final");
        Weight kq = weight(weights, "W_KQ", "final");
        Last last = new Last(
                trainLoss.length == 0 ? Double.NaN : trainLoss[trainLoss.length - 1],
                testLoss.length == 0 ? Double.NaN : testLoss[testLoss.length - 1],
                Math.abs(pv.meanDiagonal()),
                Math.copySign(1, pv.meanDiagonal()) * kq.meanDiagonal(),
                pv.offDiagonalRms(),
                kq.offDiagonalRms());
        Losses losses = new Losses(trainLoss, testLoss);
        return new TrialResult(
                id,
                hash,
                caseName,
                task,
                model,
                weightSeed,
                dataSeed,
                Math.max(0, trainLoss.length - 1),
                last,
                fresh,
                freshStandardError,
                () -> losses,
                () -> weights,
                tables);
    }

    /** MSE/n over the whole training set, before training and after each epoch; empty where nothing is trained. */
    public double[] trainLoss() {
        return losses.get().train();
    }

    /** MSE/n over the whole test set, likewise. */
    public double[] testLoss() {
        return losses.get().test();
    }

    /** {@link Last#alpha}. */
    public double alpha() {
        return last.alpha();
    }

    /** {@link Last#beta}. */
    public double beta() {
        return last.beta();
    }

    /** Its weights by their names. */
    public SequencedMap<String, NpyArray> weights() {
        return arrays.get();
    }

    /**
     * W_KQ or W_PV, as its n x n numbers: of scalar layers the scaled identity, of those with more matrices their product. Of
     * several heads or layers, which have no such matrix, one number that is none.
     *
     * @param when {@code init}, {@code final}, {@code epoch40}
     */
    public Weight weight(String name, String when) {
        return weight(weights(), name, when);
    }

    private static Weight weight(Map<String, NpyArray> all, String name, String when) {
        Function<String, Optional<NpyArray>> array = of -> Optional.ofNullable(all.get(of + "_" + when));
        boolean keyQuery = name.equals("W_KQ");
        Optional<NpyArray> scale = array.apply(keyQuery ? "beta" : "alpha");
        Optional<NpyArray> matrix = array.apply(name)
                .or(() -> keyQuery
                        ? product(array.apply("W_K").map(TrialResult::transposed), array.apply("W_Q"))
                        : product(array.apply("W_O"), array.apply("W_V")));
        return matrix.map(merged -> new Weight(merged.doubles(), merged.shape()[0]))
                .orElseGet(() ->
                        new Weight(new double[] {scale.map(NpyArray::value).orElse(Double.NaN)}, 1));
    }

    /** Without the left factor, which is then the identity, the right one. */
    private static Optional<NpyArray> product(Optional<NpyArray> left, Optional<NpyArray> right) {
        return left.flatMap(a -> right.map(b -> times(a, b))).or(() -> right);
    }

    private static NpyArray times(NpyArray left, NpyArray right) {
        int rows = left.shape()[0];
        int columns = right.shape()[1];
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < right.shape()[0]; k++) {
                double entry = left.doubles()[i * left.shape()[1] + k];
                for (int j = 0; j < columns; j++) {
                    product[i * columns + j] =
                            Math.fma(entry, right.doubles()[k * columns + j], product[i * columns + j]);
                }
            }
        }
        return NpyArray.of(product, rows, columns);
    }

    private static NpyArray transposed(NpyArray matrix) {
        int rows = matrix.shape()[0];
        int columns = matrix.shape()[1];
        double[] numbers = matrix.doubles();
        double[] transposed = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            transposed[i % columns * rows + i / columns] = numbers[i];
        }
        return NpyArray.of(transposed, columns, rows);
    }

    /** Epochs of which there are weights: 0 is before training, the last after it. Empty without a model. */
    public SortedSet<Integer> weightEpochs() {
        SortedSet<Integer> epochs = new TreeSet<>();
        for (String name : weights().keySet()) {
            if (name.endsWith(INIT)) {
                epochs.add(0);
            } else if (name.endsWith(FINAL)) {
                epochs.add(epochs());
            } else if (name.contains(EPOCH)) {
                epochs.add(Integer.valueOf(name.substring(name.lastIndexOf(EPOCH) + EPOCH.length())));
            }
        }
        return epochs;
    }

    /** One of the weight matrices at the end of one of {@link #weightEpochs}. */
    public Weight weight(String name, int epoch) {
        if (epoch == 0) {
            return weight(name, "init");
        }
        return weight(name, epoch == epochs() ? "final" : "epoch" + epoch);
    }

    /**
     * A weight matrix.
     *
     * @param entries row-major
     * @param n its size; 1 for a multiple of the identity
     */
    public record Weight(double[] entries, int n) {

        public double meanDiagonal() {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += entries[i * n + i];
            }
            return sum / n;
        }

        /** The entries times a factor. */
        public Weight times(double factor) {
            return new Weight(
                    Arrays.stream(entries).map(entry -> factor * entry).toArray(), n);
        }

        /** Root of the mean square of the entries off the diagonal; 0 for a multiple of the identity, NaN for no matrix. */
        public double offDiagonalRms() {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sum += i == j ? 0 : entries[i * n + j] * entries[i * n + j];
                }
            }
            double none = Double.isNaN(entries[0]) ? Double.NaN : 0;
            return n == 1 ? none : Math.sqrt(sum / (n * (n - 1)));
        }

        /** As rows of columns, for drawing. */
        public double[][] rows() {
            double[][] rows = new double[n][n];
            for (int i = 0; i < n; i++) {
                System.arraycopy(entries, i * n, rows[i], 0, n);
            }
            return rows;
        }
    }
}
