package icd.workbench.engine;

import icd.attention.Attention;
import icd.task.Transform;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.run.Table;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The weights of the layer beside those that undo the transform of its prompts. The layer's function depends on the product of
 * the two, entry by entry (their Kronecker product), whose cosine and scale are the products of theirs.
 */
record StructureEvaluation(EvaluationSpec.Structure spec) implements Evaluation {

    @Override
    public Table run(Subject subject) {
        UndoingWeights undoing = UndoingWeights.of(subject.trial());
        Attention layer = subject.layer();
        MatrixStore<Double> V = layer.projectionValue();
        MatrixStore<Double> K = layer.keyQuery();
        double sign = Math.copySign(1, inner(V, undoing.projectionValue()));
        MatrixStore<Double> A = undoing.change().matrix();
        MatrixStore<Double> identity = A.multiply(undoing.change().inverse());
        MatrixStore<Double> undoneV =
                undoing.change().target() == Transform.Target.OLD
                        ? V.multiply(A)
                        : undoing.change().inverse().multiply(V).multiply(A);
        MatrixStore<Double> undoneK = A.transpose().multiply(K).multiply(A);
        double[] value = row(sign, V, undoing.projectionValue(), undoneV, identity);
        double[] key = row(sign, K, undoing.keyQuery(), undoneK, identity);
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
            double sign,
            MatrixStore<Double> weights,
            MatrixStore<Double> model,
            MatrixStore<Double> undone,
            MatrixStore<Double> identity) {
        return new double[] {
            sign * inner(weights, model) / inner(model, model),
            sign * cosine(weights, model),
            sign * inner(undone, identity) / inner(identity, identity),
            sign * cosine(undone, identity)
        };
    }

    private static double cosine(MatrixStore<Double> a, MatrixStore<Double> b) {
        return inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b));
    }

    private static double inner(MatrixStore<Double> a, MatrixStore<Double> b) {
        double sum = 0;
        for (long i = 0; i < a.count(); i++) {
            sum = Math.fma(a.doubleValue(i), b.doubleValue(i), sum);
        }
        return sum;
    }
}
