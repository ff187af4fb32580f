package icd.workbench.recipe;

import icd.attention.Initialisation;
import icd.describe.Describe;
import icd.describe.Kinds;
import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a trial measures besides its loss. Each gives one table: coordinates that say where, and values measured there.
 *
 * <p>A column of values named {@code x_error} is the standard error of the column {@code x}.
 */
@Describe("what a trial measures besides its loss; each gives one table")
public sealed interface EvaluationSpec {

    /** Names the table; differs between the evaluations of a trial. */
    @Describe(
            value = "names its table",
            pattern = Recipe.NAME,
            patternSays = Recipe.NAME_SAYS,
            byDefault = Describe.KIND)
    String name();

    /** The coordinates of its table, in order. */
    List<String> coordinates();

    /** The columns of values. */
    List<String> values();

    /** The values of coordinates that are known before a run. */
    default Map<String, Set<String>> places() {
        return Map.of();
    }

    /** How many rows its table will have, about. */
    long rows(TrialSpec trial);

    /** Whether a layer is what it measures. */
    default boolean needsModel() {
        return true;
    }

    /** Why it does not fit a trial, as the end of a message; empty where it does. */
    default Optional<String> misfit(TrialSpec trial) {
        return Optional.empty();
    }

    /** The layer on fresh prompts of tasks and contexts that it was not trained for. */
    @Describe("the layer on fresh prompts whose task or context length differs from those it was trained on")
    record Shift(
            String name,

            @Describe(
                    value = "dimensions d to draw from; none for that of the task. For mixtures there are none",
                    min = 1,
                    byDefault = "[]")
            List<Integer> d,

            @Describe(value = "context lengths; none for data.L", min = 1, byDefault = "[]")
            List<Integer> L,

            @Describe(value = "fresh prompts for each combination", min = 2, byDefault = "4000")
            int prompts)
            implements EvaluationSpec {

        /** Copies the lists. */
        public Shift {
            d = List.copyOf(d);
            L = List.copyOf(L);
        }

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            boolean drawn = switch (trial.task()) {
                case Subspaces s -> !s.dimensions().isFixed();
                case Spheres s -> !s.dimensions().isFixed();
                case Mixtures m -> !m.components().isFixed();
                default -> false;
            };
            if (drawn && d.isEmpty()) {
                return Optional.of("must have d, as each prompt of the task draws its own, got none");
            }
            int most = switch (trial.task()) {
                case Subspaces _ -> trial.data().n();
                case Spheres _ -> trial.data().n() - 1;
                default -> 0;
            };
            return d.stream()
                    .filter(each -> each > most)
                    .findFirst()
                    .map(each -> "must have d "
                            + (most == 0 ? "left out for " + trial.task().name() : "<= " + most) + ", got " + each);
        }

        @Override
        public List<String> coordinates() {
            return List.of("d", "L");
        }

        @Override
        public Map<String, Set<String>> places() {
            return Map.of("d", texts(d), "L", texts(L));
        }

        @Override
        public long rows(TrialSpec trial) {
            return Math.max(1L, d.size()) * Math.max(1, L.size());
        }

        @Override
        public List<String> values() {
            return List.of("mse_per_dim", "mse_per_dim_error", "mse_per_d", "mse_per_d_error");
        }
    }

    /** The loss of scaled identities over beta and alpha. */
    @Describe(
            "the loss of scaled identities W_PV = alpha I, W_KQ = beta I over a grid, with its minimum and marked points")
    record LossLandscape(
            String name,

            @Describe("beta of W_KQ = beta I") RangeSpec beta,

            @Describe("alpha of W_PV = alpha I") RangeSpec alpha,

            @Describe(value = "over which prompts of the trial the loss is a mean", byDefault = "train")
            Prompts prompts)
            implements EvaluationSpec {

        /** What the coordinate {@code point} says of the scan. */
        public static final String GRID = "grid";

        /** The minimum, of those with alpha &gt;= 0. */
        public static final String MINIMUM = "minimum";

        /** That with both signs turned, which is as good where tokens are as likely as their negatives. */
        public static final String MIRROR = "mirror";

        /** The mean diagonals of the layer after training, or as given. */
        public static final String LAYER = "layer";

        /** What the posterior mean suggests for a long context. */
        public static final String HEURISTIC = "heuristic";

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            if (!(beta.from() < beta.to() && alpha.from() < alpha.to())) {
                return Optional.of("must have each from below its to, got " + beta + " and " + alpha);
            } else if (!(alpha.to() > 0)) {
                return Optional.of("must have alpha.to > 0, as layers are told apart by alpha > 0, got " + alpha);
            } else if (prompts.count(trial.data()) == 0) {
                return Optional.of("must have prompts to measure on, got data." + prompts + " = 0");
            } else if (prompts == Prompts.TRAIN
                    && trial.training()
                            .filter(training -> training.prompts() == EpochPrompts.FRESH)
                            .isPresent()) {
                return Optional.of("must have prompts: test or fresh, as every epoch trains on others, got train");
            }
            return Optional.empty();
        }

        @Override
        public List<String> coordinates() {
            return List.of("point", "beta", "alpha");
        }

        @Override
        public Map<String, Set<String>> places() {
            return Map.of("point", Set.of(GRID, MINIMUM, MIRROR, LAYER, HEURISTIC));
        }

        @Override
        public long rows(TrialSpec trial) {
            return (long) beta.points() * alpha.points();
        }

        @Override
        public List<String> values() {
            return List.of("mse_per_dim", "over_minimum");
        }
    }

    /** Prompts as numbers, to be drawn: tokens, query, target, estimates, and what the instance is. */
    @Describe("the first fresh prompts as numbers: tokens, query, target, estimates, and the subspace or centres")
    record DrawnPrompts(
            @Describe(
                    value = "names its table",
                    pattern = Recipe.NAME,
                    patternSays = Recipe.NAME_SAYS,
                    byDefault = "prompts")
            String name,

            @Describe(value = "how many of the fresh prompts", min = 1, byDefault = "1")
            int prompts,

            @Describe(
                    value = "denoisers whose estimates are told; that of the layer is, where there is one",
                    byDefault = "[bayes]")
            List<Baseline> estimates)
            implements EvaluationSpec {

        /** Copies the list. */
        public DrawnPrompts {
            estimates = List.copyOf(estimates);
        }

        @Override
        public boolean needsModel() {
            return false;
        }

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            String kind = trial.task().name();
            return tooFew(trial, prompts)
                    .or(() -> ifTransformed(trial))
                    .or(() -> estimates.stream()
                            .filter(estimate -> !TrialCheck.fits(Kinds.value(estimate), kind)
                                    || estimate == Baseline.LEAST_SQUARES
                                            && trial.data().train()
                                                    < trial.data().n())
                            .findFirst()
                            .map(estimate -> "must have estimates that go with " + kind
                                    + " and the training prompts, got " + Kinds.value(estimate)))
                    .or(() -> estimates.stream()
                            .flatMap(estimate ->
                                    estimate
                                            .misfit(trial)
                                            .map(says -> "estimates: '" + estimate + "' " + says)
                                            .stream())
                            .findFirst());
        }

        /**
         * {@code role} is {@code context}, {@code query}, {@code target}, {@code layer}, the name of a baseline, {@code basis}
         * (orthonormal, of the subspace) or {@code centre} (of a component); {@code token} counts from 1, and is L + 1 for
         * query, target and estimates.
         */
        @Override
        public List<String> coordinates() {
            return List.of("prompt", "role", "token", "component");
        }

        @Override
        public long rows(TrialSpec trial) {
            double rows = (double) prompts * trial.data().n() * trial.data().L();
            return (long) rows; // at most the largest long
        }

        @Override
        public List<String> values() {
            return List.of("value");
        }
    }

    /** The energy that the layer descends, over the plane. */
    @Describe(
            "the energy of which the layer is a step, for the context of a fresh prompt, over a square of the plane (n = 2)")
    record EnergyLandscape(
            String name,

            @Describe(value = "which of the fresh prompts, from 1", min = 1, byDefault = "1")
            int prompt,

            @Describe(value = "half the side of the square about the origin", above = 0, max = 1e30)
            double reach,

            @Describe(value = "points along a side", min = 2, byDefault = "81")
            int points)
            implements EvaluationSpec {

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            return tooFew(trial, prompt).or(() -> unlessPlane(trial)).or(() -> unlessScaledIdentities(trial));
        }

        /** The states' coordinates. */
        @Override
        public List<String> coordinates() {
            return List.of("s1", "s2");
        }

        @Override
        public long rows(TrialSpec trial) {
            return (long) points * points;
        }

        @Override
        public List<String> values() {
            return List.of("energy");
        }
    }

    /** Descents on the energy of the layer, from queries of one context and from those of all fresh prompts. */
    @Describe(
            "descents on the energy of which the layer is a step: from queries of one context (n = 2), and over all fresh prompts")
    record Trajectories(
            String name,

            @Describe(value = "which of the fresh prompts, from 1", min = 1, byDefault = "1")
            int prompt,

            @Describe(value = "queries: that of the prompt, and others drawn for its context", min = 1, byDefault = "3")
            int queries,

            @Describe(value = "steps of size gamma = alpha [17]", min = 1, byDefault = "50")
            int steps)
            implements EvaluationSpec {

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            return tooFew(trial, prompt)
                    .or(() -> unlessPlane(trial))
                    .or(() -> unlessScaledIdentities(trial))
                    .or(() -> ifTransformed(trial));
        }

        /** {@code query} is a number from 1, or {@code all} for the mean over the fresh prompts. */
        @Override
        public List<String> coordinates() {
            return List.of("query", "step");
        }

        @Override
        public long rows(TrialSpec trial) {
            return (queries + 1L) * (steps + 1L);
        }

        /**
         * State and target (neither for {@code all}), energy, whether the step is the first to raise it by more than rounding (0
         * or 1; the share of prompts for {@code all}), and how far the first step is from the layer's output (at most, for
         * {@code all}).
         */
        @Override
        public List<String> values() {
            return List.of("s1", "s2", "x1", "x2", "energy", "rise", "layer_distance");
        }
    }

    private static Set<String> texts(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static Optional<String> tooFew(TrialSpec trial, int prompts) {
        int fresh = trial.data().fresh();
        return prompts <= fresh
                ? Optional.empty()
                : Optional.of("must find so many fresh prompts: data.fresh must be >= " + prompts + ", got " + fresh);
    }

    private static Optional<String> ifTransformed(TrialSpec trial) {
        return trial.transform().map(_ -> "must come without a transform, which instances know nothing of");
    }

    private static Optional<String> unlessPlane(TrialSpec trial) {
        int n = trial.data().n();
        return n == 2 ? Optional.empty() : Optional.of("must come with data.n 2, got " + n);
    }

    /** Other weights have an energy only where W_PV is a multiple of the transpose of W_KQ. */
    private static Optional<String> unlessScaledIdentities(TrialSpec trial) {
        return trial.model()
                .filter(model -> model.weights() == Weights.FULL)
                .map(_ -> "must come with model.weights scalar, got full");
    }

    /** Descent from the query on the energy of which the layer is one step. */
    @Describe(
            "descent from the query on the energy of which the layer is one step: the loss by step size and number of steps")
    record Descent(
            String name,

            @Describe(
                    value = "step sizes in units of the layer's own: gamma/alpha, so that one step at 1 is the layer",
                    above = 0,
                    byDefault = "[1]")
            List<Double> rate,

            @Describe(value = "numbers of steps after which to measure, rising", min = 0)
            List<Integer> steps)
            implements EvaluationSpec {

        /** Copies the lists. */
        public Descent {
            rate = List.copyOf(rate);
            steps = List.copyOf(steps);
        }

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            boolean rises = !steps.isEmpty();
            for (int i = 1; i < steps.size(); i++) {
                rises &= steps.get(i - 1) < steps.get(i);
            }
            if (!rises || rate.isEmpty()) {
                return Optional.of("must have a rate and rising numbers of steps, got " + rate + " and " + steps);
            }
            boolean scaled = trial.model()
                    .filter(model -> model.weights() == Weights.SCALAR
                            || trial.training().isEmpty() && model.init() instanceof Initialisation.Identity)
                    .isPresent();
            if (!scaled) {
                return Optional.of("must have weights: scalar, so that the layer is a step on an energy, got full");
            }
            return trial.data().fresh() >= 2
                    ? Optional.empty()
                    : Optional.of("must have data.fresh >= 2 prompts to descend from, got "
                            + trial.data().fresh());
        }

        @Override
        public List<String> coordinates() {
            return List.of("rate", "steps");
        }

        @Override
        public Map<String, Set<String>> places() {
            return Map.of("steps", texts(steps));
        }

        @Override
        public long rows(TrialSpec trial) {
            return (long) rate.size() * steps.size();
        }

        @Override
        public List<String> values() {
            return List.of(
                    "mse_per_dim", "mse_per_dim_error", "over_one_step", "over_one_step_error", "norm", "norm_error");
        }
    }

    /** The learned weights beside those that undo the transform of the prompts [A.12]. */
    @Describe(
            "the weights beside those that undo the transform of the prompts [A.12]: how parallel they are, and their scales")
    record Structure(String name) implements EvaluationSpec {

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            return trial.transform().isEmpty() ? Optional.of("must come with a transform, got none") : Optional.empty();
        }

        @Override
        public List<String> coordinates() {
            return List.of("matrix");
        }

        @Override
        public Map<String, Set<String>> places() {
            return Map.of("matrix", Set.of("W_PV", "W_KQ", "product"));
        }

        @Override
        public long rows(TrialSpec trial) {
            return 3;
        }

        @Override
        public List<String> values() {
            return List.of("scale", "cosine", "undone_scale", "undone_cosine");
        }
    }
}
