package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.task.PromptSet;
import icd.task.Spheres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

class LayerEnergyTest {

    private static final int N = 5;
    private static final R064Store KQ = Samples.gaussian(N, N, 1, "W_KQ");
    private static final R064Store PV = Samples.gaussian(N, N, 1, "W_PV");
    private static final PromptSet PROMPTS = new Spheres(N, 2, 1, 0.1).prompts(30, 20, 1);

    private static LayerEnergy layer(boolean softmax, MatrixStore<Double> kq, MatrixStore<Double> pv) {
        return softmax ? LayerEnergy.softmax(kq, pv) : LayerEnergy.linear(kq, pv);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMultipleOfTheTransposeIsAGradientFlow(boolean softmax) {
        LayerEnergy layer = layer(softmax, KQ, KQ.transpose().multiply(-1.7));
        assertThat(layer.c()).isCloseTo(-1.7, within(1e-14));
        assertThat(layer.misfit()).isLessThan(1e-14);
        assertThat(layer.hasEnergy()).isTrue();
        assertThat(layer.conservative()).isTrue();
        assertThat(layer.conservativeness(PROMPTS).asymmetry()).isLessThan(1e-12);
        assertThat(layer.toString()).contains("a gradient flow, W_PV = -1.700 W_KQ^T");
    }

    /** W_PV = c W_KQ is symmetric in the weights but no gradient: equation A.19 as printed would call it one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otherWeightsAreNot(boolean softmax) {
        for (R064Store pv : List.of(PV, KQ)) {
            LayerEnergy layer = layer(softmax, KQ, pv);
            assertThat(layer.hasEnergy()).isFalse();
            assertThat(layer.conservative()).isFalse();
            assertThat(layer.conservativeness(PROMPTS).asymmetry()).isGreaterThan(0.1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> layer.flow(PROMPTS.context(0)))
                    .withMessageContaining("W_PV must be a multiple of W_KQ^T");
            assertThat(layer.nearest().hasEnergy()).isTrue();
        }
    }

    /** W_PV = u a^T, W_KQ = b u^T: f moves along u, as the gradient of some function of u.s. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rankOneWithACommonRangeIsConservativeToo(boolean softmax) {
        R064Store u = Samples.gaussian(N, 1, 2, "u");
        MatrixStore<Double> pv = u.multiply(Samples.gaussian(1, N, 2, "a"));
        MatrixStore<Double> kq = Samples.gaussian(N, 1, 2, "b").multiply(u.transpose());
        LayerEnergy layer = layer(softmax, kq, pv);
        assertThat(layer.hasEnergy()).isFalse();
        assertThat(layer.conservative()).isTrue();
        assertThat(layer.conservativeness(PROMPTS).asymmetry()).isLessThan(1e-12);
        assertThat(layer.toString()).contains("along one line");
    }

    @Test
    void theMeasureHasItsScale() {
        R064Store anti = R064Store.FACTORY.make(2, 2);
        anti.set(0, 1, 1);
        anti.set(1, 0, -1);
        assertThat(Conservativeness.of(anti)).isEqualTo(2);
        assertThat(Conservativeness.of(R064Store.FACTORY.makeEye(3, 3))).isZero();
        R064Store upper = R064Store.FACTORY.make(2, 2);
        upper.set(0, 1, 5);
        assertThat(Conservativeness.of(upper)).isCloseTo(Math.sqrt(2), within(1e-15));
        // Y = e1 e1^T, e2 e2^T, (e1 e2^T + e2 e1^T)/sqrt 2 give ratios^2 2/1, 2/1 and 0: W_PV Y is diag(1, -1)/sqrt 2
        // there
        LayerEnergy layer = LayerEnergy.linear(R064Store.FACTORY.makeEye(2, 2), anti);
        assertThat(layer.asymmetry()).isCloseTo(Math.sqrt(4 / 3.0), within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void jacobiansByFormulaAndByDifferences(boolean softmax) {
        LayerEnergy layer = layer(softmax, KQ, PV);
        AttentionLayer attention = attention(softmax).weights(KQ, PV);
        Conservativeness formula = layer.conservativeness(PROMPTS);
        Conservativeness differences = Conservativeness.of(attention, PROMPTS);
        assertThat(differences.asymmetry()).isCloseTo(formula.asymmetry(), within(1e-7));
        assertThat(differences.standardError()).isCloseTo(formula.standardError(), within(1e-7));
        double ofFirst =
                Conservativeness.of(s -> attention.estimate(PROMPTS.withQueries(padded(s)), 0).data, PROMPTS.query(0));
        assertThat(ofFirst)
                .isCloseTo(Conservativeness.of(layer.jacobian(PROMPTS.context(0), PROMPTS.query(0))), within(1e-7));
        R064Store j = layer.jacobian(PROMPTS.context(0), PROMPTS.query(0));
        double h = 1e-6;
        for (int k = 0; k < N; k++) {
            double[] s = PROMPTS.query(0).data.clone();
            s[k] += h;
            double[] above = attention.estimate(PROMPTS.withQueries(padded(s)), 0).data;
            s[k] -= 2 * h;
            double[] below = attention.estimate(PROMPTS.withQueries(padded(s)), 0).data;
            for (int i = 0; i < N; i++) {
                assertThat(j.doubleValue(i, k)).isCloseTo((above[i] - below[i]) / (2 * h), within(1e-7));
            }
        }
    }

    private static AttentionLayer attention(boolean softmax) {
        return softmax ? AttentionLayer.softmax(N) : AttentionLayer.linear(N);
    }

    private static double[] padded(double[] first) {
        return java.util.Arrays.copyOf(first, PROMPTS.size() * N);
    }

    /** One descent step on its energy is the layer, and with a residual stream the flow's. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStepOnItsEnergyIsTheLayer(boolean softmax) {
        LayerEnergy layer = layer(softmax, KQ, KQ.transpose().multiply(0.6));
        AttentionLayer attention = attention(softmax).weights(KQ, KQ.transpose().multiply(0.6));
        double[] expected = attention.estimate(PROMPTS);
        assertThat(DescentDenoiser.of(layer.step()).estimate(PROMPTS)).containsExactly(expected, within(1e-13));
        for (int k = 0; k < PROMPTS.size(); k++) {
            double[] residual = Descent.of(layer.flow(PROMPTS.context(k)), PROMPTS.query(k))
                    .steps(1)
                    .run()
                    .last()
                    .data;
            for (int i = 0; i < N; i++) {
                double query = PROMPTS.queries()[k * N + i];
                assertThat(residual[i]).isCloseTo(query + expected[k * N + i], within(1e-13));
            }
        }
    }
}
