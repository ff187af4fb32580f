package icd.workbench.report;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.task.Task;
import icd.theory.Conditions;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Measured;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The conditions of one series of observations, for laws to be asked under. A trained layer's alpha and beta are those that
 * training found, whatever was swept: see {@link LawCoordinate}.
 *
 * @param observations at least one
 * @param x the coordinate along which they are drawn
 */
record LawConditions(RunResult run, List<Measured> observations, String x) {

    /**
     * Whether a law can be asked between the values of x that were measured: if x alone leads from each of them to the others.
     * It does not where more than x changes with it, or each value of x has trained layers of its own.
     *
     * @param ofLayer whether the law is about the layer too
     */
    boolean areContinuous(boolean ofLayer) {
        double first = observations.getFirst().number(x);
        Conditions there = at(first);
        return observations.stream()
                .mapToDouble(each -> each.number(x))
                .distinct()
                .mapToObj(value -> measuredAt(value).moved(first))
                .allMatch(moved -> moved.task().equals(there.task())
                        && moved.L().equals(there.L())
                        && (!ofLayer
                                || alike(
                                        moved.layer().orElseThrow(),
                                        there.layer().orElseThrow())));
    }

    private static boolean alike(Attention a, Attention b) {
        return near(a.alpha(), b.alpha()) && near(a.beta(), b.beta());
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= 1e-12 * Math.abs(b); // means of equal numbers need not be equal
    }

    /** Where prompts come from, at the first observation. */
    Task task() {
        return spec().promptTask();
    }

    /** Whether x takes whole numbers alone. */
    boolean isWhole() {
        return coordinate(x).map(LawCoordinate::whole).orElse(false);
    }

    /** Whether there is an observation at a value of x. */
    boolean wereMeasured(double value) {
        return observations.stream().anyMatch(each -> each.number(x) == value);
    }

    /** What a loss is divided by in a metric: n, or of MSE/d the dimension d that it was measured at. */
    double unit(String metric, double value) {
        if (!metric.equals("mse_per_d")) {
            return at(value).task().n();
        }
        return x.equals("d") ? value : observations.getFirst().number("d");
    }

    /** At a value of x, with the mean layer of the trials measured there, or of all where that is no value of a trial. */
    Conditions at(double value) {
        Conditions conditions = measuredAt(value).moved(value);
        return conditions.task(conditions.task().heldOut()); // where losses are measured
    }

    private LawConditions measuredAt(double value) {
        List<Measured> there =
                observations.stream().filter(each -> each.number(x) == value).toList();
        boolean own = spec().axes().containsKey(x) && !there.isEmpty();
        return own ? new LawConditions(run, there, x) : this;
    }

    private Conditions moved(double value) {
        Measured first = observations.getFirst();
        Conditions conditions = ofTrials();
        for (String name : first.at().keySet()) {
            if (!spec().axes().containsKey(name) && !name.equals(x)) {
                conditions = placed(conditions, name, first.number(name));
            }
        }
        return placed(conditions, x, value);
    }

    private Conditions placed(Conditions conditions, String name, double value) {
        return Double.isNaN(value)
                ? conditions
                : coordinate(name).map(each -> each.place(conditions, value)).orElse(conditions);
    }

    private Optional<LawCoordinate> coordinate(String name) {
        return LawCoordinate.of(name, task(), isTrained());
    }

    private TrialSpec spec() {
        return run.recipe().trials().stream()
                .filter(each -> each.id()
                        .equals(observations.getFirst().at().get("trial").toString()))
                .findFirst()
                .orElseThrow();
    }

    private boolean isTrained() {
        return spec().epochs() > 0;
    }

    /** Those of the first trial, with a layer whose alpha and product alpha beta are the means over all trials. */
    private Conditions ofTrials() {
        Set<String> ids = observations.stream()
                .map(observation -> observation.at().get("trial").toString())
                .collect(Collectors.toSet());
        List<TrialResult> trials =
                run.trials().stream().filter(trial -> ids.contains(trial.id())).toList();
        Conditions conditions = Conditions.of(task()).L(spec().data().L());
        if (!trials.getFirst().hasModel()) {
            return conditions;
        }
        double alpha = trials.stream().mapToDouble(TrialResult::alpha).average().orElseThrow();
        double product = trials.stream()
                .mapToDouble(trial -> trial.alpha() * trial.beta())
                .average()
                .orElseThrow();
        Attention form = spec().model().orElseThrow().form(spec().data().n());
        return conditions.layer(
                form instanceof AttentionLayer layer
                        ? layer.scalar().identity(alpha, alpha == 0 ? 0 : product / alpha)
                        : form);
    }
}
