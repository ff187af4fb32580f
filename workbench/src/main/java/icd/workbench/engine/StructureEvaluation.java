package icd.workbench.engine;

import static icd.workbench.engine.UndoingWeights.inner;

import icd.attention.Attention;
import icd.task.Transform;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.run.Table;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The weights of the layer beside those that undo the transform A of its prompts: the multiple alpha or beta that fits best in
 * least squares, and the cosine. The same again after A is taken out of the weights, where scaled identities are left and every
 * direction counts alike.
 *
 * <p>The layer depends on its two matrices through the products of their entries alone (their Kronecker product), whose scale
 * and cosine are the products of theirs: the row {@code product}.
 */
record StructureEvaluation(EvaluationSpec.Structure spec) implements Evaluation {

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
                spec.coordinates(),
                spec.values(),
                List.of(
                        new Table.Row(List.of("W_PV"), value),
                        new Table.Row(List.of("W_KQ"), key),
                        new Table.Row(List.of("product"), product)));
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
