package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Equation 15, Proposition 3.2: softmax with W_PV/eps and eps W_KQ is, up to a term that vanishes with eps,
 * (1/eps) W_PV Xbar + W_PV Cov(X) W_KQ x~.
 */
class SmallScoresTest {

    private static final int N = 5;

    @Test
    void theLimitIsLinearAttentionOnCentredTokens() {
        PromptSet prompts = new Subspaces(N, 3, 2, 1).prompts(10, 21, 1);
        AttentionLayer weights = AttentionLayer.softmax(N).uniform(RandomStream.of(1, "weights"));
        double[] eps = {1e-2, 1e-3, 1e-4};
        double[] errors = new double[3];
        for (int e = 0; e < 3; e++) {
            AttentionLayer layer = AttentionLayer.softmax(N)
                    .weights(
                            R064Store.FACTORY.copy(weights.keyQuery().multiply(eps[e])),
                            R064Store.FACTORY.copy(weights.projectionValue().divide(eps[e])));
            double[] estimates = layer.estimate(prompts);
            for (int k = 0; k < prompts.size(); k++) {
                MatrixStore<Double> limit = limit(weights, prompts, k, eps[e]);
                for (int i = 0; i < N; i++) {
                    errors[e] = Math.max(errors[e], Math.abs(estimates[k * N + i] - limit.doubleValue(i)));
                }
            }
        }
        assertThat(errors[0]).isBetween(1e-4, 0.2);
        assertThat(errors[0] / errors[1]).as("slope in eps").isCloseTo(10, within(1.0));
        assertThat(errors[1] / errors[2]).as("slope in eps").isCloseTo(10, within(0.1));
    }

    private static MatrixStore<Double> limit(AttentionLayer weights, PromptSet prompts, int k, double eps) {
        MatrixStore<Double> x = prompts.context(k);
        int L = prompts.L();
        R064Store ones = R064Store.FACTORY.make(L, 1);
        ones.fillAll(1.0);
        MatrixStore<Double> mean = x.multiply(ones).divide(L);
        MatrixStore<Double> covariance = x.multiply(x.transpose()).divide(L).subtract(mean.multiply(mean.transpose()));
        MatrixStore<Double> linear = covariance.multiply(weights.keyQuery()).multiply(prompts.query(k));
        return weights.projectionValue().multiply(mean.divide(eps).add(linear));
    }
}
