package icd.workbench.recipe;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names under which a run of a recipe can find numbers, and the coordinates that say where. */
public final class Metrics {

    /** Of every layer: MSE/n on the fresh prompts, and that over the Bayes denoiser's. */
    public static final List<String> LAYER = List.of(
            "fresh_mse_per_dim",
            "over_bayes",
            "alpha",
            "beta",
            "alpha_beta",
            "W_PV_off_diagonal_rms",
            "W_KQ_off_diagonal_rms");

    /** Of a trained layer: MSE/n after the last epoch. */
    public static final List<String> TRAINING = List.of("train_mse_per_dim", "test_mse_per_dim");

    /** Of a baseline, whose name is the coordinate {@code model}: MSE/n. */
    public static final String BASELINE = "mse_per_dim";

    /** Coordinates of everything: the case, the trial's id, and the model or baseline; of what an evaluation found, its name. */
    public static final List<String> COORDINATES = List.of("case", "trial", "model", "evaluation");

    private Metrics() {}

    /** Those that a run of these trials has. */
    public static Set<String> of(Collection<TrialSpec> trials) {
        Set<String> names = new LinkedHashSet<>();
        for (TrialSpec trial : trials) {
            if (trial.model().isPresent()) {
                names.addAll(LAYER);
            }
            if (trial.training().isPresent()) {
                names.addAll(TRAINING);
            }
            if (!trial.baselines().isEmpty()) {
                names.add(BASELINE);
            }
            trial.evaluate().forEach(evaluation -> names.addAll(evaluation.values()));
        }
        return names;
    }

    static Set<String> coordinates(Collection<TrialSpec> trials) {
        Set<String> names = new TreeSet<>(COORDINATES);
        for (TrialSpec trial : trials) {
            names.addAll(trial.axes().keySet());
            trial.evaluate().forEach(evaluation -> names.addAll(evaluation.coordinates()));
        }
        return names;
    }
}
