package icd.workbench.report;

import icd.denoise.Baseline;
import icd.theory.KnownLaw;
import icd.theory.Quantity;
import icd.workbench.recipe.CurveAxis;
import icd.workbench.recipe.CurvePanel;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import java.util.List;

/** Checks that curves name what a run finds, and that theory and baselines are known where they are to be drawn. */
final class CurvesCheck {

    private final CurvesFigure curves;
    private final FigureCheck recipe;

    CurvesCheck(CurvesFigure curves, FigureCheck recipe) {
        this.curves = curves;
        this.recipe = recipe;
    }

    void run() {
        axis(curves.x(), "x", "x");
        recipe.coordinate("x", "figures.x", curves.x().of());
        recipe.coordinate("series", "figures.series", curves.series());
        for (int i = 0; i < curves.panels().size(); i++) {
            panel(curves.panels().get(i), "panels." + i);
        }
        if (curves.panels().isEmpty()) {
            recipe.problem("panels", "figures.panels", "figures.panels must hold a panel, got none");
        }
    }

    private void axis(CurveAxis axis, String key, String where) {
        List<Double> range = axis.range();
        boolean fits = range.isEmpty()
                || range.size() == 2
                        && range.getFirst() < range.getLast()
                        && (axis.scale() == CurveAxis.Scale.LINEAR || range.getFirst() > 0);
        if (!fits) {
            recipe.problem(
                    where,
                    "figures.range",
                    "figures." + key + ": range must be empty or two numbers in rising order, positive where scale is"
                            + " log, got " + range);
        }
    }

    private void panel(CurvePanel panel, String where) {
        int before = recipe.problems();
        axis(panel.y(), "panels.y", where + ".y");
        recipe.metric(where + ".y", "figures.panels.y", panel.y().of());
        recipe.place(where + ".at", "figures.panels.at");
        if (recipe.problems() == before
                && !recipe.isDrawn(panel.y().of(), panel.at(), curves.x().of(), curves.series())) {
            recipe.problem(
                    where,
                    "figures.panels",
                    "figures.panels must have something to show, got no "
                            + panel.y().of() + " of a trial at " + panel.at() + " with numbers for "
                            + curves.x().of() + " and " + curves.series());
        }
        List<TrialSpec> drawn = recipe.trials().stream()
                .filter(trial -> trial.label().equals(panel.at().getOrDefault("case", trial.label())))
                .toList();
        panel.theory().forEach(theory -> theory(theory, panel, where, drawn));
        for (Baseline baseline : panel.baselines()) {
            drawn.stream()
                    .filter(trial -> !trial.baselines().contains(baseline))
                    .findFirst()
                    .ifPresent(trial -> recipe.problem(
                            where,
                            "figures.panels.baselines",
                            "figures.panels.baselines must be among the baselines of the trials drawn, got "
                                    + baseline.name() + ", which trial " + trial.id() + " lacks"));
        }
    }

    private void theory(KnownLaw law, CurvePanel panel, String where, List<TrialSpec> drawn) {
        if (law.quantity() == Quantity.LOSS && !panel.y().of().matches(".*mse_per_(dim|d)")) {
            problem(where, law + " must go with an MSE, got " + panel.y().of());
        }
        if (law.quantity() == Quantity.BETA && !isBeta(curves.x().of(), drawn)) {
            problem(
                    where,
                    law + " must go with the layer's beta as x, got "
                            + curves.x().of());
        }
        drawn.stream()
                .filter(trial -> !applies(law, trial))
                .findFirst()
                .ifPresent(trial -> problem(
                        where,
                        law + " must go with a task and a layer it is known for, got " + trial.promptTask()
                                + trial.model()
                                        .map(model -> " and " + model.name() + " attention")
                                        .orElse("")
                                + " (trial " + trial.id() + ")"));
    }

    /** Initial scales are the layer's where nothing is trained. */
    private static boolean isBeta(String x, List<TrialSpec> drawn) {
        return x.equals("beta") || x.equals("model.init.beta") && drawn.stream().allMatch(trial -> trial.epochs() == 0);
    }

    private static boolean applies(KnownLaw law, TrialSpec trial) {
        int n = trial.data().n();
        return law.appliesTo(trial.promptTask(), trial.model().map(model -> model.form(n)));
    }

    private void problem(String where, String message) {
        recipe.problem(where, "figures.panels.theory", "figures.panels.theory: " + message);
    }
}
