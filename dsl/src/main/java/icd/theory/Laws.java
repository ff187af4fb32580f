package icd.theory;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Weighting;
import icd.task.Spheres;
import icd.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The laws that are built in. */
public final class Laws {

    /** The Bayes loss, {@link Task#bayesLoss}. */
    public static final Law BAYES_LOSS = ofTask(
            "bayes_loss",
            "loss of the Bayes denoiser, where a formula gives it",
            "Bayes",
            Quantity.LOSS,
            task -> task.bayesLoss().isPresent(),
            asked -> asked.task().bayesLoss().orElseThrow());

    /** E||x||^2, {@link Task#secondMoment}. */
    public static final Law ZERO_LOSS = ofTask(
            "zero_loss",
            "loss of the zero predictor, E||x||^2",
            "zero predictor",
            Quantity.LOSS,
            task -> task.secondMoment().isPresent(),
            asked -> asked.task().secondMoment().orElseThrow());

    /** The loss of {@link LinearOptimum}. */
    public static final Law FINITE_CONTEXT_LOSS = ofTask(
            "finite_context_loss",
            "least loss of linear attention with scaled identities at the context length L",
            "best scaled identities at L",
            Quantity.LOSS,
            Laws::hasOptimum,
            asked -> best(asked).loss());

    /** The product of {@link LinearOptimum}. */
    public static final Law FINITE_CONTEXT_PRODUCT = ofTask(
            "finite_context_product",
            "alpha beta at which that loss is least",
            "best scaled identities at L",
            Quantity.PRODUCT,
            Laws::hasOptimum,
            asked -> best(asked).product());

    /** The limit of that product for tokens of one variance. */
    public static final Law ASYMPTOTIC_PRODUCT = ofTask(
            "asymptotic_product",
            "the same as L grows: 1/(sigma_0^2 + sigma_Z^2) for tokens of one variance, R^2/m on spheres",
            "1/(σ_0^2 + σ_Z^2)",
            Quantity.PRODUCT,
            task -> task.tokenVariance().isPresent() && task.noise().isIsotropic(),
            asked -> 1
                    / (asked.task().tokenVariance().orElseThrow()
                            + asked.task().noise().variance()));

    /** {@link LinearOptimum#loss(double)} at the layer's own alpha beta. */
    public static final Law SCALED_IDENTITY_LOSS = new Known(
            "scaled_identity_loss",
            "loss of linear attention with scaled identities of the layer's own alpha beta, at L",
            "scaled identities of the trained αβ",
            Quantity.LOSS,
            (task, layer) -> hasOptimum(task) && is(Weighting.Linear.class, layer),
            asked -> best(asked).loss(product(asked.givenLayer())));

    /** See {@link LinearDescent}. */
    public static final Law DESCENT_LOSS = new Known(
            "descent_loss",
            "loss along the descent on the energy of linear attention, as L grows; for tokens of one variance",
            "theory as L → ∞",
            Quantity.LOSS,
            (task, layer) -> LinearDescent.appliesTo(task) && is(Weighting.Linear.class, layer),
            asked -> LinearDescent.loss(
                    asked.task(), product(asked.givenLayer()), asked.givenRate(), asked.givenSteps()));

    /** See {@link SphereDescent}. */
    public static final Law FIXED_POINT_NORM = new Known(
            "fixed_point_norm",
            "norm at which descent on the energy of softmax attention comes to rest, as L grows; spheres",
            "theory as L → ∞",
            Quantity.NORM,
            Laws::isSoftmaxOnSpheres,
            asked -> SphereDescent.fixedPoint(
                    m(asked),
                    spheres(asked).radius(),
                    asked.givenLayer().alpha(),
                    asked.givenLayer().beta()));

    /** See {@link SphereDescent}. */
    public static final Law STABILITY_THRESHOLD = new Known(
            "stability_threshold",
            "the beta below which s = 0 is where that descent ends: m/(alpha R^2); spheres",
            "m/αR^2",
            Quantity.BETA,
            Laws::isSoftmaxOnSpheres,
            asked -> SphereDescent.threshold(
                    m(asked), spheres(asked).radius(), asked.givenLayer().alpha()));

    private Laws() {}

    /** All of them. */
    public static List<Law> all() {
        return List.of(
                BAYES_LOSS,
                ZERO_LOSS,
                FINITE_CONTEXT_LOSS,
                FINITE_CONTEXT_PRODUCT,
                ASYMPTOTIC_PRODUCT,
                SCALED_IDENTITY_LOSS,
                DESCENT_LOSS,
                FIXED_POINT_NORM,
                STABILITY_THRESHOLD);
    }

    /**
     * The law of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static Law of(String name) {
        return all().stream()
                .filter(law -> law.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Laws.of: name must be one of "
                        + all().stream().map(Law::name).toList() + ", got " + name));
    }

    /** A law of formulas. */
    private record Known(
            String name,
            String sentence,
            String label,
            Quantity quantity,
            BiPredicate<Task, Optional<? extends Attention>> known,
            ToDoubleFunction<Conditions> formula)
            implements Law {

        @Override
        public boolean appliesTo(Task task, Optional<? extends Attention> layer) {
            return known.test(task, layer);
        }

        @Override
        public double at(Conditions conditions) {
            if (!appliesTo(conditions.task(), conditions.layer())) {
                throw new IllegalArgumentException(
                        name + ": task and layer must be such that it is known, got " + conditions);
            }
            return formula.applyAsDouble(conditions);
        }

        @Override
        public String toString() {
            return name + ": " + sentence;
        }
    }

    private static Law ofTask(
            String name,
            String sentence,
            String label,
            Quantity quantity,
            Predicate<Task> known,
            ToDoubleFunction<Conditions> formula) {
        return new Known(name, sentence, label, quantity, (task, layer) -> known.test(task), formula);
    }

    private static boolean hasOptimum(Task task) {
        return task.contextMoments().isPresent();
    }

    private static LinearOptimum best(Conditions asked) {
        return LinearOptimum.of(asked.task(), asked.givenL());
    }

    private static double product(Attention layer) {
        return layer.alpha() * layer.beta();
    }

    /** Whether a layer is the paper's of this weighting: the query neither a token nor added to the output. */
    private static boolean is(Class<? extends Weighting> weighting, Optional<? extends Attention> layer) {
        return layer.isPresent()
                && layer.get() instanceof AttentionLayer single
                && weighting.isInstance(single.weighting())
                && !single.isFull()
                && !single.isResidual();
    }

    private static boolean isSoftmaxOnSpheres(Task task, Optional<? extends Attention> layer) {
        return task instanceof Spheres spheres && spheres.dimensions().isFixed() && is(Weighting.Softmax.class, layer);
    }

    private static Spheres spheres(Conditions asked) {
        return (Spheres) asked.task();
    }

    /** The dimension of the space that a sphere spans. */
    private static double m(Conditions asked) {
        return spheres(asked).d() + 1;
    }
}
