package icd.workbench.recipe;

import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Sequence;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks what only a bound recipe tells: that evaluations fit their trials, and that figures and expectations name what a run
 * finds.
 */
final class BoundCheck {

    private final Recipe recipe;
    private final Mapping root;
    private final Problems problems;

    BoundCheck(Recipe recipe, Mapping root, Problems problems) {
        this.recipe = recipe;
        this.root = root;
        this.problems = problems;
    }

    void run() {
        recipe.trials().forEach(this::evaluations);
        Set<String> metrics = Metrics.of(recipe.trials());
        Set<String> coordinates = Metrics.coordinates(recipe.trials());
        Set<String> cases = recipe.trials().stream().map(TrialSpec::label).collect(Collectors.toSet());
        for (int i = 0; i < recipe.figures().size(); i++) {
            Mapping at = item("figures", i);
            recipe.figures().get(i).cases().forEach(name -> known(at, "figures", "case", name, cases));
        }
        for (int i = 0; i < recipe.expect().size(); i++) {
            expectation(recipe.expect().get(i), item("expect", i), metrics, coordinates, cases);
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

    private void expectation(
            ExpectSpec expect, Mapping at, Set<String> metrics, Set<String> coordinates, Collection<String> cases) {
        known(at.get("metric"), "expect.metric", "metric", expect.metric(), metrics);
        expect.at().forEach((key, value) -> {
            Node where = ((Mapping) at.get("at")).get(key);
            known(where, "expect.at", "coordinate", key, coordinates);
            if (key.equals("case")) {
                known(where, "expect.at", "case", value, cases);
            }
        });
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
