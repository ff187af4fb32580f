package icd.workbench.figures;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.task.Task;
import icd.theory.Conditions;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Measured;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.TrialResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of one series of observations, under which laws are evaluated. A trained layer's alpha and beta are those that
 * training found, whatever was swept: see {@link LawCoordinate}. Values that are needed often are computed once.
 */
final class LawConditions {

    private final RunResult run;
    private final List<Measured> observations;
    private final String x;
    private final Map<Double, List<Measured>> byX;
    private final Map<Double, LawConditions> measuredAt = new HashMap<>();
    private Conditions ofTrials;

    /**
     * Conditions of some observations.
     *
     * @param observations at least one
     * @param x the coordinate along which they are drawn
     */
    LawConditions(RunResult run, List<Measured> observations, String x) {
        this.run = run;
        this.observations = observations;
        this.x = x;
        this.byX = FigureBuilder.group(observations, each -> each.number(x));
    }

    /**
     * Returns whether a law can be evaluated between the values of x that were measured: only x may differ between them.
     * It cannot if something else changes with x, or if each value of x has trained layers of its own.
     *
     * @param ofLayer whether the law is about the layer too
     */
    boolean areContinuous(boolean ofLayer) {
        double first = observations.getFirst().number(x);
        Conditions there = at(first);
        return byX.keySet().stream()
                .map(value -> measuredAt(value).moved(first))
                .allMatch(moved -> moved.task().equals(there.task())
                        && moved.L().equals(there.L())
                        && (!ofLayer
                                || alike(
                                        moved.layer().orElseThrow(),
                                        there.layer().orElseThrow())));
    }

    /** Single layers are alike if their scales are; models of several layers have no scales, and are alike if their names are. */
    private static boolean alike(Attention a, Attention b) {
        return a instanceof AttentionLayer && b instanceof AttentionLayer
                ? near(a.alpha(), b.alpha()) && near(a.beta(), b.beta())
                : a.name().equals(b.name());
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= 1e-12 * Math.abs(b); // means of equal numbers need not be equal
    }

    /** Returns where prompts come from, at the first observation. */
    Task task() {
        return spec().promptTask();
    }

    /** Returns whether all values of x are whole numbers. */
    boolean isWhole() {
        return coordinate(x).map(LawCoordinate::whole).orElse(false);
    }

    /** Returns whether there is an observation at a value of x. */
    boolean wereMeasured(double value) {
        return byX.containsKey(value);
    }

    /** Returns the number by which a metric divides a loss: n, or for MSE/d the dimension d of the measurement. */
    double unit(String metric, double value) {
        if (!metric.equals("mse_per_d")) {
            return at(value).task().n();
        }
        return x.equals("d") ? value : observations.getFirst().number("d");
    }

    /** Returns the conditions at a value of x, with the mean layer of the trials measured there, or of all if none was measured there. */
    Conditions at(double value) {
        Conditions conditions = measuredAt(value).moved(value);
        return conditions.task(conditions.task().heldOut()); // where losses are measured
    }

    private LawConditions measuredAt(double value) {
        boolean own = byX.size() > 1 && byX.containsKey(value) && spec().axes().containsKey(x);
        return own ? measuredAt.computeIfAbsent(value, _ -> new LawConditions(run, byX.get(value), x)) : this;
    }

    private Conditions moved(double value) {
        Measured first = observations.getFirst();
        if (ofTrials == null) {
            ofTrials = ofTrials();
        }
        Conditions conditions = ofTrials;
        for (String name : first.at().keySet()) {
            if (!spec().axes().containsKey(name) && !name.equals(x)) {
                conditions = placed(conditions, name, first.number(name));
            }
        }
        return x.equals(Metric.EPOCH) ? conditions.time(value * timeOfEpoch()) : placed(conditions, x, value);
    }

    /** The number of steps in an epoch times their rate, for laws that need it. */
    private double timeOfEpoch() {
        return spec().training()
                .map(training -> training.optimiser().rate()
                        * training.options().batches(spec().data().train()))
                .orElse(Double.NaN);
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
        return run.finished(observations.getFirst().at().get("trial")).spec();
    }

    private boolean isTrained() {
        return spec().epochs() > 0;
    }

    /** Returns the conditions of the first trial, with a layer whose alpha and product alpha beta are the means over all trials. */
    private Conditions ofTrials() {
        List<FinishedTrial> trials = observations.stream()
                .map(each -> each.at().get("trial"))
                .distinct()
                .map(run::finished)
                .toList();
        Conditions conditions = Conditions.of(task()).L(spec().data().L());
        if (spec().data().train() > 0) {
            conditions = conditions.train(spec().data().train());
        }
        if (!trials.getFirst().result().hasModel()) {
            return conditions;
        }
        Repeats repeats = Repeats.of(run, trials);
        double alpha =
                repeats.mean(trials.stream().mapToDouble(FinishedTrial::alpha).toArray());
        double product = repeats.mean(trials.stream()
                .mapToDouble(trial -> trial.alpha() * trial.beta())
                .toArray());
        Attention form = spec().model().orElseThrow().form(spec().data().n());
        if (!(form instanceof AttentionLayer layer)) {
            return conditions.layer(form);
        }
        TrialResult first = trials.getFirst().result();
        return conditions
                .layer(layer.scalar().identity(alpha, alpha == 0 ? 0 : product / alpha))
                .start(layer.scalar()
                        .identity(
                                first.weight("W_PV", "init").meanDiagonal(),
                                first.weight("W_KQ", "init").meanDiagonal()));
    }

    @Override
    public String toString() {
        return "conditions of " + observations.size() + " numbers along " + x;
    }
}
