package icd.workbench.figures;

import icd.denoise.Baseline;
import icd.describe.Describe;
import icd.theory.KnownLaw;
import icd.theory.Quantity;
import icd.train.Optimiser;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.Findings;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.TrialSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One panel of curves.
 *
 * @param title stands above it; may be empty
 * @param y what is measured
 * @param at only observations whose coordinates have these values are drawn
 * @param theory laws of theory, with the parameters of the trials drawn
 * @param baselines losses of baselines, as lines where they depend on x and as level ones elsewhere
 * @param levels heights of thin level lines
 * @param verticals places of thin upright lines
 */
@Describe("one panel: what is measured, where, and what it is compared with")
public record CurvePanel(
        @Describe(value = "stands above the panel", byDefault = "''")
        String title,

        @Describe("the vertical axis: a metric") CurveAxis y,

        @Describe(value = "only observations at these coordinates are drawn", byDefault = "{}")
        SequencedMap<String, String> at,

        @Describe(value = "laws of theory, with the parameters of the trials drawn", byDefault = "[]")
        List<KnownLaw> theory,

        @Describe(
                value = "baselines whose loss is drawn: a line where it depends on x, else a level one",
                byDefault = "[]")
        List<Baseline> baselines,

        @Describe(value = "heights of thin level lines to compare with, such as 1 for ratios", byDefault = "[]")
        List<Double> levels,

        @Describe(value = "places along x of thin upright lines to compare with, such as a threshold", byDefault = "[]")
        List<Double> verticals) {

    /** Copies lists and map, in their order. */
    public CurvePanel {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
        theory = List.copyOf(theory);
        baselines = List.copyOf(baselines);
        levels = List.copyOf(levels);
        verticals = List.copyOf(verticals);
    }

    /**
     * Reports names of numbers that a run does not find, and theory and baselines that are not known for what is drawn.
     *
     * @param path where it stands in the figure
     */
    void check(CurvesFigure curves, String path, FigureCheck recipe) {
        Findings found = recipe.found().in(path);
        y.check(found, "y");
        y.metrics().forEach(metric -> recipe.known().metric(found, "y", metric));
        recipe.known().place(found, "at", at);
        String x = curves.x().of();
        if (found.isEmpty() && !recipe.known().isDrawn(y.metrics(), at, x, curves.series())) {
            found.add(
                    "",
                    "must have something to show, got no " + y.of() + " of a trial at " + at + " with numbers for " + x
                            + " and " + curves.series());
        }
        List<TrialSpec> drawn = recipe.trials().stream()
                .filter(trial -> trial.label().equals(at.getOrDefault("case", trial.label())))
                .toList();
        theory.forEach(law -> check(law, x, drawn, found));
        for (Baseline baseline : baselines) {
            drawn.stream()
                    .filter(trial -> !trial.baselines().contains(baseline))
                    .findFirst()
                    .ifPresent(trial -> found.add(
                            "baselines",
                            "must be among the baselines of the trials drawn, got " + baseline.name() + ", which trial "
                                    + trial.id() + " lacks"));
        }
    }

    private void check(KnownLaw law, String x, List<TrialSpec> drawn, Findings found) {
        if (law.quantity() == Quantity.LOSS && !y.of().matches("\\w*mse_per_(dim|d)")) {
            found.addWithin("theory", law + " must go with an MSE, got " + y.of());
        }
        if (law.quantity() == Quantity.BETA && !isBeta(x, drawn)) {
            found.addWithin("theory", law + " must go with the layer's beta as x, got " + x);
        }
        if (law.isAlongTraining()) {
            if (!x.equals(Metric.EPOCH)) {
                found.addWithin("theory", law + " must go with x of epoch, got " + x);
            }
            drawn.stream()
                    .filter(trial -> !isPlainDescent(trial))
                    .findFirst()
                    .ifPresent(trial -> found.addWithin(
                            "theory",
                            law
                                    + " must go with a training by plain sgd at a constant rate, without momentum, weight decay and"
                                    + " clip, got trial " + trial.id()));
        }
        drawn.stream()
                .filter(trial -> !applies(law, trial))
                .findFirst()
                .ifPresent(trial -> found.addWithin(
                        "theory",
                        law + " must go with a task and a layer it is known for, got " + trial.promptTask()
                                + trial.model()
                                        .map(model -> " and " + model.name() + " attention")
                                        .orElse("")
                                + " (trial " + trial.id() + ")"));
    }

    private static boolean isPlainDescent(TrialSpec trial) {
        return trial.training()
                .filter(training -> training.optimiser() instanceof Optimiser.Sgd sgd
                        && sgd.momentum() == 0
                        && sgd.weightDecay() == 0
                        && training.schedule().isEmpty()
                        && training.decay().at().isEmpty()
                        && training.clip().isEmpty()
                        && training.trained().isEmpty())
                .isPresent();
    }

    /** Initial scales are the scales of the layer if nothing is trained. */
    private static boolean isBeta(String x, List<TrialSpec> drawn) {
        return x.equals("beta") || x.equals("model.init.beta") && drawn.stream().allMatch(trial -> trial.epochs() == 0);
    }

    static boolean applies(KnownLaw law, TrialSpec trial) {
        int n = trial.data().n();
        return law.appliesTo(trial.promptTask(), trial.model().map(model -> model.form(n)));
    }
}
