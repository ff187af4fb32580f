package icd.workbench.engine;

import static icd.workbench.recipe.EvaluationSpec.LossLandscape.GRID;
import static icd.workbench.recipe.EvaluationSpec.LossLandscape.HEURISTIC;
import static icd.workbench.recipe.EvaluationSpec.LossLandscape.LAYER;
import static icd.workbench.recipe.EvaluationSpec.LossLandscape.MINIMUM;
import static icd.workbench.recipe.EvaluationSpec.LossLandscape.MIRROR;

import icd.attention.AttentionLayer;
import icd.attention.Potential;
import icd.attention.ScaleLandscape;
import icd.attention.ScaleLandscape.Section;
import icd.task.Task;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The loss of scaled identities over a grid of beta and alpha, after the points that are marked in it. */
record LossLandscapeEvaluation(EvaluationSpec.LossLandscape spec) implements Evaluation {

    /** A scaled-identity layer. */
    private record Point(double beta, double alpha) {}

    @Override
    public Table run(Subject subject) {
        TrialSpec trial = subject.trial();
        AttentionLayer form =
                (AttentionLayer) trial.model().orElseThrow().form(trial.data().n());
        ScaleLandscape landscape = ScaleLandscape.of(form, subject.prompts().of(spec.prompts()), subject.workers());
        List<Section> scan =
                Arrays.stream(spec.beta().values()).mapToObj(landscape::at).toList();
        double low = Math.max(0, spec.alpha().from());
        double high = spec.alpha().to();
        Section valley = landscape.minimum(scan, low, high);
        double best = valley.bestAlpha(low, high);
        double minimum = valley.msePerDim(best);
        List<Table.Row> rows = new ArrayList<>();
        rows.add(row(MINIMUM, valley, best, minimum));
        rows.add(row(MIRROR, landscape.at(-valley.beta()), -best, minimum));
        Point layer = layer(subject);
        rows.add(row(LAYER, landscape.at(layer.beta), layer.alpha, minimum));
        heuristic(trial).ifPresent(point -> rows.add(row(HEURISTIC, landscape.at(point.beta), point.alpha, minimum)));
        for (double alpha : spec.alpha().values()) {
            scan.forEach(section -> rows.add(row(GRID, section, alpha, minimum)));
        }
        return new Table(spec.coordinates(), spec.values(), rows);
    }

    private static Table.Row row(String point, Section section, double alpha, double minimum) {
        double loss = section.msePerDim(alpha);
        return new Table.Row(
                List.of(point, Table.coordinate(section.beta()), Table.coordinate(alpha)),
                new double[] {loss, loss / minimum});
    }

    /** Its mean diagonals; of (alpha, beta) and (-alpha, -beta), which are one layer on symmetric data, that with alpha > 0. */
    private static Point layer(Subject subject) {
        double sign = Math.copySign(1, subject.layer().alpha());
        return new Point(sign * subject.layer().beta(), sign * subject.layer().alpha());
    }

    /** Equations 13 and 10: what the posterior mean suggests at alpha = 1; empty where the paper has none. */
    private static Optional<Point> heuristic(TrialSpec trial) {
        Task task = trial.promptTask();
        OptionalDouble beta = switch (trial.model().orElseThrow().attention()) {
            case Potential.Linear _ -> task.idealLinearBeta();
            case Potential.Softmax _ -> task.idealSoftmaxBeta();
            default -> OptionalDouble.empty();
        };
        return beta.isPresent() ? Optional.of(new Point(beta.getAsDouble(), 1)) : Optional.empty();
    }
}
