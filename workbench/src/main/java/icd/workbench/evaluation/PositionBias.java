package icd.workbench.evaluation;

import icd.attention.PositionedLayer;
import icd.describe.Describe;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The effect of a layer's position on a token at each distance from the query: a term of 0 and a factor of 1 for a layer without a position. */
@Describe(
        value =
                "what the layer's position adds to the score of a token k steps before the query, and what it multiplies by, for all k",
        key = "position")
public record PositionBias(String name) implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.unlessPlain(trial);
    }

    @Override
    public List<String> coordinates() {
        return List.of("distance");
    }

    @Override
    public long rows(TrialSpec trial) {
        return trial.data().L();
    }

    /** See {@link PositionedLayer#addedScores} and {@link PositionedLayer#factors}. */
    @Override
    public List<String> values() {
        return List.of("added_score", "factor");
    }

    @Override
    public Table run(Subject subject) {
        int L = subject.trial().data().L();
        double[] added = new double[L];
        double[] factors = new double[L];
        Arrays.fill(factors, 1);
        if (subject.layer() instanceof PositionedLayer layer) {
            added = layer.addedScores(L);
            factors = layer.factors(L);
        }
        double[][] columns = {added, factors};
        return new Table(
                coordinates(),
                values(),
                IntStream.range(0, L)
                        .mapToObj(i -> new Table.Row(
                                List.of(Coordinate.of(i + 1)), new double[] {columns[0][i], columns[1][i]}))
                        .toList());
    }
}
