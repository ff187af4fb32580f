package icd.workbench.evaluation;

import icd.task.Transform;
import icd.workbench.recipe.TrialSpec;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The weights that undo a transform A of the prompts, up to scales [A.12]: with them a layer does with A X and {@math A x~} what scaled
 * identities do with X and {@math x~}.
 *
 * <p>They are the only ones: a linear layer's estimate {@math W_PV S W_KQ A x~} depends on {@math S = A S_0 A^T}, and if (V, K) and (V', K')
 * agree for every symmetric S, then {@math M = V'^-1 V} and {@math N = K K'^-1} have {@math M S N = S}; {@math S = I} gives {@math N = M^-1}, so
 * that M commutes with every symmetric S and is a multiple of I. The freedom is {@math (c, 1/c)}, c of either sign.
 *
 * @param change the transform
 * @param projectionValue {@math A^-1}; I where the target is in the new coordinates [A.13]
 * @param keyQuery {@math (A A^T)^-1}
 */
public record UndoingWeights(Transform change, MatrixStore<Double> projectionValue, MatrixStore<Double> keyQuery) {

    /**
     * The weights that undo the transform of a trial.
     *
     * @throws IllegalArgumentException if its prompts are not transformed
     */
    public static UndoingWeights of(TrialSpec trial) {
        Transform change = trial.promptTask()
                .transform()
                .orElseThrow(() -> new IllegalArgumentException(
                        "trial " + trial.id() + ": its prompts must be transformed, got " + trial.task()));
        MatrixStore<Double> inverse = change.inverse();
        return new UndoingWeights(
                change,
                switch (change.target()) {
                    case OLD -> inverse;
                    case NEW -> change.matrix().multiply(inverse);
                },
                inverse.transpose().multiply(inverse));
    }

    /** The sign by which both matrices of a layer are multiplied to make {@math W_PV} a positive multiple of its structure. */
    public double sign(MatrixStore<Double> layersProjectionValue) {
        return Math.copySign(1, inner(layersProjectionValue, projectionValue));
    }

    /** The sum of the products of corresponding entries. */
    static double inner(MatrixStore<Double> a, MatrixStore<Double> b) {
        double sum = 0;
        for (int i = 0; i < a.getRowDim(); i++) {
            for (int j = 0; j < a.getColDim(); j++) {
                sum = Math.fma(a.doubleValue(i, j), b.doubleValue(i, j), sum);
            }
        }
        return sum;
    }
}
