package icd.workbench.recipe;

import icd.claim.Claim;
import icd.claim.Claims;
import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Sequence;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks what only a bound recipe tells: that evaluations fit their trials, and that expectations name what a run finds. */
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
        claims();
        Set<String> metrics = Metrics.of(recipe.trials());
        Set<String> coordinates = Metrics.coordinates(recipe.trials());
        Set<String> cases = recipe.trials().stream().map(TrialSpec::label).collect(Collectors.toSet());
        for (int i = 0; i < recipe.figures().size(); i++) {
            if (recipe.figures().get(i) instanceof FigureSpec.WeightsOverTime figure) {
                weightsOverTime(figure, item("figures", i), coordinates);
            }
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
                        "claims: there is no claim '" + id + "'"
                                + (hint.isEmpty() ? ", the nearest are " + Claims.nearest(id) : hint) + "; there are "
                                + ids.size() + ", and all is every one of them");
            }
        }
        if (recipe.claims().isEmpty()) {
            for (int i = 0; i < recipe.figures().size(); i++) {
                if (recipe.figures().get(i) instanceof FigureSpec.Claims figure) {
                    problems.add(
                            item("figures", i).at(),
                            "figures",
                            "figures: " + figure.name()
                                    + " of kind claims must come with claims, this recipe has none");
                }
            }
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

    private void weightsOverTime(FigureSpec.WeightsOverTime figure, Mapping at, Set<String> coordinates) {
        figure.at().keySet().forEach(key -> {
            known(((Mapping) at.get("at")).get(key), "figures.at", "coordinate", key, coordinates);
        });
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
