package icd.workbench.evaluation;

import static icd.workbench.evaluation.UndoingWeights.inner;

import icd.attention.Attention;
import icd.describe.Describe;
import icd.task.Transform;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ojalgo.matrix.store.MatrixStore;

/** The learned weights beside those that undo the transform of the prompts [A.12]. */
@Describe(
        "the weights beside those that undo the transform of the prompts [A.12]: how parallel they are, and their scales")
public record Structure(String name) implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return trial.transform().isEmpty()
                ? Optional.of("must come with a transform, got none")
                : Fits.unlessSingle(trial);
    }

    @Override
    public List<String> coordinates() {
        return List.of("matrix");
    }

    @Override
    public Map<String, Set<Coordinate>> places() {
        return Map.of("matrix", Set.of(Coordinate.of("W_PV"), Coordinate.of("W_KQ"), Coordinate.of("product")));
    }

    @Override
    public long rows(TrialSpec trial) {
        return 3;
    }

    @Override
    public Set<String> words() {
        return Set.of("matrix");
    }

    @Override
    public List<String> values() {
        return List.of("scale", "cosine", "undone_scale", "undone_cosine");
    }

    @Override
    public Table run(Subject subject) {
        UndoingWeights undoing = UndoingWeights.of(subject.trial());
        Attention layer = subject.layer();
        MatrixStore<Double> V = layer.projectionValue();
        MatrixStore<Double> K = layer.keyQuery();
        double sign = undoing.sign(V);
        Transform change = undoing.change();
        MatrixStore<Double> A = change.matrix();
        MatrixStore<Double> undoneV = switch (change.target()) {
            case OLD -> V.multiply(A);
            case NEW -> change.inverse().multiply(V).multiply(A);
        };
        MatrixStore<Double> undoneK = A.transpose().multiply(K).multiply(A);
        double[] value = row(sign, V, undoing.projectionValue(), undoneV);
        double[] key = row(sign, K, undoing.keyQuery(), undoneK);
        double[] product = new double[value.length];
        Arrays.setAll(product, i -> value[i] * key[i]);
        return new Table(
                coordinates(),
                values(),
                List.of(
                        new Table.Row(List.of(Coordinate.of("W_PV")), value),
                        new Table.Row(List.of(Coordinate.of("W_KQ")), key),
                        new Table.Row(List.of(Coordinate.of("product")), product)));
    }

    private static double[] row(
            double sign, MatrixStore<Double> weights, MatrixStore<Double> structure, MatrixStore<Double> undone) {
        double trace = 0;
        for (int i = 0; i < undone.getRowDim(); i++) {
            trace += undone.doubleValue(i, i);
        }
        double n = undone.getRowDim();
        double fit = inner(weights, structure);
        return new double[] {
            sign * fit / inner(structure, structure),
            sign * fit / Math.sqrt(inner(weights, weights) * inner(structure, structure)),
            sign * trace / n,
            sign * trace / Math.sqrt(n * inner(undone, undone))
        };
    }
}
