package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.attention.Initialisation;
import icd.denoise.Baseline;
import icd.kernel.Precision;
import icd.task.FixedTransform;
import icd.task.Task;
import icd.train.OrderedBy;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * One trial of a recipe.
 *
 * @param id the id, unique in the recipe, safe as a file name, made of the case and the axis values: {@code
 *     subspaces-linear-seed1}
 * @param caseName the case it belongs to; empty where the recipe has no cases
 * @param axes the values that sweep and zip give it, path to value
 * @param experiment the experiment that determines its result
 * @param determining the text that determines the trained layer and its losses, as canonical YAML with every default
 *     written out: the experiment without the keys on which only its baselines depend
 */
public record TrialSpec(
        String id, String caseName, SequencedMap<String, Coordinate> axes, Experiment experiment, String determining) {

    /** The largest number of rows of a table: nobody would read more, and no memory would hold them. */
    private static final long MOST_ROWS = 1_000_000;

    /** Copies the map, in its order. */
    public TrialSpec {
        axes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(axes));
    }

    /**
     * Returns the number of multiplications in the passes of one epoch, up to a factor: scheduling and progress weigh
     * trials by it.
     */
    public double workPerEpoch() {
        return data().train()
                * model().map(model -> model.work(data().n(), data().L())).orElse((double) data().n() * data().L());
    }

    /** Returns the name of its case: the recipe's name for it, or else its kind of task. */
    public String label() {
        if (!caseName.isEmpty()) {
            return caseName;
        }
        return task().name();
    }

    /** Returns the number of multiplications in the passes of all epochs. */
    public double work() {
        return workPerEpoch() * epochs();
    }

    /** Returns the epochs to train; 0 without a training. */
    public int epochs() {
        return training().map(TrainingSpec::epochs).orElse(0);
    }

    /** Returns its coordinates: the case, the model, its id, and its values of axes. */
    public SequencedMap<String, Coordinate> at() {
        SequencedMap<String, Coordinate> at = new LinkedHashMap<>();
        at.put("case", Coordinate.of(label()));
        at.put("model", Coordinate.of(model().map(Architecture::name).orElse("")));
        at.put("trial", Coordinate.of(id));
        at.putAll(axes);
        return at;
    }

    /** Returns the coordinates of one of its evaluations that are words. */
    public Set<String> words(String evaluation) {
        return evaluate().stream()
                .filter(each -> each.name().equals(evaluation))
                .findFirst()
                .map(EvaluationSpec::words)
                .orElse(Set.of());
    }

    /**
     * Returns the precision of the prompts and the layer; double where nothing is trained and no precision is given.
     */
    public Precision precision() {
        return training().map(TrainingSpec::precision).or(data()::precision).orElse(Precision.FLOAT64);
    }

    /**
     * Returns the loss of a baseline, MSE/n, where theory knows it, so that nothing need be drawn. Empty where a recipe
     * asks for the loss on the prompts themselves: on imported ones, and with {@code baseline_draws: 0}.
     */
    public Optional<DoubleSupplier> exactLoss(Baseline baseline) {
        return data().prompts().isPresent() || data().baselineDraws() == 0
                ? Optional.empty()
                : baseline.exactLoss(promptTask().heldOut(), data().L())
                        .map(total -> () -> total.getAsDouble() / data().n());
    }

    /** Returns whether theory knows the loss of a baseline. */
    public boolean isExact(Baseline baseline) {
        return exactLoss(baseline).isPresent();
    }

    /**
     * Returns whether a baseline is measured on its prompts, and neither known nor measured on draws without a context.
     */
    public boolean isOfPrompts(Baseline baseline) {
        boolean wanted = baseline.needsContext() || data().prompts().isPresent() || data().baselineDraws() == 0;
        return wanted && !isExact(baseline);
    }

    /**
     * Returns the seed of initial weights, and of the order of batches where that does not belong to the data; 0
     * without a training.
     */
    public long weightSeed() {
        return training().map(TrainingSpec::seed).orElse(0L);
    }

    /** Returns whether another weight seed gives another result: weights are drawn, or batches are in its order. */
    boolean dependsOnWeightSeed() {
        return training().stream().anyMatch(training -> training.order() == OrderedBy.SEED)
                || model().stream().flatMap(Architecture::inits).anyMatch(init -> switch (init) {
                    case Initialisation.Uniform _, Initialisation.Normal _ -> true;
                    case Initialisation.Identity _, Initialisation.FromFile _ -> false;
                });
    }

    /** Returns the prompts. */
    public DataSpec data() {
        return experiment.data();
    }

    /** Returns the task. */
    public Task task() {
        return experiment.task();
    }

    /** Returns the task of its prompts: with the transform, if it has one. */
    public Task promptTask() {
        return transformed(task());
    }

    /** Returns another task with the transform of this trial. */
    public Task transformed(Task other) {
        return transform().map(drawn -> other.transformed(drawn.transform())).orElse(other);
    }

    /** Returns the map of its prompts. */
    public Optional<FixedTransform> transform() {
        return experiment.transform();
    }

    /** Returns the layer. */
    public Optional<Architecture> model() {
        return experiment.model();
    }

    /** Returns the training. */
    public Optional<TrainingSpec> training() {
        return experiment.training();
    }

    /** Returns the length of its longest contexts: its own, or those of an evaluation. */
    int longestContext() {
        return evaluate().stream()
                .flatMap(evaluation -> evaluation.draws(this).stream())
                .mapToInt(EvaluationSpec.Draws::L)
                .reduce(data().L(), Math::max);
    }

    /** Returns its measurements besides its loss. */
    public List<EvaluationSpec> evaluate() {
        return experiment.evaluate();
    }

    /** Returns the same trial with other evaluations. */
    public TrialSpec evaluating(List<EvaluationSpec> others) {
        Experiment other = experiment.evaluating(others);
        return new TrialSpec(id, caseName, axes, other, new Determining().layer(other));
    }

    /** Returns its first evaluation of a kind, which is the one that figures show. */
    public <T extends EvaluationSpec> Optional<T> evaluation(Class<T> kind) {
        return evaluate().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * Returns the reason why a baseline cannot be measured on its prompts, as the end of a message; empty where it can.
     */
    public Optional<String> misfit(Baseline baseline) {
        int needed = baseline.trainingPrompts(data().n());
        if (baseline.isOracle() && data().prompts().stream().anyMatch(file -> !file.knowsTruth())) {
            return Optional.of(
                    "must not go with data.prompts, as it asks for instances that the file does not tell; prompts drawn here and"
                            + " written to a file keep theirs");
        }
        if (isOfPrompts(baseline) && data().fresh() + data().test() == 0) {
            return Optional.of("must have prompts to be measured on: data.fresh or data.test must be >= 1, got none");
        }
        return baseline.misfit(promptTask())
                .or(() -> data().train() >= needed
                        ? Optional.empty()
                        : Optional.of("must have data.train >= " + needed + " to be fitted to, got " + data().train()));
    }

    /** Returns the baselines for comparison. */
    public List<Baseline> baselines() {
        return experiment.baselines();
    }

    /** Returns the memory that it certainly needs at a time for its prompts and losses. */
    public Room room() {
        return Footprint.of(this);
    }

    /** Reports parts that do not fit together. */
    void check(Findings found) {
        data().check(this, found);
        training().ifPresent(training -> training.check(this, found));
        Footprint.check(this, found);
        model().flatMap(model -> model.misfit(data().n())).ifPresent(says -> {
            String path = found.has("model.position") ? "model.position" : "model";
            found.addWithin(path, says + " (trial " + id + ")");
        });
        if (found.isEmpty()) {
            checkFiles(found);
        }
        checkBaselines(found);
        checkEvaluations(found);
    }

    /** Checks that weights of a file are those of the layer. */
    private void checkFiles(Findings found) {
        if (model().stream().flatMap(Architecture::inits).noneMatch(Initialisation.FromFile.class::isInstance)) {
            return;
        }
        try {
            model().orElseThrow().checkFiles(data().n());
        } catch (IllegalArgumentException e) {
            String path = List.of("model.init.npz", "model.init.run", "model.of").stream()
                    .filter(found::has)
                    .findFirst()
                    .orElse("model");
            found.addWithin(path, e.getMessage() + " (trial " + id + ")");
        }
    }

    private void checkBaselines(Findings found) {
        Set<Baseline> seen = new HashSet<>();
        for (int i = 0; i < baselines().size(); i++) {
            Baseline baseline = baselines().get(i);
            String path = found.isLeftOut("baselines." + i) ? "task" : "baselines." + i;
            if (!seen.add(baseline)) {
                found.add("baselines." + i, "must not repeat an item, got '" + baseline.name() + "' twice");
            }
            misfit(baseline)
                    .ifPresent(says -> found.addOf(
                            "baselines", path, "'" + baseline.name() + "' " + says + " (trial " + id + ")"));
        }
    }

    private void checkEvaluations(Findings found) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < evaluate().size(); i++) {
            EvaluationSpec evaluation = evaluate().get(i);
            String path = "evaluate." + i;
            if (evaluation.name().equalsIgnoreCase("metrics")) {
                found.addWithin(path, "name must not be metrics, a file of every trial");
            }
            if (!names.add(evaluation.name())) {
                found.addWithin(path, "names must differ, got '" + evaluation.name() + "' twice; say name: ...");
            }
            Optional<String> misfit = evaluation.needsModel() && model().isEmpty()
                    ? Optional.of("must come with a model, trial " + id + " has none")
                    : evaluation
                            .misfit(this)
                            .or(() -> tooLong(evaluation.rows(this)))
                            .map(says -> says + " (trial " + id + ")");
            misfit.ifPresent(says -> found.addWithin(path, evaluation.name() + " " + says));
        }
    }

    private static Optional<String> tooLong(long rows) {
        return rows <= MOST_ROWS
                ? Optional.empty()
                : Optional.of("must give a table of at most " + MOST_ROWS + " rows, got " + rows);
    }
}
