package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.denoise.Baseline;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names under which a run of a recipe can find numbers, and the coordinates that say where. */
public final class Metrics {

    /** Of every layer that is evaluated on fresh prompts: MSE/n on them. */
    public static final String FRESH = "fresh_mse_per_dim";

    /** Where Bayes is among the baselines: that over the Bayes denoiser's. */
    public static final String OVER_BAYES = "over_bayes";

    /** Of the weights of every layer of one head. */
    public static final List<String> WEIGHTS =
            List.of("alpha", "beta", "alpha_beta", "W_PV_off_diagonal_rms", "W_KQ_off_diagonal_rms");

    /** Of a trained layer: MSE/n after the last epoch. */
    public static final List<String> TRAINING = List.of("train_mse_per_dim", "test_mse_per_dim");

    /** Of a baseline, whose name is the coordinate {@code model}: MSE/n. */
    public static final String BASELINE = "mse_per_dim";

    /** Coordinates of everything: the case, the trial's id, and the model or baseline; of what an evaluation found, its name. */
    public static final List<String> COORDINATES = List.of("case", "trial", "model", "evaluation");

    private Metrics() {}

    /** Those that a run of these trials finds. */
    public static Set<String> of(Collection<TrialSpec> trials) {
        return Foreseen.metrics(Foreseen.of(List.copyOf(trials)));
    }

    /** Those of a trial itself, without its evaluations and baselines. */
    static Set<String> of(TrialSpec trial) {
        Set<String> names = new LinkedHashSet<>();
        if (trial.model().isPresent()) {
            if (trial.data().fresh() > 0) {
                names.add(FRESH);
                if (trial.baselines().contains(Baseline.BAYES)) {
                    names.add(OVER_BAYES);
                }
            }
            if (trial.model().get().isSingle()) {
                names.addAll(WEIGHTS);
            }
        }
        if (trial.training().isPresent()) {
            names.addAll(TRAINING);
        }
        return names;
    }

    /** What the coordinate {@code model} calls the layer of a trial; empty where it has none. */
    static String model(TrialSpec trial) {
        return trial.model().map(Architecture::name).orElse("");
    }
}
