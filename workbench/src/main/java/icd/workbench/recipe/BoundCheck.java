package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.attention.Initialisation;
import icd.claim.Claim;
import icd.claim.Claims;
import icd.denoise.Baseline;
import icd.workbench.schema.Defaults;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.TreeText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks what only a bound recipe tells: that evaluations fit their trials, and that expectations and figures name what a run
 * finds.
 */
final class BoundCheck {

    /** A table of more rows than this would be read by nobody, and held by no memory. */
    private static final long MOST_ROWS = 1_000_000;

    private final Recipe recipe;
    private final Mapping root;
    private final List<Expansion.Draft> drafts;
    private final Problems problems;
    private final List<Foreseen> foreseen;
    private final Set<String> metrics;
    private final Set<String> coordinates;
    private final Set<String> cases;
    private final Map<Baseline, String> names = new HashMap<>();

    /** @param drafts what the trials of the recipe were bound from */
    BoundCheck(Recipe recipe, Mapping root, List<Expansion.Draft> drafts, Problems problems) {
        this.recipe = recipe;
        this.root = root;
        this.drafts = drafts;
        this.problems = problems;
        this.foreseen = Foreseen.of(recipe.trials(), recipe.baselineGroups());
        this.metrics = Foreseen.metrics(foreseen);
        this.coordinates = Foreseen.coordinates(foreseen);
        this.cases = recipe.trials().stream().map(TrialSpec::label).collect(Collectors.toSet());
    }

    void run() {
        for (int i = 0; i < drafts.size(); i++) {
            TrialSpec trial = recipe.trials().get(i);
            int before = problems.count();
            new SizeCheck(trial, drafts.get(i).experiment(), problems).run();
            if (problems.count() == before) {
                weights(trial, drafts.get(i).experiment());
            }
            contexts(trial, drafts.get(i).experiment());
            baselines(trial, drafts.get(i).experiment());
            evaluations(trial, drafts.get(i).experiment());
        }
        claims();
        repeats();
        for (int i = 0; i < recipe.expect().size(); i++) {
            expectation(recipe.expect().get(i), item("expect", i));
        }
        for (int i = 0; i < recipe.figures().size(); i++) {
            figure(recipe.figures().get(i), item("figures", i));
        }
    }

    private void expectation(ExpectSpec expectation, Mapping at) {
        int before = problems.count();
        metric(at.get("metric"), "expect.metric", expectation.metric());
        place((Mapping) at.get("at"), "expect.at");
        boolean found = foreseen.stream()
                .anyMatch(each -> each.metrics().contains(expectation.metric()) && each.canBeAt(expectation.at()));
        if (!found && problems.count() == before) {
            problems.add(
                    at.at(),
                    "expect",
                    "expect: there must be " + expectation.metric() + " to find, got none at " + expectation.at());
        }
    }

    private void figure(FigureSpec figure, Mapping at) {
        FigureCheck check = new FigureCheck(figure, at, recipe, this, problems);
        figure.cases().forEach(name -> known(at, "figures", "case", name, cases));
        if (figure.needsTrials() && recipe.trials().isEmpty()) {
            check.lacks(Optional.of("must come with trials, this recipe has none"));
        } else {
            figure.check(check);
        }
    }

    /** Tokens that must all be different: there must be enough of them to train on, and to test on. */
    private void contexts(TrialSpec trial, Mapping experiment) {
        int most =
                Math.min(trial.task().longestContext(), trial.task().heldOut().longestContext());
        int L = trial.longestContext();
        if (L > most) {
            Node at = experiment.get(List.of("task", "file")) == null
                    ? experiment.get("task")
                    : experiment.get(List.of("task", "file"));
            problems.add(
                    at.at(),
                    "task.file",
                    "task.file must hold more than L tokens in each share, which are all different in a prompt, got "
                            + (trial.task().longestContext() + 1L) + " to train on and "
                            + (trial.task().heldOut().longestContext() + 1L) + " to test on where L is " + L
                            + " (trial "
                            + trial.id() + ")");
        }
    }

    /** Weights of a file must be those of the layer. */
    private void weights(TrialSpec trial, Mapping experiment) {
        Architecture model = trial.model().orElse(null);
        if (model == null || model.inits().noneMatch(Initialisation.FromFile.class::isInstance)) {
            return;
        }
        try {
            model.checkFiles(trial.data().n());
        } catch (IllegalArgumentException e) {
            boolean ofAll = experiment.get(List.of("model", "init")) instanceof Mapping;
            Mapping init = (Mapping) experiment.get(ofAll ? List.of("model", "init") : List.of("model"));
            String key = !ofAll ? "of" : init.get("npz") == null ? "run" : "npz";
            String path = ofAll ? "model.init." + key : "model.of";
            problems.add(init.get(key).at(), path, path + ": " + e.getMessage() + " (trial " + trial.id() + ")");
        }
    }

    private void baselines(TrialSpec trial, Mapping experiment) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < trial.baselines().size(); i++) {
            Baseline baseline = trial.baselines().get(i);
            String name = names.computeIfAbsent(baseline, Baseline::name);
            Node item = ((Sequence) experiment.get("baselines")).items().get(i);
            Position at =
                    item.at().equals(Defaults.POSITION) ? experiment.get("task").at() : item.at();
            if (!seen.add(name)) {
                problems.add(at, "baselines", "baselines must not repeat an item, got '" + name + "' twice");
            }
            trial.misfit(baseline)
                    .ifPresent(says -> problems.add(
                            at, "baselines", "baselines: '" + name + "' " + says + " (trial " + trial.id() + ")"));
        }
    }

    private void evaluations(TrialSpec trial, Mapping experiment) {
        for (int i = 0; i < trial.evaluate().size(); i++) {
            EvaluationSpec evaluation = trial.evaluate().get(i);
            Position at = ((Sequence) experiment.get("evaluate")).items().get(i).at();
            Optional<String> misfit = evaluation.needsModel() && trial.model().isEmpty()
                    ? Optional.of("must come with a model, trial " + trial.id() + " has none")
                    : evaluation
                            .misfit(trial)
                            .or(() -> tooLong(evaluation.rows(trial)))
                            .map(says -> says + " (trial " + trial.id() + ")");
            misfit.ifPresent(says -> problems.add(at, "evaluate", "evaluate: " + evaluation.name() + " " + says));
        }
    }

    private static Optional<String> tooLong(long rows) {
        return rows <= MOST_ROWS
                ? Optional.empty()
                : Optional.of("must give a table of at most " + MOST_ROWS + " rows, got " + rows);
    }

    private void repeats() {
        Set<String> axes = recipe.trials().stream()
                .flatMap(trial -> trial.axes().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (int i = 0; i < recipe.repeats().size(); i++) {
            String axis = recipe.repeats().get(i);
            if (!axes.contains(axis)) {
                problems.add(
                        root.get("repeats").at(),
                        "repeats",
                        "repeats must name axes of sweep or zip, "
                                + (axes.isEmpty() ? "of which there are none" : "which are " + String.join(", ", axes))
                                + ", got '" + axis + "'" + Nearest.hint(axis, axes));
            }
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
            Set<String> values = Foreseen.values(foreseen, key);
            if (!values.isEmpty()) {
                known(at.get(key), path, key, TreeText.word((Scalar) at.get(key)), values);
            }
        }
    }

    /** Whether a trial finds a metric at these coordinates, with a number for x and a value for the series. */
    boolean isDrawn(String metric, Map<String, String> at, String x, String series) {
        return foreseen.stream()
                .anyMatch(each -> each.ofTrial()
                        && each.metrics().contains(metric)
                        && each.canBeAt(at)
                        && each.hasNumber(x)
                        && each.at().containsKey(series));
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
