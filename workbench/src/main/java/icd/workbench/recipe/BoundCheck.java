package icd.workbench.recipe;

import icd.claim.Claim;
import icd.claim.Claims;
import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Scalar;
import icd.workbench.recipe.Node.Sequence;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks what only a bound recipe tells: that evaluations fit their trials, and that expectations and figures name what a run
 * finds.
 */
final class BoundCheck {

    private final Recipe recipe;
    private final Mapping root;
    private final Problems problems;
    private final Set<String> metrics;
    private final Set<String> coordinates;
    private final Set<String> cases;
    private final Set<String> models;

    BoundCheck(Recipe recipe, Mapping root, Problems problems) {
        this.recipe = recipe;
        this.root = root;
        this.problems = problems;
        this.metrics = Metrics.of(recipe.trials());
        this.coordinates = Metrics.coordinates(recipe.trials());
        this.models = Metrics.models(recipe.trials());
        this.cases = recipe.trials().stream().map(TrialSpec::label).collect(Collectors.toSet());
    }

    void run() {
        recipe.trials().forEach(this::evaluations);
        claims();
        for (int i = 0; i < recipe.expect().size(); i++) {
            Mapping at = item("expect", i);
            metric(at.get("metric"), "expect.metric", recipe.expect().get(i).metric());
            place((Mapping) at.get("at"), "expect.at");
        }
        for (int i = 0; i < recipe.figures().size(); i++) {
            figure(recipe.figures().get(i), item("figures", i));
        }
    }

    private void figure(FigureSpec figure, Mapping at) {
        figure.cases().forEach(name -> known(at, "figures", "case", name, cases));
        needs(figure, at);
        switch (figure) {
            case FigureSpec.Curves curves -> new CurvesCheck(curves, at, recipe.trials(), this, problems).run();
            case FigureSpec.WeightsOverTime weights -> weightsOverTime(weights, at);
            case FigureSpec.Claims claims
            when recipe.claims().isEmpty() ->
                problems.add(
                        at.at(),
                        "figures",
                        "figures: " + claims.name() + " of kind claims must come with claims, this recipe has none");
            default -> {}
        }
    }

    private void evaluations(TrialSpec trial) {
        for (EvaluationSpec evaluation : trial.evaluate()) {
            if (evaluation.needsModel() && trial.model().isEmpty()) {
                problems.add(
                        root.at(),
                        "evaluate",
                        "evaluate: " + evaluation.name() + " must come with a model, trial " + trial.id()
                                + " has none");
            }
            evaluation
                    .misfit(trial)
                    .ifPresent(misfit -> problems.add(
                            root.at(),
                            "evaluate",
                            "evaluate: " + evaluation.name() + " " + misfit + " (trial " + trial.id() + ")"));
        }
    }

    private void claims() {
        List<String> ids = Claims.all().stream().map(Claim::id).toList();
        for (int i = 0; i < recipe.claims().size(); i++) {
            String id = recipe.claims().get(i);
            if (!id.equals(Recipe.ALL_CLAIMS) && !ids.contains(id)) {
                Node at = ((Sequence) root.get("claims")).items().get(i);
                String hint = Nearest.hint(id, ids);
                problems.add(
                        at.at(),
                        "claims",
                        "claims: unknown claim '" + id + "'"
                                + (hint.isEmpty()
                                        ? "; the nearest are " + Claims.nearest(id) + ", and all is every claim"
                                        : hint));
            }
        }
    }

    private void weightsOverTime(FigureSpec.WeightsOverTime figure, Mapping at) {
        place((Mapping) at.get("at"), "figures.at");
        Set<Integer> kept = new TreeSet<>();
        for (TrialSpec trial : recipe.trials()) {
            trial.training().ifPresent(training -> {
                kept.add(0);
                kept.addAll(training.keep());
                kept.add(training.epochs());
            });
        }
        for (int i = 0; i < figure.epochs().size(); i++) {
            if (!kept.contains(figure.epochs().get(i))) {
                Node item = ((Sequence) at.get("epochs")).items().get(i);
                problems.add(
                        item.at(),
                        "figures.epochs",
                        "figures.epochs must be among those that training.keep keeps, "
                                + kept.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ", got "
                                + item.found());
            }
        }
    }

    /** Figures of weights need a layer, and those of losses by epoch a training, in every trial. */
    private void needs(FigureSpec figure, Mapping at) {
        boolean layers =
                recipe.trials().stream().allMatch(trial -> trial.model().isPresent());
        boolean trained =
                recipe.trials().stream().allMatch(trial -> trial.training().isPresent());
        String missing = switch (figure) {
            case FigureSpec.Weights _ when !layers -> "a model";
            case FigureSpec.Training _ when !trained -> "training";
            case FigureSpec.WeightsOverTime _ when !trained -> "training";
            case FigureSpec.WeightCurves _ when !trained -> "training";
            default -> "";
        };
        if (!missing.isEmpty()) {
            problems.add(
                    at.at(),
                    "figures",
                    "figures: " + figure.name() + " must come with " + missing + ", a trial of this recipe has none");
        }
    }

    /** That a run finds a metric. */
    void metric(Node where, String path, String name) {
        known(where, path, "metric", name, metrics);
    }

    /** That something a run finds has a coordinate. */
    void coordinate(Node where, String path, String name) {
        known(where, path, "coordinate", name, coordinates);
    }

    /** That something a run finds can be at these coordinates. */
    void place(Mapping at, String path) {
        for (String key : at.keys()) {
            coordinate(at.get(key), path, key);
            Set<String> values = values(key);
            if (!values.isEmpty()) {
                known(at.get(key), path, key, RecipeText.word((Scalar) at.get(key)), values);
            }
        }
    }

    /** What a coordinate can be where that is known before the run; empty where it is not. */
    private Set<String> values(String coordinate) {
        return switch (coordinate) {
            case "case" -> cases;
            case "model" -> models;
            case "trial" -> recipe.trials().stream().map(TrialSpec::id).collect(Collectors.toSet());
            default ->
                recipe.trials().stream()
                        .map(trial -> trial.axes().get(coordinate))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        };
    }

    private void known(Node where, String path, String what, String name, Collection<String> known) {
        if (!known.contains(name)) {
            problems.add(
                    where.at(),
                    path,
                    path + ": unknown " + what + " '" + name + "'" + Nearest.hint(name, known) + "; this recipe has "
                            + known.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private Mapping item(String key, int index) {
        List<Node> items = ((Sequence) root.get(key)).items();
        return (Mapping) items.get(index);
    }
}
