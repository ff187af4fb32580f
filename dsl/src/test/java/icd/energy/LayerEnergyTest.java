package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.attention.Potential;
import icd.task.PromptSet;
import icd.task.Spheres;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

class LayerEnergyTest {

    private static final int N = 5;
    private static final R064Store KQ = Samples.gaussian(N, N, 1, "W_KQ");
    private static final R064Store PV = Samples.gaussian(N, N, 1, "W_PV");
    private static final PromptSet PROMPTS = new Spheres(N, 2, 1, 0.1).prompts(30, 20, 1);

    /** All that score by products; the Gaussian kernel has W_K and W_Q apart, and tests of its own. */
    static List<Potential> potentials() {
        return List.of(
                new Potential.Linear(),
                new Potential.Softmax(),
                new Potential.Sparsemax(),
                new Potential.Entmax(1.5),
                new Potential.Normmax(2),
                new Potential.Polynomial(3, false),
                new Potential.Polynomial(4, true),
                new Potential.Exponential(),
                new Cosh());
    }

    /** A user's own. */
    private record Cosh() implements Potential {

        @Override
        public double weigh(double[] z, double[] w) {
            double sum = 0;
            for (int t = 0; t < z.length; t++) {
                sum += Math.cosh(z[t]) / z.length;
                w[t] = Math.sinh(z[t]) / z.length;
            }
            return sum;
        }
    }

    @ParameterizedTest
    @MethodSource("potentials")
    void aMultipleOfTheTransposeIsAGradientFlow(Potential potential) {
        LayerEnergy layer = LayerEnergy.of(potential, KQ, KQ.transpose().multiply(-1.7));
        assertThat(layer.c()).isCloseTo(-1.7, within(1e-14));
        assertThat(layer.misfit()).isLessThan(1e-14);
        assertThat(layer.hasEnergy()).isTrue();
        assertThat(layer.conservative()).isTrue();
        assertThat(layer.conservativeness(PROMPTS).asymmetry()).isLessThan(1e-12);
        assertThat(layer.toString()).contains("a gradient flow, W_PV = -1.700 W_KQ^T");
    }

    /** W_PV = c W_KQ is symmetric in the weights but no gradient: equation A.19 as printed would call it one. */
    @ParameterizedTest
    @MethodSource("potentials")
    void otherWeightsAreNot(Potential potential) {
        for (R064Store pv : List.of(PV, KQ)) {
            LayerEnergy layer = LayerEnergy.of(potential, KQ, pv);
            assertThat(layer.hasEnergy()).isFalse();
            assertThat(layer.conservative()).isFalse();
            assertThat(layer.conservativeness(PROMPTS).asymmetry()).isGreaterThan(0.1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> layer.flow(PROMPTS.context(0)))
                    .withMessageContaining("W_PV must be a multiple of W_KQ^T");
            assertThat(layer.nearest().hasEnergy()).isTrue();
        }
    }

    @Test
    void aLayerThatIgnoresItsQueryIsConstant() {
        LayerEnergy layer = LayerEnergy.of(new Potential.Softmax(), R064Store.FACTORY.make(N, N), PV);
        assertThat(layer.conservative()).isTrue();
        assertThat(layer.toString()).endsWith(": constant, as W_KQ = 0");
    }

    /** W_PV = u a^T, W_KQ = b u^T: f moves along u, as the gradient of some function of u.s. */
    @ParameterizedTest
    @MethodSource("potentials")
    void rankOneWithACommonRangeIsConservativeToo(Potential potential) {
        R064Store u = Samples.gaussian(N, 1, 2, "u");
        MatrixStore<Double> pv = u.multiply(Samples.gaussian(1, N, 2, "a"));
        MatrixStore<Double> kq = Samples.gaussian(N, 1, 2, "b").multiply(u.transpose());
        LayerEnergy layer = LayerEnergy.of(potential, kq, pv);
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
        LayerEnergy layer = LayerEnergy.of(new Potential.Linear(), R064Store.FACTORY.makeEye(2, 2), anti);
        assertThat(layer.asymmetry()).isCloseTo(Math.sqrt(4 / 3.0), within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("potentials")
    void jacobiansByFormulaAndByDifferences(Potential potential) {
        LayerEnergy layer = LayerEnergy.of(potential, KQ, PV);
        AttentionLayer attention = attention(potential).weights(KQ, PV);
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

    private static AttentionLayer attention(Potential potential) {
        return AttentionLayer.of(potential, N);
    }

    private static double[] padded(double[] first) {
        return Arrays.copyOf(first, PROMPTS.size() * N);
    }

    /** One descent step on its energy is the layer, and with a residual stream the flow's. */
    @ParameterizedTest
    @MethodSource("potentials")
    void aStepOnItsEnergyIsTheLayer(Potential potential) {
        LayerEnergy layer = LayerEnergy.of(potential, KQ, KQ.transpose().multiply(0.6));
        AttentionLayer attention =
                attention(potential).weights(KQ, KQ.transpose().multiply(0.6));
        double[] expected = attention.estimate(PROMPTS);
        double rounding =
                1e-13 * (1 + Arrays.stream(expected).map(Math::abs).max().orElseThrow());
        assertThat(DescentDenoiser.of(layer.step()).estimate(PROMPTS)).containsExactly(expected, within(rounding));
        assertThat(DescentDenoiser.of(LayerEnergy.of(attention.residual()).step())
                        .estimate(PROMPTS))
                .containsExactly(attention.residual().estimate(PROMPTS), within(rounding));
        for (int k = 0; k < PROMPTS.size(); k++) {
            double[] residual = Descent.of(layer.flow(PROMPTS.context(k)), PROMPTS.query(k))
                    .steps(1)
                    .run()
                    .last()
                    .data;
            for (int i = 0; i < N; i++) {
                double query = PROMPTS.queries()[k * N + i];
                assertThat(residual[i]).isCloseTo(query + expected[k * N + i], within(rounding));
            }
        }
    }

    @Test
    void aLayerSaysItsOwnKind() {
        AttentionLayer softmax =
                AttentionLayer.softmax(N).weights(KQ, KQ.transpose().multiply(0.6));
        assertThat(LayerEnergy.of(softmax).hasEnergy()).isTrue();
        assertThat(LayerEnergy.of(softmax).c()).isCloseTo(0.6, within(1e-12));
        assertThat(LayerEnergy.of(AttentionLayer.linear(N)).toString()).startsWith("linear layer");
    }

    /** E = s.s/2 - c F(z), with F from its definition and not from the code under test. */
    @Test
    void theEnergyIsTheQuadraticLessTheMultipleOfThePotential() {
        R064Store pv = Samples.copy(KQ.transpose().multiply(0.6));
        MatrixStore<Double> X = PROMPTS.context(3);
        MatrixStore<Double> s = PROMPTS.query(3);
        double L = X.getColDim();
        double[] z = Samples.copy(X.transpose().multiply(KQ).multiply(s)).data;
        double square = s.transpose().multiply(s).doubleValue(0);
        double sum = Arrays.stream(z).map(Math::exp).sum();
        Map<Potential, Double> expected = Map.of(
                new Potential.Linear(),
                        Arrays.stream(z).map(each -> each * each).sum() / (2 * L),
                new Potential.Softmax(), Math.log(sum),
                new Potential.Exponential(), sum / L,
                new Potential.Polynomial(3, false),
                        Arrays.stream(z).map(each -> Math.pow(each, 3)).sum() / (3 * L),
                new Potential.Polynomial(4, true),
                        Arrays.stream(z)
                                        .map(each -> Math.pow(Math.max(0, each), 4))
                                        .sum()
                                / (4 * L));
        expected.forEach((potential, value) -> {
            LayerEnergy layer = LayerEnergy.of(potential, KQ, pv);
            assertThat(layer.step(X).value(s))
                    .as(potential.label())
                    .isCloseTo(square / 2 - 0.6 * value, within(1e-13 * (1 + Math.abs(value))));
            assertThat(layer.flow(X).value(s)).isCloseTo(-0.6 * value, within(1e-13 * (1 + Math.abs(value))));
            assertThat(layer.step(X).terms(s).keySet()).containsExactly("norm", "potential");
        });
    }

    /** Merged, scalar of either sign, narrow: with W_PV = c W_KQ^T in each form that can have it. */
    static List<AttentionLayer> gaussians() {
        R064Store queries = Samples.gaussian(2, N, 3, "W_Q");
        R064Store keys = Samples.gaussian(2, N, 3, "W_K");
        AttentionLayer gaussian = AttentionLayer.gaussian(N);
        return List.of(
                gaussian.identity(1, 10),
                gaussian.identity(-0.7, 2),
                gaussian.scalar().identity(1, 10),
                gaussian.scalar().identity(0.5, -0.4),
                gaussian.unmerged().identity(2, 3),
                gaussian.with("W_K", KQ)
                        .with("W_Q", PV)
                        .with("W_PV", Samples.copy(PV.transpose().multiply(KQ).multiply(-0.3))),
                gaussian.unmerged(2)
                        .with("W_K", keys)
                        .with("W_Q", queries)
                        .with("W_V", Samples.copy(keys.multiply(0.4)))
                        .with("W_O", Samples.copy(queries.transpose())));
    }

    @ParameterizedTest
    @MethodSource("gaussians")
    void aStepOnTheEnergyOfAGaussianKernelIsTheLayer(AttentionLayer layer) {
        LayerEnergy energy = LayerEnergy.of(layer);
        assertThat(energy.hasEnergy()).as(energy.toString()).isTrue();
        double[] expected = layer.estimate(PROMPTS);
        assertThat(DescentDenoiser.of(energy.step()).estimate(PROMPTS)).containsExactly(expected, within(1e-12));
        assertThat(DescentDenoiser.of(LayerEnergy.of(layer.residual()).step()).estimate(PROMPTS))
                .containsExactly(layer.residual().estimate(PROMPTS), within(1e-12));
        MemoryEnergy over = energy.step(PROMPTS.context(0));
        double[] s = PROMPTS.query(0).data;
        double[] gradient = new double[N];
        double[] differences = new double[N];
        over.gradient(s, gradient);
        Differences.gradient(over::value, s, differences);
        assertThat(gradient).containsExactly(differences, within(1e-9));
        double[] hessian = new double[N * N];
        double[] byDifferences = new double[N * N];
        over.hessian(s, hessian);
        Differences.hessian(over, s, byDifferences);
        assertThat(hessian).containsExactly(byDifferences, within(1e-6));
        assertThat(Conservativeness.of(layer, PROMPTS).asymmetry()).isLessThan(1e-6);
        Surface surface = Landscape.of(over).points(3, 4).run();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                R064Store at = surface.plane().point(surface.x()[i], surface.y()[j]);
                assertThat(surface.value(i, j))
                        .isCloseTo(over.value(at), within(1e-11 * (1 + Math.abs(over.value(at)))));
            }
        }
    }

    /** The value itself: s.s/2 - c log sum exp(x_t . W_KQ s - ||W_K x_t||^2 / 2), which near the origin loses nothing. */
    @Test
    void theEnergyOfAGaussianKernelByItsFirstForm() {
        AttentionLayer layer = AttentionLayer.gaussian(N)
                .with("W_K", KQ)
                .with("W_Q", PV)
                .with("W_PV", Samples.copy(PV.transpose().multiply(KQ).multiply(-0.3)));
        MatrixStore<Double> X = PROMPTS.context(0);
        MatrixStore<Double> s = PROMPTS.query(0);
        MatrixStore<Double> keys = KQ.multiply(X);
        MatrixStore<Double> cue = PV.multiply(s);
        double sum = 0;
        for (int t = 0; t < X.getColDim(); t++) {
            MatrixStore<Double> key = keys.column(t);
            double score = key.transpose().multiply(cue).doubleValue(0)
                    - key.transpose().multiply(key).doubleValue(0) / 2;
            sum += Math.exp(score);
        }
        double expected = s.transpose().multiply(s).doubleValue(0) / 2 + 0.3 * Math.log(sum);
        assertThat(LayerEnergy.of(layer).step(X).value(s)).isCloseTo(expected, within(1e-12));
    }

    /** With W_PV = I and W_K = W_Q the quadratic is all in the distances. */
    @Test
    void theEnergyOfTheEmpiricalPosteriorIsGaussianLse() {
        for (AttentionLayer layer : List.of(
                AttentionLayer.gaussian(N).identity(1, 10),
                AttentionLayer.gaussian(N).scalar().identity(1, 10))) {
            MemoryEnergy energy = LayerEnergy.of(layer).step(PROMPTS.context(0));
            MemoryEnergy lse = Energies.gaussianLse(PROMPTS.context(0), 10);
            assertThat(energy.value(PROMPTS.query(0))).isCloseTo(lse.value(PROMPTS.query(0)), within(1e-13));
            assertThat(energy.gradient(PROMPTS.query(0)).data)
                    .containsExactly(lse.gradient(PROMPTS.query(0)).data, within(1e-13));
        }
    }

    /** A step far from the origin is the layer there: neither loses digits to where the origin is. */
    @Test
    void farFromTheOrigin() {
        R064Store X = Samples.copy(PROMPTS.context(0));
        R064Store s = Samples.copy(PROMPTS.query(0));
        for (int i = 0; i < N; i++) {
            s.set(i, 0, s.doubleValue(i, 0) + 1e6);
            for (int t = 0; t < X.getColDim(); t++) {
                X.set(i, t, X.doubleValue(i, t) + 1e6);
            }
        }
        AttentionLayer layer = AttentionLayer.gaussian(N).identity(1, 10);
        double[] near = layer.estimate(PROMPTS, 0).data;
        double[] weights = LayerEnergy.of(layer).step(X).weights(s.data);
        double[] expected = LayerEnergy.of(layer).step(PROMPTS.context(0)).weights(PROMPTS.query(0).data);
        assertThat(weights).containsExactly(expected, within(1e-8));
        double[] step =
                Descent.of(LayerEnergy.of(layer).step(X), s).steps(1).run().last().data;
        for (int i = 0; i < N; i++) {
            assertThat(step[i] - 1e6).isCloseTo(near[i], within(1e-8));
        }
    }

    @Test
    void layersWithoutSuchAnEnergySayWhy() {
        AttentionLayer softmax =
                AttentionLayer.softmax(N).weights(KQ, KQ.transpose().multiply(0.6));
        AttentionLayer sparsemax = AttentionLayer.sparsemax(N);
        Map<Attention, String> reasons = Map.of(
                softmax.full(),
                "the query is among keys and values",
                softmax.normalised(),
                "it sees normalised tokens",
                softmax.residual().normalised(),
                "it sees normalised tokens",
                LayerStack.of(softmax, 2),
                "a stack is several steps",
                LayerStack.tied(softmax, 1).step(0.5),
                "a step of another length",
                Heads.of(softmax, sparsemax),
                "its heads are unlike",
                Heads.of(softmax, softmax.weights(PV, PV)),
                "its heads are unlike",
                Heads.of(softmax.residual(), softmax.residual()),
                "its heads have residual streams of their own",
                Attention.of("mine", N, new double[] {1}, (theta, x, q) -> q.multiply(theta[0])),
                "the use of its weights is not known");
        reasons.forEach((layer, why) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEnergy.of(layer))
                .withMessageStartingWith("LayerEnergy.of: layer must have an energy s.s/2 - c F(z), got " + layer.name()
                        + ", which has none: ")
                .withMessageContaining(why));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEnergy.of(new Potential.Gaussian(), KQ, PV))
                .withMessageContaining("gaussian, whose scores need W_K and W_Q apart");
    }

    /** Heads with one W_KQ are one layer; a stack of one layer and a stream around it too. */
    @Test
    void whatIsOneLayerByAnotherNameHasItsEnergy() {
        AttentionLayer softmax =
                AttentionLayer.softmax(N).weights(KQ, KQ.transpose().multiply(0.6));
        AttentionLayer other = softmax.with("W_PV", Samples.copy(KQ.transpose().multiply(1.4)));
        AttentionLayer gaussian = AttentionLayer.gaussian(N).identity(1, 3);
        for (Attention layer : List.of(
                Heads.of(softmax, other),
                Heads.of(softmax, other).residual(),
                Heads.of(gaussian, gaussian.with("W_PV", R064Store.FACTORY.makeEye(N, N))),
                LayerStack.of(softmax),
                LayerStack.tied(softmax.residual(), 1),
                Heads.of(softmax.residual()))) {
            assertThat(DescentDenoiser.of(LayerEnergy.of(layer).step()).estimate(PROMPTS))
                    .as(layer.name())
                    .containsExactly(layer.estimate(PROMPTS), within(1e-12));
        }
    }

    /** Which energies fall without bound, by their values along a memory and its opposite, far and farther. */
    @Test
    void energiesThatAreUnboundedBelowSaySo() {
        MatrixStore<Double> X = PROMPTS.context(0);
        R064Store eye = R064Store.FACTORY.makeEye(N, N);
        List<Potential> all = new ArrayList<>(potentials());
        all.add(new Potential.Polynomial(4, false));
        for (Potential potential : all) {
            for (double c : new double[] {0.5, -0.5, 40, 0}) {
                LayerEnergy layer = LayerEnergy.of(potential, eye, eye.multiply(c));
                for (MemoryEnergy energy : List.of(layer.step(X), layer.flow(X))) {
                    boolean falls = false;
                    for (double side : new double[] {1, -1}) {
                        double far = energy.value(X.column(0).multiply(100 * side));
                        double farther = energy.value(X.column(0).multiply(200 * side));
                        falls |= farther < far && far < -10;
                    }
                    boolean known = !potential.name().equals("cosh") && !(c < 0 && potential.growth() == 1);
                    assertThat(energy.unbounded().isPresent())
                            .as("%s, %s", energy, energy.terms(X.column(0)).keySet())
                            .isEqualTo(falls && known);
                }
            }
        }
    }

    @Test
    void descentAndCensusSayThatAnEnergyIsUnbounded() {
        MatrixStore<Double> X = PROMPTS.context(0);
        R064Store eye = R064Store.FACTORY.makeEye(N, N);
        LayerEnergy layer = LayerEnergy.of(new Potential.Polynomial(4, false), eye, eye.multiply(100));
        MemoryEnergy energy = layer.step(X);
        String why = "polynomial-4_layer is unbounded below: its potential grows faster than any quadratic";
        Trajectory path = Descent.of(energy, PROMPTS.query(0).multiply(5)).run();
        assertThat(path.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(path.toString()).contains(why);
        FixedPoints points = Census.of(energy).starts(20, 0).run();
        assertThat(points.diverged()).isPositive();
        assertThat(points.unbounded()).contains(why);
        assertThat(points.toString()).contains(why);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() ->
                        DescentDenoiser.of(layer.step()).rate(10).steps(50).estimate(PROMPTS))
                .withMessageContaining(why);
        MemoryEnergy bounded = Energies.lse(X, 1, 10);
        assertThat(bounded.unbounded()).isEmpty();
        assertThat(Census.of(bounded).starts(5, 0).run().toString()).doesNotContain("unbounded");
        assertThat(Energies.exponential(X, 1).unbounded()).isPresent();
        assertThat(Energies.rectifiedPolynomial(X, 3).unbounded()).isPresent();
        assertThat(Energies.logExponential(X, 3).unbounded()).isPresent();
        assertThat(Energies.sphericalHopfield(X, 0.01).unbounded()).isEmpty();
        assertThat(Energies.sphericalHopfield(X, 100).unbounded().orElseThrow()).contains("its least curvature is -");
        assertThat(LayerEnergy.of(new Potential.Polynomial(2, false), eye, eye.multiply(100))
                        .step(X)
                        .unbounded()
                        .orElseThrow())
                .contains("its least curvature is -");
        assertThat(Energies.sphericalHopfield(X.multiply(1e200), 1).unbounded())
                .as("beyond a double")
                .isEmpty();
        assertThat(Energies.gaussianLse(X, 100).unbounded()).isEmpty();
        assertThat(Energies.epanechnikov(X, 1, 0.1).unbounded()).isEmpty();
        assertThat(Energies.hopfield(R064Store.FACTORY.make(N, 2)).unbounded())
                .as("no memory that is not 0")
                .isEmpty();
    }
}
