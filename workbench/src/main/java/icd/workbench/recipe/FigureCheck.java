package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.describe.Kinds;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a figure is checked against before a run: the recipe's trials, and all that they will find. */
public final class FigureCheck {

    private final FigureSpec figure;
    private final Mapping written;
    private final Recipe recipe;
    private final BoundCheck known;
    private final Problems problems;
    private final int before;

    /** @param written where the figure stands */
    FigureCheck(FigureSpec figure, Mapping written, Recipe recipe, BoundCheck known, Problems problems) {
        this.figure = figure;
        this.written = written;
        this.recipe = recipe;
        this.known = known;
        this.problems = problems;
        this.before = problems.count();
    }

    /** The trials of the recipe. */
    public List<TrialSpec> trials() {
        return recipe.trials();
    }

    /** Whether it has claims. */
    public boolean hasClaims() {
        return !recipe.claims().isEmpty();
    }

    /** How many problems of the figure have been reported. */
    public int problems() {
        return problems.count() - before;
    }

    /** Reports what is lacking, as the end of a message, unless there is nothing or another problem has been reported. */
    public void lacks(Optional<String> lack) {
        if (problems() == 0) {
            lack.ifPresent(says -> problems.add(written.at(), "figures", "figures: " + figure.name() + " " + says));
        }
    }

    /**
     * Reports a problem.
     *
     * @param where in the figure: {@code panels.0.y}, or empty for the figure as a whole
     * @param path of the key, as {@code figures.panels.y}
     */
    public void problem(String where, String path, String message) {
        problems.add(node(where).at(), path, message);
    }

    /** That a run finds a metric. */
    public void metric(String where, String path, String name) {
        known.metric(node(where), path, name);
    }

    /** That something a run finds has a coordinate. */
    public void coordinate(String where, String path, String name) {
        known.coordinate(node(where), path, name);
    }

    /** That something a run finds can be at the coordinates that stand there. */
    public void place(String where, String path) {
        known.place((Mapping) node(where), path);
    }

    /** Whether a trial finds a metric at these coordinates, with a number for x and a value for the series. */
    public boolean isDrawn(String metric, Map<String, String> at, String x, String series) {
        return known.isDrawn(metric, at, x, series);
    }

    /** What stands in the figure, as it was found. */
    public String found(String where) {
        return node(where).found();
    }

    private Node node(String where) {
        Node node = written;
        for (String key : where.isEmpty() ? List.<String>of() : Expansion.path(where)) {
            node = node instanceof Sequence sequence
                    ? sequence.items().get(Integer.parseInt(key))
                    : ((Mapping) node).get(key);
        }
        return node;
    }

    /** What is missing unless all trials are trained. */
    public Optional<String> unlessTrained() {
        return unlessAll("training", trial -> trial.training().isPresent());
    }

    /** What is missing unless all trials have a layer with a W_KQ and a W_PV. */
    public Optional<String> unlessMatrices() {
        return unlessAll(
                "a model of one head and one layer",
                trial -> trial.model().flatMap(Architecture::single).isPresent());
    }

    private Optional<String> unlessAll(String what, Predicate<TrialSpec> has) {
        return trials().stream().allMatch(has)
                ? Optional.empty()
                : Optional.of("must come with " + what + ", a trial of this recipe has none");
    }

    /** What is missing unless some trial has an evaluation of this name, and all of this name are of one kind. */
    public Optional<String> unlessNamed(String name, Class<? extends EvaluationSpec> kind) {
        List<EvaluationSpec> named = trials().stream()
                .flatMap(trial -> trial.evaluate().stream())
                .filter(evaluation -> evaluation.name().equals(name))
                .toList();
        return !named.isEmpty() && named.stream().allMatch(kind::isInstance)
                ? Optional.empty()
                : Optional.of("must show an evaluation of kind " + Kinds.name(kind) + ", got '" + name + "'"
                        + (named.isEmpty() ? ", which no trial has" : ", which is of another kind"));
    }

    /** What is missing unless one of the cases, none for all, has an evaluation of a kind. */
    public Optional<String> unlessSome(Class<? extends EvaluationSpec> kind, List<String> cases) {
        return with(kind, cases).isEmpty()
                ? Optional.of("must show a trial with an evaluation of kind " + Kinds.name(kind) + ", got none"
                        + (cases.isEmpty() ? "" : " in " + String.join(", ", cases)))
                : Optional.empty();
    }

    /** The trials that can be at these coordinates. */
    public List<TrialSpec> at(Map<String, String> place) {
        return trials().stream()
                .filter(trial ->
                        Foreseen.of(List.of(trial), List.of()).getFirst().canBeAt(place))
                .toList();
    }

    /** The trials of some cases, none for all, that have an evaluation of a kind. */
    public List<TrialSpec> with(Class<? extends EvaluationSpec> kind, List<String> cases) {
        return trials().stream()
                .filter(trial -> cases.isEmpty() || cases.contains(trial.label()))
                .filter(trial -> trial.evaluation(kind).isPresent())
                .toList();
    }
}
