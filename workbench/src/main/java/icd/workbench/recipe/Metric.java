package icd.workbench.recipe;

import icd.denoise.Baseline;
import icd.math.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A number that trials have besides those of their evaluations. A new one is a line here: the names in recipes,
 * observations, the summary and the tables all follow.
 */
public enum Metric {
    TRAIN(
            "train_mse_per_dim",
            "train",
            "training loss",
            "MSE/n",
            Metric::isTrained,
            trial -> Estimate.of(trial.lastTrainLoss())),
    TEST(
            "test_mse_per_dim",
            "test",
            "test loss",
            "MSE/n",
            Metric::isTrained,
            trial -> Estimate.of(trial.lastTestLoss())),
    FRESH("fresh_mse_per_dim", "fresh", "fresh loss", "MSE/n", Metric::isFresh, Found::fresh),
    OVER_BAYES("over_bayes", "", "loss / Bayes loss", "", Metric::isBesideBayes, Metric::overBayes),
    ALPHA("alpha", "alpha", "α", "", Metric::hasMatrices, trial -> Estimate.of(trial.alpha())),
    BETA("beta", "beta", "β", "", Metric::hasMatrices, trial -> Estimate.of(trial.beta())),
    ALPHA_BETA(
            "alpha_beta",
            "alpha*beta",
            "αβ",
            "",
            Metric::hasMatrices,
            trial -> Estimate.of(trial.alpha() * trial.beta())),
    PV_REST(
            "W_PV_off_diagonal_rms",
            "",
            "rms of W_PV off its diagonal",
            "",
            Metric::hasMatrices,
            trial -> Estimate.of(trial.offDiagonalRms("W_PV"))),
    KQ_REST(
            "W_KQ_off_diagonal_rms",
            "",
            "rms of W_KQ off its diagonal",
            "",
            Metric::hasMatrices,
            trial -> Estimate.of(trial.offDiagonalRms("W_KQ")));

    /** The metric of a baseline, whose name is the coordinate {@code model}: MSE/n. */
    public static final String BASELINE = "mse_per_dim";

    /** The coordinate of numbers along a training, which only those who name it are told. */
    public static final String EPOCH = "epoch";

    /** Coordinates of everything: the case, the trial's id, and the model or baseline; of what an evaluation found, its name. */
    public static final List<String> COORDINATES = List.of("case", "trial", "model", "evaluation");

    /** A finished trial, as far as metrics need it. Losses are MSE/n. */
    public interface Found {

        /** Returns the loss over the training set after training; NaN where nothing is trained. */
        double lastTrainLoss();

        /** Returns the loss over the test set after training; NaN where nothing is trained. */
        double lastTestLoss();

        /** Returns the losses over the training set, before training and after each epoch. */
        double[] trainLoss();

        /** Returns the losses over the test set, before training and after each epoch. */
        double[] testLoss();

        /** Returns the loss on prompts never seen. */
        Estimate fresh();

        /** Returns the loss of the Bayes denoiser on such prompts; empty where it is no baseline, or failed. */
        Optional<Estimate> bayes();

        /** Returns the mean diagonal of {@math W_PV} after training. */
        double alpha();

        /** Returns the mean diagonal of {@math W_KQ} after training. */
        double beta();

        /**
         * Returns the root mean square of the entries off the diagonal of {@code W_PV} or {@code W_KQ} after training.
         */
        double offDiagonalRms(String matrix);
    }

    private final String named;
    private final String label;
    private final String words;
    private final String unit;
    private final Predicate<TrialSpec> isOf;
    private final Function<Found, Estimate> of;

    /**
     * @param named in recipes and files
     * @param label the head of its column in a terminal; empty where tables leave it out
     * @param words what pages call it, with formulas in plain characters
     * @param isOf which trials have it
     * @param of how it is got; NaN where it is not to be had
     */
    Metric(
            String named,
            String label,
            String words,
            String unit,
            Predicate<TrialSpec> isOf,
            Function<Found, Estimate> of) {
        this.named = named;
        this.label = label;
        this.words = words;
        this.unit = unit;
        this.isOf = isOf;
        this.of = of;
    }

    /** Returns its name in recipes and files. */
    public String named() {
        return named;
    }

    /** The head of its column in a terminal. */
    public String label() {
        return label;
    }

    /** What pages call it, with formulas in plain characters. */
    public String words() {
        return words;
    }

    /** Its unit; empty where it has none. */
    public String unit() {
        return unit;
    }

    /** Returns its value for a trial; NaN where there is none. */
    public Estimate of(Found trial) {
        return of.apply(trial);
    }

    /** Returns the metrics of a trial itself. */
    public static List<Metric> of(TrialSpec trial) {
        return Arrays.stream(values()).filter(metric -> metric.isOf.test(trial)).toList();
    }

    /** Returns the metrics that tables show. */
    public static List<Metric> shown() {
        return Arrays.stream(values()).filter(metric -> !metric.label.isEmpty()).toList();
    }

    /** Those of a trained trial along its training: losses after each epoch, and numbers of its weights after epochs of which they are kept. */
    public static List<Metric> alongEpochs(TrialSpec trial) {
        return of(trial).stream().filter(Metric::isAlongEpochs).toList();
    }

    private boolean isAlongEpochs() {
        return this != FRESH && this != OVER_BAYES;
    }

    private static boolean isTrained(TrialSpec trial) {
        return trial.training().isPresent();
    }

    private static boolean isFresh(TrialSpec trial) {
        return trial.model().isPresent() && trial.data().fresh() > 0;
    }

    private static boolean isBesideBayes(TrialSpec trial) {
        return isFresh(trial) && trial.baselines().contains(Baseline.BAYES);
    }

    private static boolean hasMatrices(TrialSpec trial) {
        return trial.model().stream().anyMatch(model -> model.single().isPresent());
    }

    private static Estimate overBayes(Found trial) {
        return trial.bayes()
                .filter(bayes -> bayes.value() > 0) // it is 0 only for noise that leaves the target as it was
                .map(bayes -> overBayes(trial.fresh(), bayes))
                .orElse(Estimate.of(Double.NaN));
    }

    /** Returns the ratio of a loss to that of Bayes, with the error of two numbers that were measured independently. */
    public static Estimate overBayes(Estimate loss, Estimate bayes) {
        double ratio = loss.value() / bayes.value();
        double error = Math.hypot(loss.error() / loss.value(), bayes.error() / bayes.value()) * ratio;
        return Estimate.of(ratio, error, loss.n());
    }
}
