package icd.claim;

import icd.attention.AttentionLayer;
import icd.kernel.TokenStack;
import icd.task.PromptSet;
import org.ojalgo.matrix.store.MatrixStore;

/** The paper's layers, and prompts for them written down by hand. */
final class Layers {

    private Layers() {}

    /** Returns equation 12 with W_PV = alpha I, W_KQ = beta I. */
    static AttentionLayer softmax(int n, double alpha, double beta) {
        return AttentionLayer.softmax(n).scalar().identity(alpha, beta);
    }

    /** Returns equation 11 with W_PV = alpha I, W_KQ = beta I. */
    static AttentionLayer linear(int n, double alpha, double beta) {
        return AttentionLayer.linear(n).scalar().identity(alpha, beta);
    }

    /** Returns a prompt of this context (n x L) and query. */
    static PromptSet prompt(MatrixStore<Double> X, double[] query) {
        int n = X.getRowDim();
        return PromptSet.of(TokenStack.of(Vectors.numbers(X), 1, n, X.getColDim()), query, new double[n]);
    }
}
