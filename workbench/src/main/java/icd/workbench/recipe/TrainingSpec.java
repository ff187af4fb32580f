package icd.workbench.recipe;

import icd.attention.Architecture;
import icd.attention.Parameter;
import icd.describe.Describe;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.kernel.Precision;
import icd.train.BatchOrder;
import icd.train.Decay;
import icd.train.Optimiser;
import icd.train.OrderedBy;
import icd.train.Schedule;
import icd.train.Stop;
import icd.train.TrainingOptions;
import icd.train.WeightsKept;
import icd.workbench.tree.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The training of a layer. */
@Describe("how the layer is trained")
public record TrainingSpec(
        @Describe(value = "passes over the training prompts", min = 1, max = DataSpec.MOST)
        int epochs,

        @Describe(value = "prompts in a mini-batch, at most data.train", min = 1)
        int batch,

        @Describe(value = "which prompts each epoch visits", byDefault = "fixed")
        EpochPrompts prompts,

        @Describe(value = "arithmetic of training", byDefault = "float32")
        Precision precision,

        @Describe(value = "the rule of each step", byDefault = "{kind: adam}")
        Optimiser optimiser,

        @Describe(
                value = "when the rate is multiplied, and by what: short for schedule: {kind: steps}",
                byDefault = "{}")
        Decay decay,

        @Describe("how the rate changes from epoch to epoch, instead of decay")
        Optional<Schedule> schedule,

        @Describe(value = "the largest norm of a gradient: a longer one is scaled down to it", above = 0)
        Optional<Double> clip,

        @Describe(value = "whose seed decides the order of the batches", byDefault = "data")
        OrderedBy order,

        @Describe(
                value = "weight seed: initial weights, and with order: seed the order of the batches",
                min = 0,
                byDefault = "0")
        long seed,

        @Describe(
                value = "epochs at whose end the weights are kept, besides the first and the last",
                min = 1,
                byDefault = "[]")
        List<Integer> keep,

        @Describe("when training ends before its last epoch; left out, never")
        Optional<Stop> stop,

        @Describe(value = "which weights the training ends with", byDefault = "last")
        WeightsKept weightsKept,

        @Describe(
                value =
                        "names of the parameters that are trained, as weights.npz has them, such as W_PV; the others keep their initial"
                                + " values. An empty list trains all",
                byDefault = "[]")
        List<String> trained) {

    /** @throws IllegalArgumentException if the epochs to keep do not ascend, or go on after the last */
    public TrainingSpec {
        keep = List.copyOf(keep);
        trained = List.copyOf(trained);
        for (int i = 0; i < keep.size(); i++) {
            int epoch = keep.get(i);
            if (!(epoch <= epochs)) {
                throw new RefusedException("TrainingSpec", "keep." + i, "hold epochs <= %s", epoch, "epochs", epochs);
            }
            if (i > 0 && !(epoch > keep.get(i - 1))) {
                throw new RefusedException("TrainingSpec", "keep." + i, "ascend", epoch + " after " + keep.get(i - 1));
            }
        }
    }

    /**
     * Returns the order of the batches.
     *
     * @param dataSeed the seed of the prompts
     */
    public BatchOrder batches(long dataSeed) {
        return BatchOrder.shuffled(order == OrderedBy.DATA ? dataSeed : seed);
    }

    /** Returns the options in the library's form. */
    public TrainingOptions options() {
        return new TrainingOptions(
                epochs,
                batch,
                optimiser,
                schedule.orElse(decay),
                clip,
                new TreeSet<>(keep),
                stop,
                weightsKept,
                trained);
    }

    /** Reports combinations that a training cannot have. */
    void check(TrialSpec trial, Findings found) {
        DataSpec data = trial.data();
        if (trial.model().isEmpty()) {
            found.add("training", "must come with a model, got none");
        }
        if (data.precision().isPresent()) {
            found.add(
                    "data.precision",
                    "must be left out where a layer is trained, whose prompts have training.precision");
        }
        atLeastOne("data.train", data.train(), found);
        atLeastOne("data.test", data.test(), found);
        if (data.train() >= 1 && !(batch <= data.train())) {
            found.add(
                    "training.batch",
                    "must be <= data.train, got " + batch + " where data.train is " + found.foundAt("data.train"));
        }
        if (schedule.isPresent() && !decay.at().isEmpty()) {
            found.add("training.schedule", "must be left out where training.decay, its short form, is given");
        }
        if (optimiser.needsAllPrompts() && batch != data.train()) {
            found.add(
                    "training.batch",
                    "must be data.train, which is " + found.foundAt("data.train") + ", with "
                            + Kinds.name(optimiser.getClass()) + ", which sees all prompts in each step, got " + batch);
        }
        if (optimiser.needsAllPrompts() && prompts != EpochPrompts.FIXED) {
            found.add(
                    "training.prompts",
                    "must be fixed with " + Kinds.name(optimiser.getClass()) + ", whose steps compare gradients, got '"
                            + prompts + "'");
        }
        trial.model().ifPresent(model -> checkTrained(model, data.n(), found));
        if (data.prompts().isPresent() && prompts != EpochPrompts.FIXED) {
            found.add("training.prompts", "must be fixed where data.prompts gives them, got '" + prompts + "'");
        }
    }

    private void checkTrained(Architecture model, int n, Findings found) {
        if (trained.isEmpty()) {
            return; // so that no layer need be made
        }
        List<String> known =
                model.form(n).parameters().stream().map(Parameter::name).toList();
        for (int i = 0; i < trained.size(); i++) {
            String name = trained.get(i);
            if (!known.contains(name)) {
                found.add(
                        "training.trained." + i,
                        "must be a parameter of the model, one of " + String.join(", ", known) + ", got '" + name + "'"
                                + Nearest.hint(name, known));
            }
        }
    }

    private static void atLeastOne(String path, int count, Findings found) {
        if (!(count >= 1)) {
            found.add(
                    path,
                    found.isLeftOut(path)
                            ? "is missing; it must be >= 1 where a layer is trained"
                            : "must be >= 1 where a layer is trained, got " + count);
        }
    }
}
