package icd.workbench.recipe;

import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Scalar;
import icd.workbench.recipe.Node.Sequence;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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

    BoundCheck(Recipe recipe, Mapping root, Problems problems) {
        this.recipe = recipe;
        this.root = root;
        this.problems = problems;
        this.metrics = Metrics.of(recipe.trials());
        this.coordinates = Metrics.coordinates(recipe.trials());
        this.cases = recipe.trials().stream().map(TrialSpec::label).collect(Collectors.toSet());
    }

    void run() {
        recipe.trials().forEach(this::evaluations);
        for (int i = 0; i < recipe.expect().size(); i++) {
            Mapping at = item("expect", i);
            metric(at.get("metric"), "expect.metric", recipe.expect().get(i).metric());
            place((Mapping) at.get("at"), "expect.at");
        }
        for (int i = 0; i < recipe.figures().size(); i++) {
            if (recipe.figures().get(i) instanceof FigureSpec.Curves curves) {
                new CurvesCheck(curves, item("figures", i), recipe.trials(), this, problems).run();
            }
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
            if (key.equals("case")) {
                known(at.get(key), path, "case", ((Scalar) at.get(key)).text(), cases);
            }
        }
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
