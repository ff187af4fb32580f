package icd.workbench.recipe;

import icd.denoise.Baseline;
import icd.theory.KnownLaw;
import icd.theory.Quantity;
import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Sequence;
import java.util.List;

/** Checks that curves name what a run finds, and that theory and baselines are known where they are to be drawn. */
final class CurvesCheck {

    private final FigureSpec.Curves curves;
    private final Mapping figure;
    private final List<TrialSpec> trials;
    private final BoundCheck known;
    private final Problems problems;

    /** @param figure where the curves are written */
    CurvesCheck(FigureSpec.Curves curves, Mapping figure, List<TrialSpec> trials, BoundCheck known, Problems problems) {
        this.curves = curves;
        this.figure = figure;
        this.trials = trials;
        this.known = known;
        this.problems = problems;
    }

    void run() {
        axis(curves.x(), "x", figure.get("x"));
        known.coordinate(figure.get("x"), "figures.x", curves.x().of());
        known.coordinate(figure.get("series"), "figures.series", curves.series());
        List<Node> panels = ((Sequence) figure.get("panels")).items();
        for (int i = 0; i < panels.size(); i++) {
            panel(curves.panels().get(i), (Mapping) panels.get(i));
        }
        if (panels.isEmpty()) {
            problems.add(figure.get("panels").at(), "figures.panels", "figures.panels must hold a panel, got none");
        }
    }

    private void axis(CurveAxis axis, String key, Node at) {
        List<Double> range = axis.range();
        boolean fits = range.isEmpty()
                || range.size() == 2
                        && range.getFirst() < range.getLast()
                        && (axis.scale() == CurveAxis.Scale.LINEAR || range.getFirst() > 0);
        if (!fits) {
            problems.add(
                    at.at(),
                    "figures.range",
                    "figures." + key + ": range must be empty or two numbers in rising order, positive where scale is"
                            + " log, got " + range);
        }
    }

    private void panel(CurvePanel panel, Mapping at) {
        int before = problems.count();
        axis(panel.y(), "panels.y", at.get("y"));
        known.metric(at.get("y"), "figures.panels.y", panel.y().of());
        known.place((Mapping) at.get("at"), "figures.panels.at");
        if (problems.count() == before
                && !known.isDrawn(panel.y().of(), panel.at(), curves.x().of(), curves.series())) {
            problems.add(
                    at.at(),
                    "figures.panels",
                    "figures.panels must have something to show, got no "
                            + panel.y().of() + " of a trial at " + panel.at() + " with numbers for "
                            + curves.x().of() + " and " + curves.series());
        }
        List<TrialSpec> drawn = trials.stream()
                .filter(trial -> trial.label().equals(panel.at().getOrDefault("case", trial.label())))
                .toList();
        panel.theory().forEach(theory -> theory(theory, panel, at, drawn));
        for (Baseline baseline : panel.baselines()) {
            drawn.stream()
                    .filter(trial -> !trial.baselines().contains(baseline))
                    .findFirst()
                    .ifPresent(trial -> problems.add(
                            at.at(),
                            "figures.panels.baselines",
                            "figures.panels.baselines must be among the baselines of the trials drawn, got "
                                    + baseline.name() + ", which trial " + trial.id() + " lacks"));
        }
    }

    private void theory(KnownLaw law, CurvePanel panel, Mapping at, List<TrialSpec> drawn) {
        if (law.quantity() == Quantity.LOSS && !panel.y().of().matches(".*mse_per_(dim|d)")) {
            problem(at, law + " must go with an MSE, got " + panel.y().of());
        }
        if (law.quantity() == Quantity.BETA && !isBeta(curves.x().of(), drawn)) {
            problem(
                    at,
                    law + " must go with the layer's beta as x, got "
                            + curves.x().of());
        }
        drawn.stream()
                .filter(trial -> !applies(law, trial))
                .findFirst()
                .ifPresent(trial -> problem(
                        at,
                        law + " must go with a task and a layer it is known for, got " + trial.promptTask()
                                + trial.model()
                                        .map(model -> " and "
                                                + model.form(trial.data().n()).name() + " attention")
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

    private void problem(Mapping at, String message) {
        problems.add(at.at(), "figures.panels.theory", "figures.panels.theory: " + message);
    }
}
