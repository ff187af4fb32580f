package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.Frame;
import icd.math.RandomStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** The noise on queries has the covariance that it claims, at 4 standard errors. */
class NoiseTest {

    private static final int N = 4;
    private static final R064Store SIGMA = R064Store.FACTORY.rows(
            new double[][] {{2, 0.5, 0, 0.3}, {0.5, 1, -0.4, 0}, {0, -0.4, 0.5, 0}, {0.3, 0, 0, 0.1}});

    /** Second moments of draws, each to 4 standard errors: Var z_i z_j = S_ii S_jj + S_ij^2. */
    private static void assertDraws(Covariance covariance) {
        int draws = 100_000;
        int n = covariance.n();
        RandomStream random = RandomStream.of(1, "noise");
        Scratch scratch = new Scratch();
        double[] moments = new double[n * n];
        double[] z = new double[n + 1];
        for (int k = 0; k < draws; k++) {
            java.util.Arrays.fill(z, 0);
            covariance.addDraw(random, z, 1, scratch);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    moments[i * n + j] += z[1 + i] * z[1 + j] / draws;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double s = covariance.get(i, j);
                double spread = covariance.get(i, i) * covariance.get(j, j) + s * s;
                assertThat(moments[i * n + j])
                        .as("E z_%d z_%d", i, j)
                        .isCloseTo(s, within(4 * Math.sqrt(spread / draws) + 1e-12));
            }
        }
    }

    @Test
    void drawsHaveTheCovariance() {
        Frame axes = Frame.random(N, N, RandomStream.of(2, "axes"));
        assertDraws(Covariance.isotropic(N, 0.7));
        assertDraws(Covariance.of(SIGMA));
        assertDraws(Covariance.of(axes, 0.1, 3, 0, 1));
        assertDraws(Covariance.orthogonal(Frame.random(N, 2, RandomStream.of(3, "plane")), 1.5));
    }

    /** Adding noise that is no task's own leaves the tokens as they were. */
    @Test
    void changesQueriesAlone() {
        Subspaces task = new Subspaces(N, 2, 2, 1);
        PromptSet plain = task.prompts(20, 5, 1);
        for (Noise noise :
                new Noise[] {Noise.isotropic(3), Noise.gaussian(SIGMA), Noise.spectrum(1, 2, 3, 4), Noise.orthogonal(1)
                }) {
            PromptSet other = task.noise(noise).prompts(20, 5, 1);
            assertThat(other.contexts()).isEqualTo(plain.contexts());
            assertThat(other.targets()).isEqualTo(plain.targets());
            assertThat(other.queries()).isNotEqualTo(plain.queries());
        }
        assertThat(task.noise(Noise.isotropic(1)).prompts(20, 5, 1).queries()).isEqualTo(plain.queries());
    }

    @Test
    void orthogonalNoiseLeavesTheSubspaceAlone() {
        PromptSet prompts = new Spheres(6, 2).noise(Noise.orthogonal(2)).prompts(2_000, 0, 1);
        double[] p = new double[6];
        double square = 0;
        for (int k = 0; k < prompts.size(); k++) {
            Sphere sphere = (Sphere) prompts.instance(k);
            sphere.frame().project(prompts.queries(), k * 6, p, 0);
            for (int i = 0; i < 6; i++) {
                assertThat(p[i]).isCloseTo(prompts.targets()[k * 6 + i], within(1e-13));
                square += Math.pow(prompts.queries()[k * 6 + i] - p[i], 2) / prompts.size();
            }
            assertThat(prompts.noise(k).rank()).isEqualTo(3);
        }
        assertThat(square).isCloseTo(2 * 3, within(4 * 2 * Math.sqrt(2 * 3.0 / 2_000)));
    }

    /** Where the subspace is all of R^n, there is nothing left to be orthogonal to. */
    @Test
    void orthogonalToEverything() {
        Covariance nothing = Covariance.orthogonal(Frame.random(N, N, RandomStream.of(1, "all")), 2);
        assertThat(nothing.rank()).isZero();
        double[] x = new double[N];
        nothing.addDraw(RandomStream.of(1, "noise"), x, 0, new Scratch());
        assertThat(x).containsExactly(new double[N], within(1e-14));
    }

    /** Each prompt has axes of its own, and all have the eigenvalues given; of the axes, no direction is preferred. */
    @Test
    void spectrumWithAxesOfEachPrompt() {
        PromptSet prompts =
                new Mixtures(N, 3).noise(Noise.spectrum(0.5, 4, 0, 1)).prompts(4_000, 0, 1);
        double[] mean = new double[N];
        for (int k = 0; k < prompts.size(); k++) {
            assertThat(prompts.noise(k).spectrum().values()).containsExactly(4, 1, 0.5, 0);
            assertThat(prompts.noise(k).rank()).isEqualTo(3);
            for (int i = 0; i < N; i++) {
                mean[i] += prompts.noise(k).get(i, i) / prompts.size();
            }
        }
        for (double variance : mean) {
            assertThat(variance).isCloseTo(5.5 / N, within(4 * 1.1 / Math.sqrt(prompts.size())));
        }
        assertThat(prompts.noise(0)).isNotEqualTo(prompts.noise(1));
        PromptSet isotropic = new Mixtures(N, 3).prompts(2, 0, 1);
        assertThat(isotropic.noise(0)).isSameAs(isotropic.noise(1)).isEqualTo(Covariance.isotropic(N, 0.1));
    }

    @Test
    void withinASubspace() {
        Frame plane = Frame.random(N, 2, RandomStream.of(1, "plane"));
        assertThat(Covariance.isotropic(N, 0.3).within(plane)).isEqualTo(0.3);
        assertThat(Covariance.orthogonal(plane, 0.3).within(plane)).isZero();
        Frame same = Frame.of(plane.matrix());
        assertThat(Covariance.orthogonal(plane, 0.3).within(same)).isZero();
        assertThat(Covariance.of(SIGMA).within(plane)).isNaN();
        R064Store mixed = R064Store.FACTORY.copy(Covariance.orthogonal(plane, 5).matrix());
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                mixed.add(i, j, 0.2 * (plane.get(i, 0) * plane.get(j, 0) + plane.get(i, 1) * plane.get(j, 1)));
            }
        }
        assertThat(Covariance.of(mixed).within(plane)).isCloseTo(0.2, within(1e-14));
        // The noise has one variance in the plane, but is correlated with the outside:
        R064Store tilted =
                R064Store.FACTORY.rows(new double[][] {{1, 0, 0.5, 0}, {0, 1, 0, 0}, {0.5, 0, 1, 0}, {0, 0, 0, 1}});
        R064Store firstTwo = R064Store.FACTORY.rows(new double[][] {{1, 0}, {0, 1}, {0, 0}, {0, 0}});
        assertThat(Covariance.of(tilted).within(Frame.of(firstTwo))).isNaN();
    }

    @Test
    void matrixRankAndWords() {
        Covariance covariance = Covariance.of(SIGMA);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                assertThat(covariance.matrix().doubleValue(i, j)).isEqualTo(SIGMA.doubleValue(i, j));
            }
        }
        assertThat(covariance).isEqualTo(Covariance.of(SIGMA)).isNotEqualTo(Covariance.isotropic(N, 1));
        assertThat(covariance).hasToString("covariance of rank 4 and trace 3.600 in R^4");
        assertThat(Covariance.isotropic(N, 0.5)).hasToString("0.5 I in R^4");
        assertThat(Covariance.isotropic(N, 0.5).variance()).isEqualTo(0.5);
        assertThat(Covariance.isotropic(N, 0.5).trace()).isEqualTo(2);
        assertThat(Noise.spectrum(1, 2)).hasToString("spectrumNoise(1.0, 2.0)");
        assertThat(Noise.orthogonal(1)).hasToString("orthogonalNoise(1.0)");
    }

    @Test
    void errors() {
        refused(() -> Noise.isotropic(0), "Noise.isotropic: variance must be > 0 and finite, got 0.0");
        refused(() -> Noise.spectrum(1, -2), "Noise.spectrum: eigenvalue 1 must be >= 0 and finite, got -2.0");
        refused(
                () -> new Subspaces(N, 2).noise(Noise.spectrum(1, 2)).prompts(1, 0, 0),
                "Noise.spectrum: eigenvalues must hold n = 4 numbers, got 2");
        refused(
                () -> new Subspaces(3, 2).noise(Noise.gaussian(SIGMA)).prompts(1, 0, 0),
                "Noise.gaussian: Sigma_Z and tokens must be of one dimension, got n = 4 and n = 3");
        refused(
                () -> Covariance.of(R064Store.FACTORY.rows(new double[][] {{1, 2}, {0, 1}})),
                "Covariance.of: sigma must be symmetric, got 0.0 and 2.0 in rows 1 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.of(R064Store.FACTORY.rows(new double[][] {{1, 2}, {2, 1}})))
                .withMessageMatching("Covariance.of: sigma must have no negative eigenvalue, got -(1.0|0.9999).*");
        refused(
                () -> new Mixtures(N, 2).noise(Noise.orthogonal(1)),
                "Mixtures: noise must need no subspace, as the orthogonal noise of subspaces and spheres does, got"
                        + " orthogonalNoise(1.0)");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new Subspaces(N, 2).noise(Noise.orthogonal(1)).noiseVariance())
                .withMessage(
                        "Noise.variance: the noise must be isotropic, got orthogonalNoise(1.0); ask each prompt for its"
                                + " covariance");
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action).withMessage(message);
    }
}
