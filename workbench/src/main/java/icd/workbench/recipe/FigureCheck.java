package icd.workbench.recipe;

import icd.denoise.Baseline;
import icd.describe.Kinds;
import icd.task.Subspaces;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Tells what a figure lacks to show anything, before the run that would draw it. */
final class FigureCheck {

    private final List<TrialSpec> trials;
    private final boolean claims;

    FigureCheck(Recipe recipe) {
        this.trials = recipe.trials();
        this.claims = !recipe.claims().isEmpty();
    }

    /** What a figure must have and has not, as the end of a message; empty where it has all. */
    Optional<String> lacks(FigureSpec figure) {
        if (figure instanceof FigureSpec.Claims) {
            return claims
                    ? Optional.empty()
                    : Optional.of("of kind claims must come with claims, this recipe has none");
        } else if (trials.isEmpty()) {
            return Optional.of("must come with trials, this recipe has none");
        }
        return switch (figure) {
            case FigureSpec.Claims _, FigureSpec.Curves _ -> Optional.empty();
            case FigureSpec.Weights _ -> all("a model", trial -> trial.model().isPresent());
            case FigureSpec.Training _, FigureSpec.WeightCurves _ -> trained();
            case FigureSpec.WeightsOverTime weights -> trained().or(() -> weightsOverTime(weights));
            case FigureSpec.LossLandscape landscape ->
                named(landscape.evaluation(), EvaluationSpec.LossLandscape.class);
            case FigureSpec.Structure structure -> named(structure.evaluation(), EvaluationSpec.Structure.class);
            case FigureSpec.DrawnPrompts prompts -> drawnPrompts(prompts);
            case FigureSpec.Embedding embedding -> embedding(embedding);
            case FigureSpec.Estimators estimators -> estimators(estimators);
            case FigureSpec.EnergyLandscape landscape -> energyLandscape(landscape);
        };
    }

    private Optional<String> trained() {
        return all("training", trial -> trial.training().isPresent());
    }

    private Optional<String> all(String what, Predicate<TrialSpec> has) {
        return trials.stream().allMatch(has)
                ? Optional.empty()
                : Optional.of("must come with " + what + ", a trial of this recipe has none");
    }

    private Optional<String> weightsOverTime(FigureSpec.WeightsOverTime figure) {
        return shown(figure).isEmpty()
                ? Optional.of("must have a trial to show, got none at " + figure.at())
                : Optional.empty();
    }

    private List<TrialSpec> shown(FigureSpec.WeightsOverTime figure) {
        return trials.stream()
                .filter(trial -> Foreseen.of(List.of(trial)).getFirst().canBeAt(figure.at()))
                .toList();
    }

    /** The epochs of which a figure has weights. */
    SortedSet<Integer> kept(FigureSpec.WeightsOverTime figure) {
        SortedSet<Integer> kept = new TreeSet<>();
        shown(figure)
                .forEach(trial -> trial.training().ifPresent(training -> {
                    kept.addAll(List.of(0, training.epochs()));
                    kept.addAll(training.keep());
                }));
        return kept;
    }

    /** That some trial has an evaluation of this name, and all of this name are of one kind. */
    private Optional<String> named(String name, Class<? extends EvaluationSpec> kind) {
        List<EvaluationSpec> named = trials.stream()
                .flatMap(trial -> trial.evaluate().stream())
                .filter(evaluation -> evaluation.name().equals(name))
                .toList();
        return !named.isEmpty() && named.stream().allMatch(kind::isInstance)
                ? Optional.empty()
                : Optional.of("must show an evaluation of kind " + kind(kind) + ", got '" + name + "'"
                        + (named.isEmpty() ? ", which no trial has" : ", which is of another kind"));
    }

    private Optional<String> drawnPrompts(FigureSpec.DrawnPrompts figure) {
        return missing(EvaluationSpec.DrawnPrompts.class, figure.cases())
                .or(() -> with(EvaluationSpec.DrawnPrompts.class, figure.cases()).stream()
                        .filter(trial -> trial.data().n() != 2 && trial.data().n() != 3)
                        .findFirst()
                        .map(trial -> "must show prompts with n = 2 or 3, got n = "
                                + trial.data().n() + " (trial " + trial.id() + "); name the cases to draw"));
    }

    /** Its columns are those of the first trial. */
    private Optional<String> embedding(FigureSpec.Embedding figure) {
        return missing(EvaluationSpec.DrawnPrompts.class, figure.cases()).or(() -> {
            List<TrialSpec> shown = with(EvaluationSpec.DrawnPrompts.class, figure.cases());
            TrialSpec first = shown.getFirst();
            return shown.stream()
                    .filter(trial -> first.model().isPresent() && trial.model().isEmpty()
                            || !estimates(trial).containsAll(estimates(first)))
                    .findFirst()
                    .map(trial -> "must show the same estimates for every trial, got others for " + trial.id()
                            + " than for " + first.id());
        });
    }

    private static List<Baseline> estimates(TrialSpec trial) {
        return get(EvaluationSpec.DrawnPrompts.class, trial).orElseThrow().estimates();
    }

    private Optional<String> estimators(FigureSpec.Estimators figure) {
        return missing(EvaluationSpec.DrawnPrompts.class, List.of(figure.drawn()))
                .or(() -> {
                    TrialSpec drawn = with(EvaluationSpec.DrawnPrompts.class, List.of(figure.drawn()))
                            .getFirst();
                    if (!(isPlain(drawn) && drawn.data().n() == 2)) {
                        return Optional.of("must draw subspaces of one d with isotropic noise and n = 2, got "
                                + drawn.task() + " with n = " + drawn.data().n());
                    } else if (!estimates(drawn).contains(Baseline.PROJECTION)) {
                        return Optional.of("must have projection among the estimates of the case drawn, got "
                                + estimates(drawn).stream().map(Baseline::name).toList());
                    }
                    return BaselineGroups.of(trials).getOrDefault(figure.measured(), List.of()).stream()
                                    .anyMatch(trial ->
                                            isPlain(trial) && !trial.baselines().isEmpty())
                            ? Optional.empty()
                            : Optional.of("must measure baselines on subspaces of one d with isotropic noise, got case "
                                    + figure.measured());
                });
    }

    private static boolean isPlain(TrialSpec trial) {
        return trial.task() instanceof Subspaces subspaces
                && subspaces.dimensions().isFixed()
                && subspaces.noise().isIsotropic();
    }

    private Optional<String> energyLandscape(FigureSpec.EnergyLandscape figure) {
        if (figure.steps().isEmpty()) {
            return Optional.of("must have steps to draw, got none");
        }
        return missing(EvaluationSpec.EnergyLandscape.class, figure.cases())
                .or(() -> with(EvaluationSpec.EnergyLandscape.class, figure.cases()).stream()
                        .flatMap(trial -> energyLandscape(figure, trial).stream())
                        .findFirst());
    }

    private static Optional<String> energyLandscape(FigureSpec.EnergyLandscape figure, TrialSpec trial) {
        int prompt =
                get(EvaluationSpec.EnergyLandscape.class, trial).orElseThrow().prompt();
        Optional<EvaluationSpec.DrawnPrompts> drawn = get(EvaluationSpec.DrawnPrompts.class, trial);
        Optional<EvaluationSpec.Trajectories> paths = get(EvaluationSpec.Trajectories.class, trial);
        String where = " (trial " + trial.id() + ")";
        if (!trial.task().noise().isIsotropic()) {
            return Optional.of("must show a task with isotropic noise, got " + trial.task() + where);
        }
        if (drawn.isEmpty() || paths.isEmpty()) {
            return Optional.of(
                    "must have evaluations of kind drawn_prompts and trajectories beside the energy, got none" + where);
        } else if (drawn.get().prompts() < prompt || paths.get().prompt() != prompt) {
            return Optional.of("must have one prompt drawn, descended from and in the energy, got the energy of prompt "
                    + prompt + ", descents of prompt " + paths.get().prompt() + " and "
                    + drawn.get().prompts()
                    + " drawn" + where);
        }
        return figure.steps().stream()
                .filter(steps -> steps > paths.get().steps())
                .findFirst()
                .map(steps -> "must have steps <= those of the trajectories, "
                        + paths.get().steps() + ", got " + steps + where);
    }

    private Optional<String> missing(Class<? extends EvaluationSpec> kind, List<String> cases) {
        return with(kind, cases).isEmpty()
                ? Optional.of("must show a trial with an evaluation of kind " + kind(kind) + ", got none"
                        + (cases.isEmpty() ? "" : " in " + String.join(", ", cases)))
                : Optional.empty();
    }

    private List<TrialSpec> with(Class<? extends EvaluationSpec> kind, List<String> cases) {
        return trials.stream()
                .filter(trial -> cases.isEmpty() || cases.contains(trial.label()))
                .filter(trial -> get(kind, trial).isPresent())
                .toList();
    }

    /** The first evaluation of a kind, which is the one that is shown. */
    private static <T extends EvaluationSpec> Optional<T> get(Class<T> kind, TrialSpec trial) {
        return trial.evaluate().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    private static String kind(Class<? extends EvaluationSpec> kind) {
        return Kinds.key(kind.getSimpleName());
    }
}
