package icd.workbench.evaluation;

import icd.attention.Architecture;
import icd.attention.Initialisation;
import icd.attention.Position;
import icd.attention.Potential;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.energy.ContextEnergy;
import icd.energy.LayerEnergy;
import icd.sample.DenoiserFamily;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reasons why an evaluation does not fit a trial, each the end of a message; empty if it fits. */
final class Fits {

    private Fits() {}

    static Set<Coordinate> places(List<? extends Number> numbers) {
        return numbers.stream().map(each -> Coordinate.of(each.doubleValue())).collect(Collectors.toSet());
    }

    static Optional<String> tooFew(TrialSpec trial, int prompts) {
        int fresh = trial.data().fresh();
        return prompts <= fresh
                ? Optional.empty()
                : Optional.of("must find so many fresh prompts: data.fresh must be >= " + prompts + ", got " + fresh);
    }

    static Optional<String> ifTransformed(TrialSpec trial) {
        return trial.transform().map(_ -> "must come without a transform, as instances describe prompts before it");
    }

    static Optional<String> unlessPlane(TrialSpec trial) {
        int n = trial.data().n();
        return n == 2 ? Optional.empty() : Optional.of("must come with data.n 2, got " + n);
    }

    /** An energy that is given needs no layer. */
    static Optional<String> unlessEnergy(Optional<ContextEnergy> given, TrialSpec trial) {
        return given.isPresent() ? Optional.empty() : unlessEnergy(trial);
    }

    /** The energy that is given, or else the one of which the trial's layer is a step. */
    static ContextEnergy energy(Optional<ContextEnergy> given, Evaluation.Subject subject) {
        return given.orElseGet(() -> LayerEnergy.of(subject.layer()).step());
    }

    /** A layer whose W_PV is always a multiple of W_KQ^T, so that it is a step on an energy. */
    static Optional<String> unlessEnergy(TrialSpec trial) {
        return trial.model().flatMap(model -> {
            boolean untrained = trial.training().isEmpty();
            boolean fromFile = untrained && model.inits().allMatch(Initialisation.FromFile.class::isInstance);
            boolean scaled = model.single().stream().allMatch(one -> one.weights() == Architecture.Weights.SCALAR)
                    || untrained && model.inits().allMatch(Initialisation.Identity.class::isInstance);
            if (!scaled && !fromFile) {
                return Optional.of("must come with model.weights scalar, so that the layer is a step on an energy, got "
                        + Kinds.value(model.single().orElseThrow().weights()));
            }
            try {
                LayerEnergy energy = LayerEnergy.of(fromFile ? Layers.initial(trial) : model.form(2));
                return scaled || energy.hasEnergy()
                        ? Optional.empty()
                        : Optional.of(
                                "must come with a layer whose W_PV is a multiple of W_KQ^T, got a relative misfit of "
                                        + energy.misfit());
            } catch (RefusedException e) {
                return Optional.of("must come with a layer that is a step on an energy: it " + e.complaint());
            }
        });
    }

    static Optional<String> unlessSingle(TrialSpec trial) {
        return trial.model()
                .filter(model -> model.single().isEmpty())
                .map(model -> "must come with one layer of one head, which has a W_PV and a W_KQ, got " + model.name());
    }

    /** A layer that theory and landscapes of scaled identities are about. */
    static Optional<String> ifPositioned(TrialSpec trial) {
        return trial.model()
                .filter(model -> model.single()
                        .filter(one -> !(one.position() instanceof Position.None))
                        .isPresent())
                .map(model -> "must come with a layer that is blind to the order of tokens, position none, got "
                        + model.name());
    }

    static Optional<String> unlessPlain(TrialSpec trial) {
        return unlessSingle(trial)
                .or(() -> trial.model()
                        .flatMap(Architecture::single)
                        .filter(model -> model.norm() != Architecture.Normalisation.NONE)
                        .map(model -> "must come with a layer without a norm, got " + model.name()));
    }

    /** Sampling compares its samples with the law of an instance, and has noise levels of its own. */
    static Optional<String> unlessSampled(Optional<DenoiserFamily> given, TrialSpec trial) {
        if (trial.data().prompts().stream().anyMatch(file -> !file.knowsTruth())) {
            return Optional.of("must come with prompts whose instances are known, got data.prompts without");
        }
        return ifTransformed(trial)
                .or(() -> given.isPresent()
                        ? Optional.empty()
                        : unlessPlain(trial).or(() -> unlessScaled(trial)));
    }

    /** A layer depends on the noise through its scores alone if its attention weights sum to 1 and it was trained at one variance. */
    private static Optional<String> unlessScaled(TrialSpec trial) {
        Potential potential =
                trial.model().flatMap(Architecture::single).orElseThrow().attention();
        if (potential instanceof Potential.Linear
                || potential instanceof Potential.Polynomial
                || potential instanceof Potential.Exponential) {
            return Optional.of(
                    "must come with attention whose weights sum to 1, such as softmax or gaussian, to be used at"
                            + " other levels of noise, got " + potential.label());
        }
        return trial.task().noise().isIsotropic()
                ? Optional.empty()
                : Optional.of("must come with isotropic noise, at whose sigma_Z^2 the layer was trained, got "
                        + trial.task().noise());
    }

    /** The family of denoisers that is given, or else the trial's layer with its scores times sigma_Z^2/sigma^2. */
    static DenoiserFamily family(Optional<DenoiserFamily> given, Evaluation.Subject subject) {
        return given.orElseGet(() ->
                DenoiserFamily.scaled(subject.layer(), subject.trial().task().noiseVariance()));
    }
}
