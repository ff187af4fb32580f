package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.describe.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The facts against which a figure is checked before a run: the recipe's trials, and everything that they will find.
 *
 * @param recipe the recipe of the figure
 * @param name the name of the figure
 * @param known the numbers that a run will find
 * @param found collects the problems of the figure, by paths from its place
 */
public record FigureCheck(Recipe recipe, String name, Foresight known, Findings found) {

    /** Returns the trials of the recipe. */
    public List<TrialSpec> trials() {
        return recipe.trials();
    }

    /** Returns whether it has claims. */
    public boolean hasClaims() {
        return !recipe.claims().isEmpty();
    }

    /** Reports a lack, as the end of a message, unless there is none or another problem has been reported. */
    public void lacks(Optional<String> lack) {
        if (found.isEmpty()) {
            lack.ifPresent(says -> found.addWithin("", name + " " + says));
        }
    }

    /** Returns what is missing unless all trials are trained. */
    public Optional<String> unlessTrained() {
        return unlessAll("training", trial -> trial.training().isPresent());
    }

    /** Returns what is missing unless all trials have a layer with a {@math W_KQ} and a {@math W_PV}. */
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

    /**
     * Returns what is missing unless some trial has an evaluation of this name, and all of this name are of one kind.
     */
    public Optional<String> unlessNamed(String evaluation, Class<? extends EvaluationSpec> kind) {
        List<EvaluationSpec> named = trials().stream()
                .flatMap(trial -> trial.evaluate().stream())
                .filter(each -> each.name().equals(evaluation))
                .toList();
        return !named.isEmpty() && named.stream().allMatch(kind::isInstance)
                ? Optional.empty()
                : Optional.of("must show an evaluation of kind " + Kinds.name(kind) + ", got '" + evaluation + "'"
                        + (named.isEmpty() ? ", which no trial has" : ", which is of another kind"));
    }

    /** Returns what is missing unless one of the cases, none for all, has an evaluation of a kind. */
    public Optional<String> unlessSome(Class<? extends EvaluationSpec> kind, List<String> cases) {
        return with(kind, cases).isEmpty()
                ? Optional.of("must show a trial with an evaluation of kind " + Kinds.name(kind) + ", got none"
                        + (cases.isEmpty() ? "" : " in " + String.join(", ", cases)))
                : Optional.empty();
    }

    /** Returns the trials at these coordinates. */
    public List<TrialSpec> at(Map<String, String> place) {
        return trials().stream()
                .filter(trial -> Coordinate.areAt(trial.at(), place))
                .toList();
    }

    /** Returns the trials of some cases, none for all, that have an evaluation of a kind. */
    public List<TrialSpec> with(Class<? extends EvaluationSpec> kind, List<String> cases) {
        return trials().stream()
                .filter(trial -> cases.isEmpty() || cases.contains(trial.label()))
                .filter(trial -> trial.evaluation(kind).isPresent())
                .toList();
    }
}
