package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.describe.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a figure is checked against before a run: the recipe's trials, and all that they will find.
 *
 * @param recipe what the figure is of
 * @param name of the figure
 * @param known what a run will find
 * @param found takes what is wrong with the figure, by paths from where it stands
 */
public record FigureCheck(Recipe recipe, String name, Foresight known, Findings found) {

    /** The trials of the recipe. */
    public List<TrialSpec> trials() {
        return recipe.trials();
    }

    /** Whether it has claims. */
    public boolean hasClaims() {
        return !recipe.claims().isEmpty();
    }

    /** Reports what is lacking, as the end of a message, unless there is nothing or another problem has been reported. */
    public void lacks(Optional<String> lack) {
        if (found.isEmpty()) {
            lack.ifPresent(says -> found.addWithin("", name + " " + says));
        }
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

    /** What is missing unless one of the cases, none for all, has an evaluation of a kind. */
    public Optional<String> unlessSome(Class<? extends EvaluationSpec> kind, List<String> cases) {
        return with(kind, cases).isEmpty()
                ? Optional.of("must show a trial with an evaluation of kind " + Kinds.name(kind) + ", got none"
                        + (cases.isEmpty() ? "" : " in " + String.join(", ", cases)))
                : Optional.empty();
    }

    /** The trials at these coordinates. */
    public List<TrialSpec> at(Map<String, String> place) {
        return trials().stream()
                .filter(trial -> Coordinate.areAt(trial.at(), place))
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
