package icd.workbench.recipe;

import java.util.List;
import java.util.Optional;

/**
 * What a trial measures besides its loss. Each gives one table: coordinates that say where, and values measured there.
 *
 * <p>A column of values named {@code x_error} is the standard error of the column {@code x}.
 */
@Describe("what a trial measures besides its loss; each gives one table")
public sealed interface EvaluationSpec {

    /** Names the table; differs between the evaluations of a trial. */
    String name();

    /** The coordinates of its table, in order. */
    List<String> coordinates();

    /** The columns of values. */
    List<String> values();

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
            @Describe(
                    value = "names its table",
                    pattern = Recipe.NAME,
                    patternSays = Recipe.NAME_SAYS,
                    byDefault = "shift")
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
            int most = switch (trial.task()) {
                case TaskSpec.Subspaces _ -> trial.data().n();
                case TaskSpec.Spheres _ -> trial.data().n() - 1;
                case TaskSpec.Mixtures _ -> 0;
            };
            return d.stream()
                    .filter(each -> each > most)
                    .findFirst()
                    .map(each ->
                            "must have d " + (most == 0 ? "left out for mixtures" : "<= " + most) + ", got " + each);
        }

        @Override
        public List<String> coordinates() {
            return List.of("d", "L");
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
            @Describe(
                    value = "names its table",
                    pattern = Recipe.NAME,
                    patternSays = Recipe.NAME_SAYS,
                    byDefault = "loss_landscape")
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
            }
            return Optional.empty();
        }

        @Override
        public List<String> coordinates() {
            return List.of("point", "beta", "alpha");
        }

        @Override
        public List<String> values() {
            return List.of("mse_per_dim", "over_minimum");
        }
    }

    /** The learned weights beside those that undo the transform of the prompts [A.12]. */
    @Describe(
            "the weights beside those that undo the transform of the prompts [A.12]: how parallel they are, and their scales")
    record Structure(
            @Describe(
                    value = "names its table",
                    pattern = Recipe.NAME,
                    patternSays = Recipe.NAME_SAYS,
                    byDefault = "structure")
            String name)
            implements EvaluationSpec {

        @Override
        public Optional<String> misfit(TrialSpec trial) {
            return trial.transform().isEmpty() ? Optional.of("must come with a transform, got none") : Optional.empty();
        }

        @Override
        public List<String> coordinates() {
            return List.of("matrix");
        }

        @Override
        public List<String> values() {
            return List.of("scale", "cosine", "undone_scale", "undone_cosine");
        }
    }
}
