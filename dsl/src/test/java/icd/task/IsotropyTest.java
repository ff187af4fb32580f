package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.denoise.Baselines;
import icd.math.Frame;
import icd.math.RandomStream;
import icd.theory.LinearOptimum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Isotropic is isotropic, however it was written. */
class IsotropyTest {

    private static final int N = 5;

    private static R064Store multiple(double variance) {
        R064Store sigma = R064Store.FACTORY.make(N, N);
        sigma.fillDiagonal(variance);
        return sigma;
    }

    /** The same noise in every way there is to say it. */
    private static List<Noise> noises(double variance) {
        double[] equal = IntStream.range(0, N).mapToDouble(_ -> variance).toArray();
        Frame axes = Frame.random(N, N, RandomStream.of(1, "axes"));
        return List.of(
                Noise.gaussian(multiple(variance)),
                Noise.gaussian(Covariance.isotropic(N, variance)),
                Noise.gaussian(Covariance.of(axes, equal)),
                Noise.spectrum(equal));
    }

    @Test
    void tasksThatDrawAlikeAreEqual() {
        for (double variance : new double[] {0.1, 0.3, 1, 7e-9, 1e200}) {
            for (Noise noise : noises(variance)) {
                assertThat(noise.isIsotropic()).as("%s", noise).isTrue();
                assertThat(noise.variance()).isEqualTo(variance);
                equal(new Subspaces(N, 2).noise(noise), new Subspaces(N, 2).noiseVariance(variance));
                equal(new Spheres(N, 2).noise(noise), new Spheres(N, 2).noiseVariance(variance));
                equal(new Mixtures(N, 2).noise(noise), new Mixtures(N, 2).noiseVariance(variance));
                equal(
                        Gaussians.spectrum(5, 4, 3, 2, 1).noise(noise),
                        Gaussians.spectrum(5, 4, 3, 2, 1).noiseVariance(variance));
            }
        }
        equal(Gaussians.spectrum(2, 2, 2, 2, 2), Gaussians.of(multiple(2)));
        equal(
                new Mixtures(N, 3).variances(0.1, 0.1, 0.1).weights(1 / 3.0, 1 / 3.0, 1 / 3.0),
                new Mixtures(N, 3).variance(0.1));
    }

    private static void equal(Task one, Task other) {
        assertThat(one).isEqualTo(other).hasToString(other.toString());
        assertThat(one.prompts(3, 4, 1).queries())
                .isEqualTo(other.prompts(3, 4, 1).queries());
        assertThat(one.bayesLoss()).isEqualTo(other.bayesLoss());
    }

    /** Q (v I) Q^T, which rounding leaves off by 1e-16 or so; and a sphere's Bayes estimate under it. */
    @Test
    void rotatedItIsToo() {
        R064Store q = Frame.random(N, N, RandomStream.of(2, "rotation")).matrix();
        MatrixStore<Double> rotated = q.multiply(multiple(0.3)).multiply(q.transpose());
        R064Store symmetric =
                R064Store.FACTORY.copy(rotated.add(rotated.transpose()).multiply(0.5));
        Covariance covariance = Covariance.of(symmetric);
        assertThat(covariance.isIsotropic()).isTrue();
        assertThat(covariance.variance()).isCloseTo(0.3, within(1e-15));
        Sphere sphere = new Spheres(N, 2).draw(RandomStream.of(3, "sphere"));
        R064Store query = R064Store.FACTORY.column(1, -2, 0.5, 0.3, 0.1);
        assertThat(sphere.posteriorMean(query, covariance).toRawCopy1D())
                .containsExactly(
                        sphere.posteriorMean(query, Covariance.isotropic(N, 0.3))
                                .toRawCopy1D(),
                        within(1e-14));
    }

    @Test
    void whatIsNotStaysWhatItIs() {
        R064Store nearly = multiple(1);
        nearly.set(0, 0, 1 + 1e-9);
        assertThat(Covariance.of(nearly).isIsotropic()).isFalse();
        assertThat(Covariance.of(multiple(0)).isIsotropic())
                .as("no noise at all")
                .isFalse();
        assertThat(Noise.spectrum(0, 0).isIsotropic()).isFalse();
        assertThat(Noise.spectrum(1, 1, 1, 1, 0.5).isIsotropic()).isFalse();
    }

    /** Denoisers that need one sigma_Z^2: the zero-variance mixture, the best linear layer. */
    @Test
    void whoAsksForItGetsIt() {
        Mixtures mixtures = new Mixtures(N, 3);
        PromptSet plain = mixtures.noiseVariance(0.2).prompts(20, 0, 1);
        double[] expected = Baselines.zeroVariance().estimate(plain);
        for (Noise noise : noises(0.2)) {
            PromptSet other = mixtures.noise(noise).prompts(20, 0, 1);
            assertThat(Baselines.zeroVariance().estimate(other)).isEqualTo(expected);
            assertThat(LinearOptimum.of(new Subspaces(N, 2).noise(noise), 10))
                    .isEqualTo(LinearOptimum.of(new Subspaces(N, 2, 2, 0.2), 10));
            assertThat(LinearOptimum.of(new Spheres(N, 2).noise(noise), 10))
                    .isEqualTo(LinearOptimum.of(new Spheres(N, 2, 1, 0.2), 10));
            assertThat(new Spheres(N, 2).noise(noise).loss(_ -> 0)).isCloseTo(1, within(1e-12));
        }
        Noise users = (instance, _) -> Covariance.of(multiple(0.2));
        assertThat(Baselines.zeroVariance().estimate(mixtures.noise(users).prompts(20, 0, 1)))
                .hasSize(20 * N);
    }

    /** Noise of another dimension is refused where it is given, isotropic or not. */
    @Test
    void dimensions() {
        for (Noise noise : List.of(Noise.gaussian(multiple(1)), Noise.spectrum(1, 1, 1, 1, 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Subspaces(3, 2).noise(noise))
                    .withMessageContaining("n = 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Task.of("mine", 3, noise, _ -> Instance.of(3, _ -> new double[3])))
                    .withMessageContaining("n = 3");
        }
    }

    /** A rotation changes no loss, a stretch by c all losses by c^2: against the loss measured in the new coordinates. */
    @Test
    void orthogonalTransforms() {
        R064Store twice = R064Store.FACTORY.copy(
                Frame.random(N, N, RandomStream.of(4, "rotation")).matrix().multiply(2));
        for (Task task : List.of(new Spheres(N, 2), new Subspaces(N, 2), Gaussians.spectrum(3, 2, 1, 0.5, 0.1))) {
            Task moved = task.transformed(Transform.of(twice, Transform.Target.NEW));
            double known = moved.bayesLoss().orElseThrow();
            assertThat(known).isCloseTo(4 * task.bayesLoss().orElseThrow(), within(1e-12));
            double[] squares = new double[4000];
            PromptSet prompts = moved.prompts(squares.length, 0, 1);
            double[] estimates = Baselines.bayes().estimate(prompts);
            for (int i = 0; i < estimates.length; i++) {
                squares[i / N] += Math.pow(estimates[i] - prompts.targets()[i], 2);
            }
            double mean = Arrays.stream(squares).average().orElseThrow();
            double spread =
                    Arrays.stream(squares).map(s -> (s - mean) * (s - mean)).sum();
            assertThat(known).as("%s", task).isCloseTo(mean, within(4 * Math.sqrt(spread) / squares.length));
        }
        Transform unequal = Transform.of(R064Store.FACTORY.rows(new double[][] {{2, 0}, {0, 1}}), Transform.Target.NEW);
        Task spheres = new Spheres(2, 1); // whose directions are all alike, so that the mean of 2^2 and 1 counts
        assertThat(spheres.transformed(unequal).bayesLoss().orElseThrow())
                .isCloseTo(2.5 * spheres.bayesLoss().orElseThrow(), within(1e-15));
        R064Store sigma = R064Store.FACTORY.rows(new double[][] {{2, 0}, {0, 1}});
        assertThat(Gaussians.of(sigma).transformed(unequal).bayesLoss().orElseThrow())
                .as("2^2 times 2/3 of one axis, and 1/2 of the other")
                .isCloseTo(4 * 2 / 3.0 + 1 / 2.0, within(1e-11));
        assertThat(Gaussians.of(sigma)
                        .noise(Noise.spectrum(1, 2))
                        .transformed(unequal)
                        .bayesLoss())
                .isEmpty();
    }
}
