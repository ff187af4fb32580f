package icd.workbench.evaluation;

import icd.attention.Architecture;
import icd.attention.AttentionLayer;
import icd.attention.Potential;
import icd.attention.ScaleLandscape;
import icd.attention.ScaleLandscape.Section;
import icd.describe.Describe;
import icd.task.Task;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.EpochPrompts;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.RangeSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The loss of scaled identities over {@math beta} and {@math alpha}. */
@Describe("the loss of scaled identities W_PV = alpha I, W_KQ = beta I over a grid, with its minimum and marked points")
public record LossLandscape(
        String name,

        @Describe("beta of W_KQ = beta I") RangeSpec beta,

        @Describe("alpha of W_PV = alpha I") RangeSpec alpha,

        @Describe(value = "over which prompts of the trial the loss is a mean", byDefault = "train")
        Prompts prompts)
        implements Evaluation {

    /** The value of the coordinate {@code point} for the points of the scan. */
    public static final String GRID = "grid";

    /** The minimum among the points with {@math alpha &gt;= 0}. */
    public static final String MINIMUM = "minimum";

    /** The minimum with both signs changed, which is as good if tokens are as likely as their negatives. */
    public static final String MIRROR = "mirror";

    /** The mean diagonals of the layer after training, or as given. */
    public static final String LAYER = "layer";

    /** The weights that the posterior mean suggests for a long context. */
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
        return Fits.unlessSingle(trial)
                .or(() -> Fits.ifPositioned(trial))
                .or(() -> trial.model()
                        .flatMap(Architecture::single)
                        .filter(model -> model.residual() || model.norm() != Architecture.Normalisation.NONE)
                        .map(model -> "must come with a layer that alpha scales whole, without norm and residual, got "
                                + model.name()));
    }

    @Override
    public List<String> coordinates() {
        return List.of("point", "beta", "alpha");
    }

    @Override
    public Map<String, Set<Coordinate>> places() {
        return Map.of(
                "point",
                Stream.of(GRID, MINIMUM, MIRROR, LAYER, HEURISTIC)
                        .map(Coordinate::of)
                        .collect(Collectors.toSet()));
    }

    @Override
    public long rows(TrialSpec trial) {
        return (long) beta.points() * alpha.points();
    }

    @Override
    public Set<String> words() {
        return Set.of("point");
    }

    @Override
    public List<String> values() {
        return List.of("mse_per_dim", "over_minimum");
    }

    /** A scaled-identity layer. */
    private record Point(double beta, double alpha) {}

    @Override
    public Table run(Subject subject) {
        TrialSpec trial = subject.trial();
        AttentionLayer form =
                (AttentionLayer) trial.model().orElseThrow().form(trial.data().n());
        ScaleLandscape landscape = ScaleLandscape.of(form, subject.prompts().of(prompts()), subject.workers());
        List<Section> scan =
                Arrays.stream(beta().values()).mapToObj(landscape::at).toList();
        double low = Math.max(0, alpha().from());
        double high = alpha().to();
        Section valley = landscape.minimum(scan, low, high);
        double best = valley.bestAlpha(low, high);
        double minimum = valley.msePerDim(best);
        List<Table.Row> rows = new ArrayList<>();
        rows.add(row(MINIMUM, valley, best, minimum));
        rows.add(row(MIRROR, landscape.at(-valley.beta()), -best, minimum));
        Point layer = layer(subject);
        rows.add(row(LAYER, landscape.at(layer.beta), layer.alpha, minimum));
        heuristic(trial).ifPresent(point -> rows.add(row(HEURISTIC, landscape.at(point.beta), point.alpha, minimum)));
        for (double alpha : alpha().values()) {
            scan.forEach(section -> rows.add(row(GRID, section, alpha, minimum)));
        }
        return new Table(coordinates(), values(), rows);
    }

    private static Table.Row row(String point, Section section, double alpha, double minimum) {
        double loss = section.msePerDim(alpha);
        return new Table.Row(
                List.of(Coordinate.of(point), Coordinate.of(section.beta()), Coordinate.of(alpha)),
                new double[] {loss, loss / minimum});
    }

    /** The mean diagonals of a layer, with the signs that make alpha > 0: on symmetric data (alpha, beta) and (-alpha, -beta) are one layer. */
    private static Point layer(Subject subject) {
        double sign = Math.copySign(1, subject.layer().alpha());
        return new Point(sign * subject.layer().beta(), sign * subject.layer().alpha());
    }

    /** The beta that equations 13 and 10 suggest at alpha = 1; empty if the paper has none. */
    private static Optional<Point> heuristic(TrialSpec trial) {
        Task task = trial.promptTask();
        OptionalDouble beta = switch (trial.model()
                .flatMap(Architecture::single)
                .orElseThrow()
                .attention()) {
            case Potential.Linear _ -> task.idealLinearBeta();
            case Potential.Softmax _ -> task.idealSoftmaxBeta();
            default -> OptionalDouble.empty();
        };
        return beta.isPresent() ? Optional.of(new Point(beta.getAsDouble(), 1)) : Optional.empty();
    }
}
