package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.math.Frame;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.GaussianTokens;
import icd.task.Gaussians;
import icd.task.Instance;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.Sphere;
import icd.task.Spheres;
import icd.task.Subspace;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.Transform;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Posterior means and traces against the formulas of matrix algebra, against each other, and against sampling. */
class PosteriorTest {

    private static R064Store random(int n, int k, RandomStream random) {
        R064Store m = R064Store.FACTORY.make(n, k);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                m.set(i, j, random.gaussian());
            }
        }
        return m;
    }

    private static R064Store inverse(MatrixStore<Double> m) {
        R064Store copy = R064Store.FACTORY.copy(m);
        org.ojalgo.matrix.decomposition.LU<Double> lu = org.ojalgo.matrix.decomposition.LU.R064.make(copy);
        lu.decompose(copy);
        return R064Store.FACTORY.copy(lu.getInverse());
    }

    private static double trace(MatrixStore<Double> m) {
        double trace = 0;
        for (int i = 0; i < m.getRowDim(); i++) {
            trace += m.doubleValue(i, i);
        }
        return trace;
    }

    private static void assertClose(double[] actual, MatrixStore<Double> expected, double tolerance) {
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected.doubleValue(i, 0), within(tolerance));
        }
    }

    /** Sigma_X (Sigma_X + Sigma_Z)^-1 x~ and its trace by ojAlgo, for Gaussian tokens and for subspaces. */
    @Property(cases = 60)
    void linearGaussian(Draws draws) {
        int n = draws.between(2, 12);
        int rank = draws.between(1, 12);
        int seed = draws.between(0, 10_000);
        RandomStream random = RandomStream.of(seed, "linear");
        R064Store b = random(n, Math.min(rank, n), random);
        R064Store sigma = R064Store.FACTORY.copy(b.multiply(b.transpose()));
        R064Store c = random(n, n, random);
        R064Store noise = R064Store.FACTORY.copy(c.multiply(c.transpose()));
        for (int i = 0; i < n; i++) {
            noise.add(i, i, 0.1);
        }
        R064Store query = random(n, 1, random);
        double[] mean = new double[n];
        random.gaussians(mean, 0, n);
        double[] estimate = new double[n];
        Scratch scratch = new Scratch();
        MatrixStore<Double> gain = sigma.multiply(inverse(sigma.add(noise)));
        MatrixStore<Double> uncertain = sigma.subtract(gain.multiply(sigma));
        double trace = new GaussianTokens(mean, Covariance.of(sigma))
                .posterior(query.data, 0, Covariance.of(noise), estimate, 0, scratch);
        R064Store m = R064Store.wrap(mean);
        assertClose(estimate, m.add(gain.multiply(query.subtract(m))), 1e-8);
        assertThat(trace).isCloseTo(trace(uncertain), within(1e-8));

        Frame frame = Frame.random(n, Math.min(rank, n), random);
        MatrixStore<Double> p =
                frame.matrix().multiply(frame.matrix().transpose()).multiply(2.0);
        MatrixStore<Double> ofP = p.multiply(inverse(p.add(noise)));
        trace = new Subspace(frame, 2).posterior(query.data, 0, Covariance.of(noise), estimate, 0, scratch);
        assertClose(estimate, ofP.multiply(query), 1e-8);
        assertThat(trace).isCloseTo(trace(p.subtract(ofP.multiply(p))), within(1e-8));
    }

    /** Little noise leaves little: Tr Cov = Tr Sigma_Z to the first order, which Tr Sigma_X less nearly itself cannot hold. */
    @Test
    void theTraceKeepsItsDigits() {
        R064Store sigma = R064Store.wrap(new double[] {2, 1, 1, 2}, 2);
        R064Store noise = R064Store.wrap(new double[] {1e-11, 0, 0, 3e-11}, 2);
        // Tr Sigma_Z - Tr Sigma_Z (Sigma_X + Sigma_Z)^-1 Sigma_Z, the second term being of 24 digits less
        double exact = 4e-11 - 2 / 3.0 * (1e-22 + 9e-22);
        double trace = new GaussianTokens(Covariance.of(sigma))
                .posterior(new double[] {1, 2}, 0, Covariance.of(noise), new double[2], 0, new Scratch());
        assertThat(trace).isCloseTo(exact, within(1e-13 * exact));
    }

    /** 0.3 I given as a matrix is the isotropic one; what is nearly so takes the general path, and ends where that does. */
    @Property(cases = 40)
    void generalNoiseAtAnIsotropicOne(Draws draws) {
        int n = draws.between(3, 12);
        int seed = draws.between(0, 10_000);
        RandomStream random = RandomStream.of(seed, "isotropic");
        Covariance isotropic = Covariance.isotropic(n, 0.3);
        Covariance general = Covariance.of(isotropic.matrix());
        Covariance nearly = Covariance.of(
                Frame.random(n, n, random),
                java.util.stream.DoubleStream.iterate(0.3, x -> x + 3e-10)
                        .limit(n)
                        .toArray());
        Instance[] instances = {
            new Subspaces(n, 2).draw(random),
            new Spheres(n, 2).draw(random),
            new Mixtures(n, 4).draw(random),
            new Mixtures(n, 3).weights(.2, .3, .5).variances(0, 0.02, 2).draw(random),
            Gaussians.spectrum(java.util.stream.IntStream.range(0, n)
                            .asDoubleStream()
                            .toArray())
                    .draw(random)
        };
        double[] query = random(n, 1, random).data;
        double[] expected = new double[n];
        double[] actual = new double[n];
        Scratch scratch = new Scratch();
        for (Instance instance : instances) {
            double trace = instance.posterior(query, 0, isotropic, expected, 0, scratch);
            for (Covariance noise : new Covariance[] {general, nearly}) {
                if (noise == nearly && instance instanceof Sphere) {
                    continue;
                }
                assertThat(instance.posterior(query, 0, noise, actual, 0, scratch))
                        .as("%s", instance)
                        .isCloseTo(trace, within(1e-7));
                assertThat(actual).as("%s", instance).containsExactly(expected, within(1e-7));
            }
        }
    }

    static Stream<Task> tasks() {
        Noise tilted = Noise.spectrum(0.05, 0.1, 0.3, 1, 0.2);
        return Stream.of(
                new Subspaces(5, 2).d(1, 4),
                new Subspaces(5, 2).noise(tilted),
                new Subspaces(5, 2).noise(Noise.spectrum(1, 0, 0, 0.5, 0.2)),
                new Subspaces(5, 2).noise(Noise.orthogonal(1)),
                new Spheres(5, 2).d(1, 4),
                new Spheres(5, 2).noise(Noise.orthogonal(1)),
                new Mixtures(5, 4).K(2, 6),
                new Mixtures(5, 4).weights(.1, .2, .3, .4).variances(.01, .02, .05, .2),
                new Mixtures(5, 4).noise(tilted),
                new Mixtures(5, 3).variances(0.5, 0.02, 0).noise(Noise.spectrum(0.2, 0, 0.1, 0.5, 0.2)),
                new Mixtures(5, 3).variance(0).noise(Noise.spectrum(0.2, 0, 0, 0.5, 0.2)),
                Gaussians.spectrum(3, 2, 1, 0, 0.1),
                Gaussians.spectrum(3, 2, 1, 0, 0.1).noise(tilted),
                new Subspaces(5, 2).transformed(transform(Transform.Target.OLD)),
                new Subspaces(5, 2).transformed(transform(Transform.Target.NEW)),
                new Mixtures(5, 4).noise(tilted).transformed(transform(Transform.Target.NEW)),
                new Spheres(5, 2).transformed(transform(Transform.Target.NEW)));
    }

    private static Transform transform(Transform.Target target) {
        return Transform.random(5, 10, target, RandomStream.of(4, "transform"));
    }

    /** Proposition 1: the mean trace is the loss of the posterior mean, query by query to 4 standard errors. */
    @ParameterizedTest
    @MethodSource("tasks")
    void tracesAreLosses(Task task) {
        BayesLoss loss = BayesLoss.of(task, 20_000, 1);
        assertThat(loss.difference()).isCloseTo(0, within(4 * loss.differenceError() + 1e-12));
        assertThat(loss.mse() - loss.trace()).isCloseTo(loss.difference(), within(1e-12));
        task.bayesLoss().ifPresent(exact -> {
            assertThat(loss.trace()).isCloseTo(exact, within(4 * loss.traceError() + 1e-9));
            assertThat(loss.mse()).isCloseTo(exact, within(4 * loss.mseError() + 1e-12));
        });
    }

    /** The covariance by differences has the trace of the formula, is symmetric, and no axis is impossible. */
    @ParameterizedTest
    @MethodSource("tasks")
    void covariancesHaveTheTraces(Task task) {
        PromptSet prompts = task.prompts(20, 0, 2);
        double[] covariance = new double[25];
        double[] estimate = new double[5];
        double[] query = new double[5];
        Scratch scratch = new Scratch();
        for (int k = 0; k < 20; k++) {
            Transform transform = task.transform().orElse(null);
            if (transform == null) {
                System.arraycopy(prompts.queries(), k * 5, query, 0, 5);
            } else {
                transform.undo(prompts.queries(), k * 5, query, 0);
            }
            Instance instance = prompts.instance(k);
            double trace = instance.posterior(query, 0, prompts.noise(k), estimate, 0, scratch);
            instance.posteriorCovariance(query, 0, prompts.noise(k), covariance, scratch);
            double sum = 0;
            for (int i = 0; i < 5; i++) {
                sum += covariance[i * 6];
                assertThat(covariance[i * 6]).isGreaterThan(-1e-8);
            }
            assertThat(sum).isCloseTo(trace, within(1e-7 * Math.max(1, trace)));
        }
    }

    /** The posterior of a subspace with isotropic noise is c P, entry by entry. */
    @Test
    void covarianceOfASubspace() {
        Subspace subspace = new Subspaces(4, 2).draw(RandomStream.of(1, "instance"));
        double[] covariance = new double[16];
        double[] query = {1, -2, 0.5, 3};
        subspace.posteriorCovariance(query, 0, Covariance.isotropic(4, 1), covariance, new Scratch());
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double p = subspace.frame().get(i, 0) * subspace.frame().get(j, 0)
                        + subspace.frame().get(i, 1) * subspace.frame().get(j, 1);
                assertThat(covariance[i * 4 + j]).isCloseTo(2.0 / 3 * p, within(1e-9));
            }
        }
    }

    static Stream<Task> sampled() {
        Noise tilted = Noise.spectrum(0.3, 0.5, 0.8, 1);
        return Stream.of(
                new Subspaces(4, 2),
                new Subspaces(4, 2).noise(tilted),
                new Spheres(4, 2).noiseVariance(0.5),
                new Mixtures(4, 4).noiseVariance(0.5),
                new Mixtures(4, 3).weights(.2, .3, .5).variances(0.5, 0.02, 0).noise(tilted),
                Gaussians.spectrum(2, 1, 0, 0.5).noise(tilted),
                new Subspaces(4, 2)
                        .transformed(Transform.random(4, 5, Transform.Target.NEW, RandomStream.of(1, "transform"))));
    }

    /**
     * Sampling errs at random about the closed form, by a standard error found from repeats with other draws; these are many
     * enough for its bias, which falls faster, to be hidden.
     */
    @ParameterizedTest
    @MethodSource("sampled")
    void samplingFindsTheClosedForms(Task task) {
        int repeats = 40;
        PromptSet prompts = task.prompts(8, 1, 5);
        double[] exact = Baselines.bayes().estimate(prompts);
        double[] mean = new double[exact.length];
        double[] square = new double[exact.length];
        for (int seed = 0; seed < repeats; seed++) {
            double[] sampled = Baselines.bayesBySampling(8_000, seed).estimate(prompts);
            for (int i = 0; i < exact.length; i++) {
                mean[i] += sampled[i] / repeats;
                square[i] += sampled[i] * sampled[i] / repeats;
            }
        }
        for (int i = 0; i < exact.length; i++) {
            double error = Math.sqrt(Math.max(0, square[i] - mean[i] * mean[i]) / (repeats - 1));
            assertThat(mean[i]).as("%s", task).isCloseTo(exact[i], within(4.5 * error + 1e-9));
            assertThat(error).isLessThan(0.05);
        }
    }

    /** A prompt's draws are its own, wherever it stands. */
    @Test
    void samplingDependsOnThePromptAlone() {
        PromptSet prompts = new Mixtures(4, 4).prompts(8, 1, 5);
        double[] all = Baselines.bayesBySampling(50).estimate(prompts);
        assertThat(Baselines.bayesBySampling(50).estimate(prompts)).isEqualTo(all);
        assertThat(Baselines.bayesBySampling(50).estimate(prompts.prompt(6)).doubleValue(3))
                .isEqualTo(all[6 * 4 + 3]);
        assertThat(Baselines.bayesBySampling(50, 1).estimate(prompts)).isNotEqualTo(all);
    }

    @Test
    void meanOfOneQuery() {
        Subspace subspace = new Subspaces(4, 2).draw(RandomStream.of(1, "instance"));
        R064Store query = random(4, 1, RandomStream.of(1, "query"));
        MatrixStore<Double> b = subspace.frame().matrix();
        assertClose(
                subspace.posteriorMean(query, Covariance.isotropic(4, 1)).data,
                b.multiply(b.transpose()).multiply(query).multiply(2.0 / 3),
                1e-14);
    }

    /** Appendix H, target in new coordinates: y^ = Sigma_Y (Sigma_Y + Sigma_V)^-1 y~, Sigma_V = sigma_Z^2 A A^T; old: A^-1 of it. */
    @Test
    void transformedSubspacesByTheFormulaOfAppendixH() {
        for (Transform.Target target : Transform.Target.values()) {
            Transform transform = Transform.random(5, 10, target, RandomStream.of(4, "transform"));
            R064Store a = transform.matrix();
            PromptSet prompts =
                    new Subspaces(5, 2, 2, 0.7).transformed(transform).prompts(10, 0, 1);
            double[] estimates = Baselines.bayes().estimate(prompts);
            for (int k = 0; k < 10; k++) {
                R064Store b = ((Subspace) prompts.instance(k)).frame().matrix();
                MatrixStore<Double> ab = a.multiply(b);
                MatrixStore<Double> sigma = ab.multiply(ab.transpose()).multiply(2.0);
                MatrixStore<Double> v = a.multiply(a.transpose()).multiply(0.7);
                MatrixStore<Double> y = sigma.multiply(inverse(sigma.add(v))).multiply(prompts.query(k));
                MatrixStore<Double> expected =
                        target == Transform.Target.NEW ? y : inverse(a).multiply(y);
                assertClose(java.util.Arrays.copyOfRange(estimates, k * 5, k * 5 + 5), expected, 1e-10);
            }
        }
    }

    /** Wherever the noise spares the subspace, the target is what is left of the query there. */
    @Test
    void orthogonalNoiseIsNoNoise() {
        for (Task task :
                new Task[] {new Subspaces(6, 3).noise(Noise.orthogonal(2)), new Spheres(6, 3).noise(Noise.orthogonal(2))
                }) {
            PromptSet prompts = task.prompts(50, 0, 1);
            assertThat(Baselines.bayes().estimate(prompts)).containsExactly(prompts.targets(), within(1e-13));
            assertThat(task.bayesLoss()).hasValue(0);
        }
    }

    /** A user's own distribution: N(0, 2) in each coordinate, given as its sampler alone. */
    @Test
    void samplingOfAUsersOwnInstance() {
        Instance own = Instance.of(
                2, random -> new double[] {Math.sqrt(2) * random.gaussian(), Math.sqrt(2) * random.gaussian()});
        PromptSet prompts = Task.of("own", 2, 1, _ -> own).prompts(300, 0, 1);
        double[] estimates = Baselines.bayesBySampling(4_000).estimate(prompts);
        double square = 0;
        for (int i = 0; i < estimates.length; i++) {
            square += Math.pow(estimates[i] - 2.0 / 3 * prompts.queries()[i], 2) / estimates.length;
        }
        assertThat(Math.sqrt(square)).isLessThan(0.05);
    }

    @Test
    void whereThereIsNoClosedForm() {
        PromptSet spheres = new Spheres(3, 1).noise(Noise.spectrum(1, 0.5, 0.2)).prompts(2, 0, 1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Baselines.bayes().estimate(spheres))
                .withMessage("Sphere.posterior: the noise must be isotropic within the instance's subspace and"
                        + " uncorrelated with what is outside, got covariance of rank 3 and trace 1.700 in R^3; there is"
                        + " no closed form, use bayesBySampling(samples)");
        assertThat(Baselines.bayesBySampling(50).estimate(spheres)).hasSize(6).doesNotContain(Double.NaN);
        PromptSet singular = new Spheres(3, 1).noise(Noise.spectrum(1, 0.5, 0)).prompts(2, 0, 1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Baselines.bayesBySampling(50).estimate(singular))
                .withMessage(
                        "Covariance.logDensities: Sigma must be invertible for there to be a density, got covariance of"
                                + " rank 2 and trace 1.500 in R^3");
    }

    /** The component that a noiseless axis rules out has no part in the estimate. */
    @Test
    void mixtureWhoseCentresANoiselessAxisTells() {
        Mixture mixture = new Mixture(2, new double[] {1, 0, 1, 0.1}, new double[] {0.001, 0.999}, new double[] {0, 0});
        Covariance noise = Covariance.of(R064Store.FACTORY.rows(new double[][] {{1, 0}, {0, 0}}));
        double[] estimate = new double[2];
        double trace = mixture.posterior(new double[] {7, 0}, 0, noise, estimate, 0, new Scratch());
        assertThat(estimate).containsExactly(new double[] {1, 0}, within(1e-15));
        assertThat(trace).isCloseTo(0, within(1e-15));
    }
}
