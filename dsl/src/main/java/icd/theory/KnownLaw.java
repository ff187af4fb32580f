package icd.theory;

import icd.attention.Architecture.Mask;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.attention.Potential;
import icd.attention.ScaledLayer;
import icd.describe.Describe;
import icd.describe.Kinds;
import icd.task.Spheres;
import icd.task.Task;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/** The laws that are built in. */
@Describe(
        "a law of theory, with the parameters of the trials drawn; losses in the unit of the metric they are drawn with")
public enum KnownLaw implements Law {
    /** {@link Task#bayesLoss}. */
    @Describe("loss of the Bayes denoiser, where a formula gives it")
    BAYES_LOSS(
            "Bayes",
            Quantity.LOSS,
            (task, _) -> task.bayesLoss().isPresent(),
            asked -> asked.task().bayesLoss().orElseThrow()),

    /** {@link Task#secondMoment}. */
    @Describe("loss of the zero predictor, E||x||^2")
    ZERO_LOSS(
            "zero predictor",
            Quantity.LOSS,
            (task, _) -> task.secondMoment().isPresent(),
            asked -> asked.task().secondMoment().orElseThrow()),

    /** The loss of scaled identities in {@link LinearOptimum}. */
    @Describe("least loss of linear attention with scaled identities at the context length L")
    FINITE_CONTEXT_LOSS(
            "best scaled identities at L",
            Quantity.LOSS,
            (task, _) -> hasOptimum(task),
            asked -> best(asked).scaledLoss()),

    /** {@link LinearOptimum#loss()}. */
    @Describe("least loss of linear attention over all weights at L, where it is known, else over scaled identities")
    LINEAR_OPTIMUM_LOSS(
            "best linear attention at L",
            Quantity.LOSS,
            (task, _) -> hasOptimum(task),
            asked -> best(asked).loss()),

    /** Returns the loss of {@link LinearOptimum#ofBestDecay}. */
    @Describe(
            "least loss of linear attention with scaled identities whose tokens weigh e^(-decay k), k steps before the query, at the best decay")
    BEST_DECAY_LOSS(
            "best weights e^{−λk} at L",
            Quantity.LOSS,
            (task, _) -> hasOptimum(task),
            asked -> LinearOptimum.ofBestDecay(asked.task(), asked.givenL()).loss()),

    /** The loss of {@link DepthOptimum}. */
    @Describe(
            "least loss at L of linear layers as many as the trial's, tied where they are, each with a scalar weight, a skip and a step of its own; of two also where the context moves; a bound from four layers on")
    DEPTH_LOSS(
            "best skips and steps at L",
            Quantity.LOSS,
            (task, layer) -> DepthOptimum.appliesTo(task)
                    && layer.isPresent()
                    && linearLayers(layer.get()).isPresent(),
            asked -> depth(asked).loss()),

    /** The loss of {@link HeadsOptimum} at the rank of the heads. */
    @Describe(
            "least loss at L of any number of linear heads whose outputs span as many dimensions as those of the trial's can: a bound")
    HEADS_LOSS(
            "least of heads of this rank",
            Quantity.LOSS,
            (task, layer) -> HeadsOptimum.appliesTo(task)
                    && layer.isPresent()
                    && outputs(layer.get()).isPresent(),
            asked -> HeadsOptimum.of(asked.task(), asked.givenL())
                    .loss(outputs(asked.givenLayer()).getAsInt())),

    /** The product of {@link LinearOptimum}. */
    @Describe("alpha beta at which that loss is least")
    FINITE_CONTEXT_PRODUCT(
            "best scaled identities at L",
            Quantity.PRODUCT,
            (task, _) -> hasOptimum(task),
            asked -> best(asked).product()),

    /** The limit of that product for tokens of one variance. */
    @Describe("the same as L grows: 1/(sigma_0^2 + sigma_Z^2); tokens of one variance, sigma_0^2 = R^2/m on spheres")
    ASYMPTOTIC_PRODUCT(
            "1/(σ_0^2 + σ_Z^2)",
            Quantity.PRODUCT,
            (task, _) -> task.tokenVariance().isPresent() && task.noise().isIsotropic(),
            asked -> 1
                    / (asked.task().tokenVariance().orElseThrow()
                            + asked.task().noise().variance())),

    /** The law is {@link LinearOptimum#loss(double)} at the layer's own {@math alpha beta}. */
    @Describe("loss of linear attention with scaled identities of the layer's own alpha beta, at L")
    SCALED_IDENTITY_LOSS(
            "scaled identities of the trained αβ",
            Quantity.LOSS,
            (task, layer) -> hasOptimum(task) && is(Potential.Linear.class, layer),
            asked -> best(asked).loss(product(asked.givenLayer()))),

    /** {@math (N-1)/(N-n-1)} times the loss of {@link LinearOptimum}; NaN up to {@math N = n + 1}. */
    @Describe(
            "loss of W_PV alone trained on N prompts, N > n + 1: (N-1)/(N-n-1) times the least loss at L, as if features were Gaussian")
    FEW_PROMPTS_LOSS(
            "(N−1)/(N−n−1) of the best at L",
            Quantity.LOSS,
            (task, _) -> hasOptimum(task),
            asked -> fewPrompts(asked.givenTrain(), asked.task().n())
                    * best(asked).loss()),

    /** See {@link GradientFlow#lossAt}. */
    @Describe(
            "population loss along gradient flow from the layer's first scales, against the epoch; scalar weights and plain sgd")
    GRADIENT_FLOW_LOSS(
            "gradient flow",
            Quantity.LOSS,
            KnownLaw::isLinearOfScalars,
            asked -> asked.task().n() * flow(asked).lossAt(asked.givenTime())),

    /** See {@link GradientFlow#productAt}. */
    @Describe("alpha beta along the same flow")
    GRADIENT_FLOW_PRODUCT(
            "gradient flow",
            Quantity.PRODUCT,
            KnownLaw::isLinearOfScalars,
            asked -> flow(asked).productAt(asked.givenTime())),

    /** See {@link LinearDescent}. */
    @Describe("loss along the descent on the energy of linear attention, as L grows; tokens of one variance")
    DESCENT_LOSS(
            "theory as L → ∞",
            Quantity.LOSS,
            (task, layer) -> LinearDescent.appliesTo(task) && is(Potential.Linear.class, layer),
            asked -> LinearDescent.loss(
                    asked.task(), product(asked.givenLayer()), asked.givenRate(), asked.givenSteps())),

    /** See {@link SphereDescent}. */
    @Describe("norm at which descent on the energy of softmax attention comes to rest, as L grows; spheres")
    FIXED_POINT_NORM(
            "theory as L → ∞",
            Quantity.NORM,
            KnownLaw::isSoftmaxOnSpheres,
            asked -> SphereDescent.fixedPoint(
                    m(asked),
                    spheres(asked).radius(),
                    asked.givenLayer().alpha(),
                    asked.givenLayer().beta())),

    /** See {@link SphereDescent}. */
    @Describe("the beta below which s = 0 is where that descent ends: m/(alpha R^2), a vertical line; spheres")
    STABILITY_THRESHOLD(
            "m/(αR^2)",
            Quantity.BETA,
            KnownLaw::isSoftmaxOnSpheres,
            asked -> SphereDescent.threshold(
                    m(asked), spheres(asked).radius(), asked.givenLayer().alpha())),

    /** See {@link CollapseNoise}. */
    @Describe("the level of noise below which samplers that know L tokens alone fall onto one of them; Gaussian tokens")
    COLLAPSE_NOISE(
            "random-energy estimate",
            Quantity.NOISE,
            (task, _) -> CollapseNoise.appliesTo(task),
            asked -> CollapseNoise.of(asked.task(), asked.givenL()));

    private final String label;
    private final Quantity quantity;
    private final BiPredicate<Task, Optional<? extends Attention>> known;
    private final ToDoubleFunction<Conditions> formula;

    KnownLaw(
            String label,
            Quantity quantity,
            BiPredicate<Task, Optional<? extends Attention>> known,
            ToDoubleFunction<Conditions> formula) {
        this.label = label;
        this.quantity = quantity;
        this.known = known;
        this.formula = formula;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Quantity quantity() {
        return quantity;
    }

    @Override
    public boolean appliesTo(Task task, Optional<? extends Attention> layer) {
        return known.test(task, layer);
    }

    @Override
    public double at(Conditions conditions) {
        if (!appliesTo(conditions.task(), conditions.layer())) {
            throw new IllegalArgumentException(
                    this + ": task and layer must be such that it is known, got " + conditions);
        }
        return formula.applyAsDouble(conditions);
    }

    /** Whether it is about the course of a training by plain gradient descent. */
    public boolean isAlongTraining() {
        return this == GRADIENT_FLOW_LOSS || this == GRADIENT_FLOW_PRODUCT;
    }

    /** As recipes write it. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }

    private static boolean hasOptimum(Task task) {
        return task.contextMoments().isPresent();
    }

    private static LinearOptimum best(Conditions asked) {
        return LinearOptimum.of(asked.task(), asked.givenL());
    }

    private static DepthOptimum depth(Conditions asked) {
        Attention layer = asked.givenLayer();
        int layers = linearLayers(layer).getAsInt();
        return switch (layer) {
            case LayerStack stack
            when stack.mask().isPresent() && stack.isTied() -> DepthOptimum.tiedMoving(asked.task(), asked.givenL());
            case LayerStack stack when stack.mask().isPresent() -> DepthOptimum.moving(asked.task(), asked.givenL());
            case LayerStack stack when stack.isTied() -> DepthOptimum.tied(asked.task(), asked.givenL(), layers);
            default -> DepthOptimum.of(asked.task(), asked.givenL(), layers);
        };
    }

    /**
     * How many layers follow each other, where each is a linear one, with or without a skip, nothing is in between, and {@link
     * DepthOptimum} knows them; empty of others.
     */
    private static OptionalInt linearLayers(Attention layer) {
        return switch (layer) {
            case AttentionLayer one
            when one.potential() instanceof Potential.Linear && !one.isFull() -> OptionalInt.of(1);
            case ScaledLayer scaled when scaled.layer() instanceof AttentionLayer one -> linearLayers(one);
            case LayerStack stack when stack.hidden().isPresent() -> OptionalInt.empty();
            case LayerStack stack
            when stack.mask().isPresent()
                    && (stack.mask().get() != Mask.FULL || stack.layers().size() != 2) -> OptionalInt.empty();
            case LayerStack stack
            when stack.layers().size() <= DepthOptimum.MOST
                    && stack.layers().stream()
                            .allMatch(each -> linearLayers(each).equals(OptionalInt.of(1))) ->
                OptionalInt.of(stack.layers().size());
            default -> OptionalInt.empty();
        };
    }

    /** How many dimensions the outputs of linear heads span at most; empty of other layers. */
    private static OptionalInt outputs(Attention layer) {
        return switch (layer) {
            case AttentionLayer one
            when is(Potential.Linear.class, Optional.of(one)) ->
                OptionalInt.of(Math.min(one.n(), one.width().orElse(one.n())));
            case Heads heads
            when heads.heads().stream().allMatch(each -> outputs(each).isPresent()) ->
                OptionalInt.of(Math.min(
                        heads.n(),
                        heads.heads().stream()
                                .mapToInt(each -> outputs(each).getAsInt())
                                .sum()));
            default -> OptionalInt.empty();
        };
    }

    private static double fewPrompts(int count, int n) {
        return count > n + 1 ? (count - 1.0) / (count - n - 1) : Double.NaN;
    }

    private static boolean isLinearOfScalars(Task task, Optional<? extends Attention> layer) {
        return hasOptimum(task)
                && is(Potential.Linear.class, layer)
                && layer.get().parameters().stream().allMatch(parameter -> parameter.shape().length == 0);
    }

    private static GradientFlow flow(Conditions asked) {
        Attention start = asked.givenStart();
        return GradientFlow.of(asked.task(), asked.givenL(), start.alpha(), start.beta());
    }

    private static double product(Attention layer) {
        return layer.alpha() * layer.beta();
    }

    /**
     * Returns whether a layer is the paper's with this potential: the query neither a token nor added to the output.
     */
    private static boolean is(Class<? extends Potential> potential, Optional<? extends Attention> layer) {
        return layer.isPresent()
                && layer.get() instanceof AttentionLayer single
                && potential.isInstance(single.potential())
                && !single.isFull()
                && !single.isResidual();
    }

    private static boolean isSoftmaxOnSpheres(Task task, Optional<? extends Attention> layer) {
        return task instanceof Spheres spheres
                && !spheres.isOrdered()
                && spheres.dimensions().isFixed()
                && spheres.radii().isFixed()
                && is(Potential.Softmax.class, layer);
    }

    private static Spheres spheres(Conditions asked) {
        return (Spheres) asked.task();
    }

    /** Returns the dimension of the space that a sphere spans. */
    private static double m(Conditions asked) {
        return spheres(asked).d() + 1;
    }
}
