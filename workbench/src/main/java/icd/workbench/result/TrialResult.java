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
 * The findings of a finished trial. Losses are MSE/n.
 *
 * @param id the id, unique in the run
 * @param hash the hash of everything that determines the result
 * @param caseName the case of the recipe; the task's kind where it has none
 * @param task {@code subspaces}, {@code spheres} or {@code mixtures}
 * @param model the layer's name, such as {@code softmax_scalar}; empty without one
 * @param weightSeed of initial weights and batch order
 * @param dataSeed of the prompts
 * @param epochs trained
 * @param weightsEpoch the epoch after which the weights are those that training left; 0 is before training
 * @param last what training left
 * @param fresh MSE/n on prompts never seen; NaN if none were drawn
 * @param freshStandardError its standard error
 * @param losses the losses of all epochs; for a trial that was read from disk they are read when they are requested
 * @param arrays its weights, read like the losses: {@code W_KQ_init}, {@code W_PV_init}, {@code W_KQ_final}, {@code
 *     W_PV_final} (or the layer's other parameters, {@code beta_...} and {@code alpha_...}), and {@code ..._epoch<N>} where
 *     kept; {@code A} where it transforms the prompts; none without a model
 * @param tables the tables of its evaluations, by their names
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
        int weightsEpoch,
        Last last,
        double fresh,
        double freshStandardError,
        Supplier<Losses> losses,
        Supplier<SequencedMap<String, NpyArray>> arrays,
        SequencedMap<String, Table> tables) {

    /**
     * The losses MSE/n, before training and after each epoch; empty where nothing is trained.
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
     * Numbers of the layer that training left; NaN where there is none.
     *
     * @param train MSE/n over the training set
     * @param test MSE/n over the test set
     * @param alpha mean diagonal of {@math W_PV}, with its sign chosen positive: {@math (alpha, beta)} and {@math (-alpha, -beta)} are one
     *     layer; NaN for several heads or layers
     * @param beta mean diagonal of {@math W_KQ}, times the sign that makes {@math alpha} positive
     * @param pvRest the root mean square of the entries off the diagonal of {@math W_PV}
     * @param kqRest the root mean square of the entries off the diagonal of {@math W_KQ}
     */
    public record Last(double train, double test, double alpha, double beta, double pvRest, double kqRest) {

        static Last of(double train, double test, Weight pv, Weight kq) {
            return new Last(
                    train,
                    test,
                    Math.abs(pv.meanDiagonal()),
                    Math.copySign(1, pv.meanDiagonal()) * kq.meanDiagonal(),
                    pv.offDiagonalRms(),
                    kq.offDiagonalRms());
        }
    }

    private static final String INIT = "_init";
    private static final String FINAL = "_final";
    private static final String EPOCH = "_epoch";

    /** Returns whether it has a layer. */
    public boolean hasModel() {
        return !model.isEmpty();
    }

    /**
     * Returns the result of work that was just done; its arguments are those of the record, or the values from which
     * these are computed.
     */
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
            int weightsEpoch,
            double fresh,
            double freshStandardError,
            SequencedMap<String, NpyArray> weights,
            SequencedMap<String, Table> tables) {
        Last last = Last.of(
                trainLoss.length == 0 ? Double.NaN : trainLoss[weightsEpoch],
                testLoss.length == 0 ? Double.NaN : testLoss[weightsEpoch],
                weight(weights, "W_PV", "final"),
                weight(weights, "W_KQ", "final"));
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
                weightsEpoch,
                last,
                fresh,
                freshStandardError,
                () -> losses,
                () -> weights,
                tables);
    }

    /**
     * Returns MSE/n over the whole training set, before training and after each epoch; empty where nothing is trained.
     */
    public double[] trainLoss() {
        return losses.get().train();
    }

    /** Returns MSE/n over the whole test set, before training and after each epoch; empty where nothing is trained. */
    public double[] testLoss() {
        return losses.get().test();
    }

    /** The numbers after an epoch, 0 being before training; those of weights are NaN unless there are weights of it. */
    public Last after(int epoch) {
        return Last.of(trainLoss()[epoch], testLoss()[epoch], weight("W_PV", epoch), weight("W_KQ", epoch));
    }

    /** {@link Last#alpha}. */
    public double alpha() {
        return last.alpha();
    }

    /** Returns {@link Last#beta}. */
    public double beta() {
        return last.beta();
    }

    /** Returns its weights by their names. */
    public SequencedMap<String, NpyArray> weights() {
        return arrays.get();
    }

    /**
     * Returns {@math W_KQ} or {@math W_PV}, as its n x n numbers: for scalar layers the scaled identity, for those with more matrices
     * their product. Several heads or layers have no such matrix, and the result is one NaN.
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

    /** Returns the product; without the left factor, which is then the identity, the right one. */
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

    /** Epochs of which there are weights: 0 is before training, and {@link #weightsEpoch} is among them. Empty without a model. */
    public SortedSet<Integer> weightEpochs() {
        SortedSet<Integer> epochs = new TreeSet<>();
        for (String name : weights().keySet()) {
            if (name.endsWith(INIT)) {
                epochs.add(0);
            } else if (name.endsWith(FINAL)) {
                epochs.add(weightsEpoch);
            } else if (name.contains(EPOCH)) {
                epochs.add(Integer.valueOf(name.substring(name.lastIndexOf(EPOCH) + EPOCH.length())));
            }
        }
        return epochs;
    }

    /** Returns one of the weight matrices at the end of one of {@link #weightEpochs}. */
    public Weight weight(String name, int epoch) {
        if (epoch == 0) {
            return weight(name, "init");
        }
        return weight(name, epoch == weightsEpoch ? "final" : "epoch" + epoch);
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

        /** Returns the entries as rows of columns, for drawing. */
        public double[][] rows() {
            double[][] rows = new double[n][n];
            for (int i = 0; i < n; i++) {
                System.arraycopy(entries, i * n, rows[i], 0, n);
            }
            return rows;
        }
    }
}
