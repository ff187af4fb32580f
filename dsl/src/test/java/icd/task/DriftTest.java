package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.attention.Potential;
import icd.denoise.Baseline;
import icd.denoise.Baselines;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.Estimate;
import icd.math.RandomStream;
import icd.theory.KnownLaw;
import icd.theory.LinearOptimum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Subspaces and spheres whose axes turn from token to token, and what order-blind attention loses by it. */
class DriftTest {

    /** ORACLES: n = 16, d = 8, L = 100, MSE/n .388379 without drift, .725102 at .02, .551827 with weights e^{-.057 k}. */
    @Test
    void knownValues() {
        Subspaces task = new Subspaces(16, 8, 2, 1);
        assertThat(LinearOptimum.of(task, 100).msePerDim()).isCloseTo(.388379, within(5e-7));
        assertThat(LinearOptimum.of(task.drift(.02), 100).msePerDim()).isCloseTo(.725102, within(5e-7));
        assertThat(LinearOptimum.of(task.drift(.02), 100, .057).msePerDim()).isCloseTo(.551827, within(5e-7));
        LinearOptimum best = LinearOptimum.ofBestDecay(task.drift(.02), 100);
        assertThat(best.decay()).isCloseTo(.057, within(5e-4));
        assertThat(best.msePerDim()).isLessThanOrEqualTo(.551827).isCloseTo(.551827, within(5e-6));
        assertThat(LinearOptimum.ofBestDecay(task, 100)).isEqualTo(LinearOptimum.of(task, 100));
        assertThat(best.toString()).startsWith("best scaled identities of linear attention with weights e^(-0.0573");
        assertThat(best.layer().name()).isEqualTo("linear_scalar_recency");
        assertThat(task.drift(.02).bayesLoss()).as("the oracle at L + 1").hasValue(16 / 3.0);
    }

    /** B = v^2 d sum w cos^2 and A as a double sum, for one d and v: nothing of the closed form is in it. */
    private static double least(double d, double v, double s, double jitter, double angle, int L, double decay) {
        double total = 0;
        double overlap = 0;
        double quadratic = 0;
        for (int j = 1; j <= L; j++) {
            double w = Math.exp(-decay * j);
            total += w;
            overlap += v * v * d * w * Math.pow(Math.cos(j * angle), 2);
            quadratic += v * v * d * jitter * w * w * (v * Math.pow(Math.cos(j * angle), 2) + s);
            for (int k = 1; k <= L; k++) {
                double between = Math.cos((j - k) * angle);
                quadratic += v
                        * v
                        * d
                        * w
                        * Math.exp(-decay * k)
                        * (v * Math.cos(j * angle) * Math.cos(k * angle) * between + s * between * between);
            }
        }
        return d * v - overlap * overlap / quadratic;
    }

    @Test
    void theClosedFormIsTheDoubleSum() {
        for (int L : new int[] {1, 2, 40}) {
            for (double angle : new double[] {1e-6, .03, 1, Math.PI / 2, Math.PI}) {
                for (double decay : new double[] {0, 1e-7, .1, 3}) {
                    assertThat(LinearOptimum.of(new Subspaces(9, 4, 1.5, .3).drift(angle), L, decay)
                                    .loss())
                            .as("L = %d, angle %s, decay %s", L, angle, decay)
                            .isCloseTo(least(4, 1.5, .3, 5, angle, L, decay), within(1e-9));
                    assertThat(LinearOptimum.of(new Spheres(9, 3, 2, .3).drift(angle), L, decay)
                                    .loss())
                            .isCloseTo(least(4, 1, .3, 3, angle, L, decay), within(1e-9));
                }
            }
        }
        assertThat(LinearOptimum.of(new Subspaces(9, 4, 1.5, .3), 40, .1).loss())
                .as("decay without drift")
                .isCloseTo(least(4, 1.5, .3, 5, 0, 40, .1), within(1e-12));
    }

    static Stream<Task> turning() {
        return Stream.of(
                new Subspaces(4, 2).drift(.1),
                new Subspaces(6, 2).d(1, 3).drift(.3),
                new Subspaces(4, 2).drift(.2).noise(Noise.spectrum(0, 1, 1, 2)),
                new Spheres(6, 2, 1.5, .3).drift(.2),
                new Spheres(6, 1, 1, .1).d(1, 2).radius(.5, 2).drift(.1),
                new Subspaces(4, 2)
                        .drift(.1)
                        .transformed(Transform.random(4, 1, Transform.Target.NEW, RandomStream.of(1, "turn"))));
    }

    /** The loss of c C x~ on drawn prompts, and that of the Bayes denoiser, are what the task says. */
    @ParameterizedTest
    @MethodSource("turning")
    void againstMonteCarlo(Task task) {
        int L = 12;
        LinearOptimum optimum = LinearOptimum.of(task, L);
        PromptSet prompts = PromptSet.draw(task, 40_000, L, Precision.FLOAT64, 2, "test", Workers.caller());
        assertClose(prompts, optimum.layer().estimate(prompts), optimum.loss());
        if (task.noise().isIsotropic()) {
            assertClose(
                    prompts,
                    Baselines.bayes().estimate(prompts),
                    task.bayesLoss().orElseThrow());
        }
        assertClose(
                prompts,
                Baselines.contextMean().estimate(prompts),
                task.secondMoment().orElseThrow() * (1 + 1.0 / L));
        assertClose(
                prompts,
                Baselines.projection().estimate(prompts),
                Baseline.PROJECTION.exactLoss(task, L).orElseThrow().getAsDouble());
    }

    private static void assertClose(PromptSet prompts, double[] estimates, double loss) {
        double[] squares = new double[prompts.size()];
        for (int k = 0; k < estimates.length; k++) {
            double error = estimates[k] - prompts.targets()[k];
            squares[k / prompts.n()] += error * error;
        }
        Estimate measured = Estimate.mean(squares);
        assertThat(measured.value()).isCloseTo(loss, within(4 * measured.error()));
    }

    /**
     * In one dimension, the token k steps back is along cos(k theta) u + sin(k theta) w; the target is along u, the
     * basis.
     */
    @Test
    void tokensTurnTowardsTheQuery() {
        PromptSet prompts = new Subspaces(5, 1).drift(.3).prompts(20, 7, 1);
        for (int k = 0; k < 20; k++) {
            Subspace instance = (Subspace) prompts.instance(k);
            for (int t = 0; t < 7; t++) {
                double along = 0;
                double square = 0;
                for (int i = 0; i < 5; i++) {
                    along += prompts.contexts().get(k, i, t) * instance.frame().get(i, 0);
                    square += Math.pow(prompts.contexts().get(k, i, t), 2);
                }
                assertThat(along * along / square).isCloseTo(Math.pow(Math.cos(.3 * (7 - t)), 2), within(1e-12));
            }
            double[] target = prompts.target(k).toRawCopy1D();
            double[] projected = new double[5];
            instance.frame().project(target, 0, projected, 0);
            assertThat(projected).containsExactly(target, within(1e-12));
        }
    }

    /** Draws for the posterior are from the query's distribution, so that they do not turn. */
    @Test
    void samplesAreOfTheQuery() {
        Task task = new Spheres(4, 1, 1, .3).drift(.5);
        PromptSet prompts = task.prompts(30, 3, 1);
        double[] exact = Baselines.bayes().estimate(prompts);
        double[] sampled = Baselines.bayesBySampling(40_000).estimate(prompts);
        assertThat(sampled).containsExactly(exact, within(.05));
    }

    /** Facts that hold only for independent tokens are not claimed of tokens that turn. */
    @Test
    void whatNeedsIndependentTokensIsNotKnown() {
        Subspaces task = new Subspaces(6, 2).drift(.1);
        assertThat(task.tokenVariance()).isEmpty();
        assertThat(task.idealLinearBeta()).isEmpty();
        assertThat(new Spheres(6, 2).drift(.1).idealSoftmaxBeta()).isEmpty();
        assertThat(task.turnedTokens()).isEmpty();
        assertThat(task.noise(Noise.orthogonal(1)).contextMoments()).isEmpty();
        assertThat(KnownLaw.DESCENT_LOSS.appliesTo(task, Optional.of(AttentionLayer.linear(6))))
                .isFalse();
        assertThat(KnownLaw.FIXED_POINT_NORM.appliesTo(
                        new Spheres(6, 2).drift(.1), Optional.of(AttentionLayer.of(new Potential.Softmax(), 6))))
                .isFalse();
        Baseline pca =
                (Baseline) Kinds.family(Baseline.class).named("pca_projection").make(Map.of(), Map.of());
        assertThat(pca.exactLoss(task, 20)).isEmpty();
        assertThat(pca.exactLoss(task.drift(0), 20)).isPresent();
        assertThat(task.isOrdered()).isTrue();
        assertThat(task.transformed(Transform.random(6, 1, Transform.Target.NEW, RandomStream.of(1, "t")))
                        .isOrdered())
                .isTrue();
    }

    /** Drift 0 draws what was drawn before there was a drift. */
    @Test
    void withoutDriftNothingChanges() {
        assertThat(new Subspaces(6, 2).drift(0)).isEqualTo(new Subspaces(6, 2));
        assertThat(new Subspaces(6, 2)).hasToString("subspaces(6, 2).variance(2.0).noiseVariance(1.0)");
        assertThat(new Subspaces(6, 2).drift(.1))
                .hasToString("subspaces(6, 2).variance(2.0).drift(0.1).noiseVariance(1.0)");
        assertThat(new Spheres(6, 2).drift(.1)).hasToString("spheres(6, 2).radius(1.0).drift(0.1).noiseVariance(0.1)");
        assertThat(new Spheres(6, 2).drift(.1).title()).isEqualTo("spheres, d = 2, drift 0.1");
        assertThat(Kinds.of(Subspaces.class).parameters().get("drift").byDefault())
                .isEqualTo("0");
        assertThat(Kinds.of(Spheres.class).parameters().get("drift").byDefault())
                .isEqualTo("0");
        assertThat(new Subspaces(6, 2)
                        .drift(.1)
                        .d(3)
                        .variance(1)
                        .noiseVariance(2)
                        .drift())
                .isEqualTo(.1);
        assertThat(new Spheres(6, 2).drift(.1).d(1).radius(3).noiseVariance(2).drift())
                .isEqualTo(.1);
    }

    @Test
    void thePartnersMustFit() {
        assertThat(new Subspaces(6, 3)
                        .drift(.1)
                        .draw(RandomStream.of(1, "t"))
                        .frame()
                        .k())
                .isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subspaces(6, 4).drift(.1))
                .isInstanceOf(RefusedException.class)
                .withMessage(
                        "Subspaces: drift must be 0 unless 2d <= n, as each axis turns towards a partner of its own, got 0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Spheres(6, 3).drift(.1))
                .withMessageContaining("2(d + 1) <= n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subspaces(6, 3).drift(.1).d(2, 4))
                .withMessageContaining("2d <= n");
        for (double wrong : new double[] {-.1, 3.2, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Subspaces(6, 3).drift(wrong))
                    .withMessage("Subspaces: drift must be between 0 and pi, got " + wrong);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearOptimum.of(new Subspaces(6, 3), 4, -1))
                .withMessageContaining("decay >= 0");
    }

    /** A file keeps the subspace of the query, which is all that oracles need. */
    @Test
    void oraclesAreAskedAgainAfterReading(@TempDir Path directory) throws IOException {
        for (Task task : new Task[] {new Subspaces(6, 2).drift(.2), new Spheres(6, 2).drift(.2)}) {
            PromptSet prompts = task.prompts(5, 4, 1);
            prompts.write(directory.resolve("prompts.npz"));
            PromptSet read = PromptSet.read(directory.resolve("prompts.npz"));
            assertThat(Baselines.bayes().estimate(read))
                    .containsExactly(Baselines.bayes().estimate(prompts));
        }
    }
}
