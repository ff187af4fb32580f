package icd.theory;

import icd.attention.AttentionLayer;
import java.util.Locale;
import java.util.Optional;
import org.ojalgo.matrix.store.R064Store;

/**
 * Weights of linear attention other than scaled identities, and their loss.
 *
 * @param loss the MSE, summed over coordinates
 * @param keyQuery {@math W_KQ}, n x n
 * @param projectionValue {@math W_PV}, n x n
 * @param meanMap {@math W_PV Sigma_X W_KQ}, n x n, where {@math Sigma_X} is one for all prompts
 */
public record LinearWeights(double loss, R064Store keyQuery, R064Store projectionValue, Optional<R064Store> meanMap) {

    /** Returns the layer that has them. */
    public AttentionLayer layer() {
        return AttentionLayer.linear(keyQuery.getRowDim()).weights(keyQuery, projectionValue);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "weights of linear attention in R^%d, MSE = %.6g", keyQuery.getRowDim(), loss);
    }
}
