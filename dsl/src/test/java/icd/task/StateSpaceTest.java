package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.denoise.Baseline;
import icd.denoise.Baselines;
import icd.describe.Kinds;
import icd.describe.Schema.Kind;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.Estimate;
import icd.math.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.R064Store;

/** Tokens that follow one another, and the Kalman filter, which conditions on all of a prompt. */
class StateSpaceTest {

    private static final Baseline KALMAN = kalman();

    private static Baseline kalman() {
        return (Baseline) Kinds.family(Baseline.class).named("kalman").make(Map.of(), Map.of());
    }

    /** ORACLES: rho = .9, d = 8, sigma_0^2 = 2, s = 1. Clean: d q s/(q+s) with q = .19 * 2; R = 1: P = .718719, K = .418171. */
    @Test
    void knownValues() {
        StateSpace clean = new StateSpace(16, 8);
        assertThat(clean.kalmanLoss(1)).isCloseTo(8 * .38 / 1.38, within(1e-14)).isCloseTo(2.2028986, within(5e-8));
        assertThat(clean.kalmanLoss(100)).isEqualTo(clean.kalmanLoss(1));
        assertThat(clean.bayesLoss().orElseThrow()).as("the query alone").isCloseTo(16 / 3.0, within(1e-14));
        assertThat(clean.kalmanLoss(0)).as("no context").isCloseTo(16 / 3.0, within(1e-14));
        assertThat(clean.decay()).isInfinite();
        StateSpace noisy = clean.contextNoise(1);
        double prediction = noisy.predictionVariance(200);
        assertThat(prediction).isCloseTo(.718719, within(5e-7));
        assertThat(prediction / (prediction + 1)).isCloseTo(.418171, within(5e-7));
        assertThat(noisy.decay()).isCloseTo(.646940, within(5e-7));
        assertThat(noisy.kalmanLoss(200)).isCloseTo(8 * .718719 / 1.718719, within(5e-6));
        assertThat(noisy.decay()).isCloseTo(-Math.log(.9 / (1 + prediction)), within(1e-12));
    }

    /** Covariances of one coordinate of x_1 + r_1, ..., x_L + r_L, and of these with x_{L+1}. */
    private static double[] weights(StateSpace task, int L) {
        R064Store covariance = R064Store.FACTORY.make(L, L);
        R064Store target = R064Store.FACTORY.make(L, 1);
        for (int j = 0; j < L; j++) {
            target.set(j, 0, task.variance() * Math.pow(task.rho(), L - j));
            for (int k = 0; k < L; k++) {
                covariance.set(
                        j,
                        k,
                        task.variance() * Math.pow(task.rho(), Math.abs(j - k)) + (j == k ? task.contextNoise() : 0));
            }
        }
        LU<Double> lu = LU.R064.make(L, L);
        lu.decompose(covariance);
        return lu.getSolution(target).toRawCopy1D();
    }

    /** Against conditioning in one step, by the joint covariance of all tokens. */
    @Test
    void theFilterIsGaussianConditioning() {
        for (double rho : new double[] {.9, -.7, 0, .2}) {
            for (double R : new double[] {0, .3, 5}) {
                for (int L : new int[] {1, 2, 7}) {
                    StateSpace task = new StateSpace(4, 2)
                            .rho(rho)
                            .contextNoise(R)
                            .variance(1.5)
                            .noiseVariance(.6);
                    double[] w = weights(task, L);
                    double variance = 1.5;
                    for (int j = 0; j < L; j++) {
                        variance -= w[j] * 1.5 * Math.pow(rho, L - j);
                    }
                    assertThat(task.predictionVariance(L)).isCloseTo(variance, within(1e-13));
                    assertThat(task.kalmanLoss(L)).isCloseTo(2 * variance * .6 / (variance + .6), within(1e-12));
                    PromptSet prompts = task.prompts(3, L, 4);
                    double[] estimates = Baselines.kalman().estimate(prompts);
                    for (int k = 0; k < 3; k++) {
                        double[] rest = new double[4];
                        double[] mean = new double[4];
                        for (int i = 0; i < 4; i++) {
                            for (int t = 0; t < L; t++) {
                                mean[i] += w[t] * prompts.contexts().get(k, i, t);
                            }
                            rest[i] = mean[i] + variance / (variance + .6) * (prompts.queries()[4 * k + i] - mean[i]);
                        }
                        double[] expected = new double[4];
                        ((StatePath) prompts.instance(k)).frame().project(rest, 0, expected, 0);
                        for (int i = 0; i < 4; i++) {
                            assertThat(estimates[4 * k + i]).isCloseTo(expected[i], within(1e-12));
                        }
                    }
                }
            }
        }
    }

    /** In long contexts each weight is rho (1 - K) times the next one's: the slope that a recency is compared with. */
    @Test
    void weightsDecay() {
        StateSpace task = new StateSpace(4, 2).contextNoise(1);
        double[] w = weights(task, 60);
        assertThat(-Math.log(w[40] / w[41]))
                .isCloseTo(task.decay(), within(1e-9))
                .isCloseTo(.646940, within(5e-7));
        assertThatIllegalStateException()
                .isThrownBy(() -> task.rho(-.5).decay())
                .withMessageContaining("rho must be > 0");
    }

    static Stream<Task> tasks() {
        StateSpace task = new StateSpace(4, 2).contextNoise(.5);
        RandomStream random = RandomStream.of(1, "transforms");
        return Stream.of(
                new StateSpace(4, 2),
                task,
                task.rho(-.6).variance(.7),
                task.noise(Noise.orthogonal(2)),
                task.transformed(Transform.random(4, 3, Transform.Target.OLD, random)),
                task.transformed(Transform.random(4, 3, Transform.Target.NEW, random)));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void lossesAgainstMonteCarlo(Task task) {
        int L = 5;
        PromptSet prompts = PromptSet.draw(task, 30_000, L, Precision.FLOAT64, 3, "test", Workers.caller());
        assertClose(
                prompts,
                Baselines.kalman().estimate(prompts),
                KALMAN.exactLoss(task, L).orElseThrow().getAsDouble());
        assertClose(
                prompts, Baselines.bayes().estimate(prompts), task.bayesLoss().orElseThrow());
        task.secondMoment()
                .ifPresent(square -> assertClose(prompts, Baselines.zero().estimate(prompts), square));
    }

    private static void assertClose(PromptSet prompts, double[] estimates, double loss) {
        double[] squares = new double[prompts.size()];
        for (int k = 0; k < estimates.length; k++) {
            double error = estimates[k] - prompts.targets()[k];
            squares[k / prompts.n()] += error * error;
        }
        Estimate measured = Estimate.mean(squares);
        assertThat(measured.value()).isCloseTo(loss, within(4 * measured.error() + 1e-12));
    }

    /** Stationary variance, correlation rho^lag, and noise on the context alone. */
    @Test
    void tokensFollowOneAnother() {
        int count = 20_000;
        PromptSet prompts = new StateSpace(2, 2).rho(.8).contextNoise(.5).prompts(count, 3, 1);
        double[][] products = new double[4][count];
        for (int k = 0; k < count; k++) {
            double target = prompts.targets()[2 * k];
            products[0][k] = target * target;
            products[1][k] = target * prompts.contexts().get(k, 0, 2);
            products[2][k] = target * prompts.contexts().get(k, 0, 0);
            products[3][k] = Math.pow(prompts.contexts().get(k, 0, 1), 2);
        }
        double[] expected = {2, 2 * .8, 2 * .8 * .8 * .8, 2.5};
        for (int i = 0; i < 4; i++) {
            Estimate mean = Estimate.mean(products[i]);
            assertThat(mean.value()).isCloseTo(expected[i], within(4 * mean.error()));
        }
    }

    /** Tokens that are handed out in parts equal those handed out whole. */
    @Test
    void tilesAreParts() {
        StatePath path = new StateSpace(3, 2).contextNoise(1).draw(RandomStream.of(1, "path"));
        double[] whole = new double[3 * 300];
        path.tiles(RandomStream.of(2, "tokens"), 300, new Scratch()).read(0, 300, whole);
        TokenTiles tiles = path.tiles(RandomStream.of(2, "tokens"), 300, new Scratch());
        for (int from : new int[] {173, 0, 299}) {
            int count = Math.min(127, 300 - from);
            double[] tile = new double[3 * count];
            tiles.read(from, count, tile);
            for (int i = 0; i < 3; i++) {
                for (int t = 0; t < count; t++) {
                    assertThat(tile[i * count + t]).isEqualTo(whole[i * 300 + from + t]);
                }
            }
        }
    }

    @Test
    void whatNeedsIndependentTokensIsNotKnown() {
        StateSpace task = new StateSpace(6, 2);
        assertThat(task.noise(Noise.orthogonal(1)).contextMoments()).isEmpty();
        assertThat(task.tokenVariance()).isEmpty();
        assertThat(task.turnedTokens()).isEmpty();
        for (String name : new String[] {"context_mean", "pca_projection"}) {
            Baseline baseline =
                    (Baseline) Kinds.family(Baseline.class).named(name).make(Map.of(), Map.of());
            assertThat(baseline.exactLoss(task, 20)).as(name).isEmpty();
        }
        assertThat(Baseline.ZERO.exactLoss(task, 20).orElseThrow().getAsDouble())
                .isEqualTo(4);
        assertThat(Baseline.QUERY.exactLoss(task, 20).orElseThrow().getAsDouble())
                .isEqualTo(6);
        assertThat(Baseline.PROJECTION.exactLoss(task, 20).orElseThrow().getAsDouble())
                .isEqualTo(2);
    }

    @Test
    void kindsAndMessages() {
        Kind kind = Kinds.family(Task.class).named("state_space");
        assertThat(kind.parameters().keySet()).containsExactly("d", "variance", "rho", "context_noise", "noise");
        assertThat(kind.parameters().get("context_noise").byDefault()).isEqualTo("0");
        Map<String, Object> arguments = new HashMap<>(
                Map.of("d", 8, "variance", 2.0, "rho", .9, "context_noise", 0.0, "noise", Noise.isotropic(1)));
        assertThat(kind.make(arguments, Map.of("n", 16))).isEqualTo(new StateSpace(16, 8));
        assertThat(new StateSpace(16, 8)).hasToString("stateSpace(16, 8).variance(2.0).rho(0.9).noiseVariance(1.0)");
        assertThat(new StateSpace(16, 8).contextNoise(.5))
                .hasToString("stateSpace(16, 8).variance(2.0).rho(0.9).contextNoise(0.5).noiseVariance(1.0)");
        assertThat(KALMAN.name()).isEqualTo("kalman");
        assertThat(KALMAN.isOracle()).isTrue();
        assertThat(KALMAN.misfit(new Subspaces(4, 2)).orElseThrow())
                .isEqualTo("must go with the task state_space, got subspaces");
        assertThat(KALMAN.misfit(new StateSpace(4, 2))).isEmpty();
        PromptSet others = new Subspaces(4, 2).prompts(2, 3, 1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Baselines.kalman().estimate(others))
                .withMessageStartingWith(
                        "Baselines.kalman: the instance must be of a state space (state_space), got Subspace");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(
                        () -> new StateSpace(2, 1).noise(Noise.spectrum(1, 2)).kalmanLoss(3))
                .withMessageContaining("isotropic or orthogonal");
        for (double wrong : new double[] {1, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new StateSpace(4, 2).rho(wrong))
                    .withMessage("StateSpace: rho must be between -1 and 1, and neither, got " + wrong);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StateSpace(4, 5))
                .withMessageContaining("d must be <= n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StateSpace(4, 2).contextNoise(-1))
                .withMessageContaining(">= 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new StateSpace(4, 2).predictionVariance(-1));
    }

    @Test
    void oraclesAreAskedAgainAfterReading(@TempDir Path directory) throws IOException {
        PromptSet prompts = new StateSpace(6, 2).contextNoise(.3).prompts(5, 4, 1);
        prompts.write(directory.resolve("prompts.npz"));
        PromptSet read = PromptSet.read(directory.resolve("prompts.npz"));
        assertThat(Baselines.kalman().estimate(read))
                .containsExactly(Baselines.kalman().estimate(prompts));
        assertThat(Baselines.bayes().estimate(read))
                .containsExactly(Baselines.bayes().estimate(prompts));
        assertThat(read.instance(0)).isInstanceOf(StatePath.class);
    }
}
