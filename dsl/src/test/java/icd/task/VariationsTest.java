package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tasks word by word: the same values as by constructor, ranges for each prompt, unequal components. */
class VariationsTest {

    @Test
    void fluentCopiesAreTheTasksOfTheConstructors() {
        assertThat(new Subspaces(16, 8).variance(3).noiseVariance(0.5)).isEqualTo(new Subspaces(16, 8, 3, 0.5));
        assertThat(new Subspaces(16, 8)).isEqualTo(new Subspaces(16, 8, 2, 1));
        assertThat(new Spheres(2, 1).radius(1.5).noiseVariance(0.2)).isEqualTo(new Spheres(2, 1, 1.5, 0.2));
        assertThat(new Spheres(16, 8)).isEqualTo(new Spheres(16, 8, 1, 0.1));
        assertThat(new Mixtures(16, 8).radius(2).variance(0.3).noiseVariance(0.4))
                .isEqualTo(new Mixtures(16, 8, 2, 0.3, 0.4));
        assertThat(new Mixtures(16, 8)).isEqualTo(new Mixtures(16, 8, 1, 0.02, 0.1));
        assertThat(new Subspaces(16, 8).d(3)).isEqualTo(new Subspaces(16, 3));
        assertThat(new Subspaces(16, 8).d(3, 3).prompts(9, 4, 1).queries())
                .isEqualTo(new Subspaces(16, 3).prompts(9, 4, 1).queries());
        assertThat(new Mixtures(5, 2)
                        .weights(0.5, 0.5)
                        .variances(0.02, 0.02)
                        .prompts(9, 4, 1)
                        .queries())
                .isEqualTo(new Mixtures(5, 2).prompts(9, 4, 1).queries());
    }

    @Test
    void printAsTheyAreTyped() {
        assertThat(new Subspaces(16, 8)).hasToString("subspaces(16, 8).variance(2.0).noiseVariance(1.0)");
        assertThat(new Subspaces(16, 8).d(4, 12).noise(Noise.orthogonal(1)))
                .hasToString("subspaces(16, 4).d(4, 12).variance(2.0).noise(orthogonalNoise(1.0))");
        assertThat(new Spheres(2, 1)).hasToString("spheres(2, 1).radius(1.0).noiseVariance(0.1)");
        assertThat(new Mixtures(5, 2).weights(0.25, 0.75).variances(0.1, 0))
                .hasToString("mixtures(5, 2).radius(1.0).weights(0.25, 0.75).variances(0.1, 0.0).noiseVariance(0.1)");
        assertThat(new Mixtures(5, 2).K(2, 8))
                .hasToString("mixtures(5, 2).K(2, 8).radius(1.0).variance(0.02).noiseVariance(0.1)");
        assertThat(Gaussians.spectrum(3, 1)).hasToString("gaussians(3.0, 1.0).noiseVariance(1.0)");
    }

    /** All of a range come up, about equally often, and nothing else. */
    @Test
    void dimensionsAndComponentsOfEachPrompt() {
        int count = 6_000;
        int[] d = new int[14];
        int[] onSphere = new int[14];
        int[] K = new int[14];
        PromptSet subspaces = new Subspaces(16, 8).d(4, 12).prompts(count, 0, 1);
        PromptSet spheres = new Spheres(16, 8).d(4, 12).prompts(count, 0, 1);
        PromptSet mixtures = new Mixtures(4, 2).K(2, 8).prompts(count, 0, 1);
        for (int k = 0; k < count; k++) {
            d[((Subspace) subspaces.instance(k)).frame().k()]++;
            onSphere[((Sphere) spheres.instance(k)).d()]++;
            K[((Mixture) mixtures.instance(k)).K()]++;
            assertThat(((Mixture) mixtures.instance(k)).weights()[0])
                    .isEqualTo(1.0 / ((Mixture) mixtures.instance(k)).K());
        }
        assertUniform(d, 4, 12, count);
        assertUniform(onSphere, 4, 12, count);
        assertUniform(K, 2, 8, count);
    }

    private static void assertUniform(int[] counts, int least, int most, int count) {
        double p = 1.0 / (most - least + 1);
        for (int value = 0; value < counts.length; value++) {
            double expected = least <= value && value <= most ? p * count : 0;
            assertThat((double) counts[value])
                    .as("how often %d", value)
                    .isCloseTo(expected, within(expected == 0 ? 0 : 4 * Math.sqrt(count * p * (1 - p))));
        }
    }

    @Test
    void unequalMixtures() {
        Mixture mixture = new Mixtures(5, 3)
                .radius(2)
                .weights(0.2, 0.3, 0.5)
                .variances(0.1, 0, 3)
                .draw(RandomStream.of(1, "instance"));
        assertThat(mixture.weights()).containsExactly(0.2, 0.3, 0.5);
        assertThat(mixture.variances()).containsExactly(0.1, 0, 3);
        for (int a = 0; a < 3; a++) {
            double square = 0;
            for (int i = 0; i < 5; i++) {
                square += mixture.centres()[a * 5 + i] * mixture.centres()[a * 5 + i];
            }
            assertThat(square).isCloseTo(4, within(1e-14));
        }
    }

    /** Second moments of the tokens of a Gaussian instance, singular as it is, at 4 standard errors. */
    @Test
    void gaussianTokens() {
        int count = 100_000;
        GaussianTokens instance = Gaussians.spectrum(3, 0, 1).draw(RandomStream.of(1, "instance"));
        GaussianTokens shifted = new GaussianTokens(new double[] {1, -2, 0}, instance.covariance());
        double[] x = new double[3 * count];
        shifted.sample(RandomStream.of(1, "tokens"), count, x);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double moment = 0;
                for (int t = 0; t < count; t++) {
                    moment += (x[i * count + t] - shifted.mean()[i]) * (x[j * count + t] - shifted.mean()[j]) / count;
                }
                double s = instance.covariance().get(i, j);
                double spread =
                        instance.covariance().get(i, i) * instance.covariance().get(j, j) + s * s;
                assertThat(moment).isCloseTo(s, within(4 * Math.sqrt(spread / count)));
            }
        }
        assertThat(instance.covariance().rank()).isEqualTo(2);
        assertThat(Gaussians.of(instance.covariance()).draw(null).covariance()).isEqualTo(instance.covariance());
    }

    @Test
    void errors() {
        refused(() -> new Subspaces(8, 2).d(0, 4), "Range: least must be at least 1 and at most the largest, 4, got 0");
        refused(() -> new Subspaces(8, 2).d(5, 4), "Range: least must be at least 1 and at most the largest, 4, got 5");
        refused(() -> new Subspaces(8, 2).d(2, 9), "Subspaces: d must be <= n, got 9 where n is 8");
        refused(
                () -> new Spheres(8, 2).d(2, 8),
                "Spheres: d must be < n, as a d-sphere spans d + 1 dimensions, got 8 where n is 8");
        refused(() -> new Mixtures(8, 3).weights(0.5, 0.5), "Mixtures: weights must hold K = 3 numbers, got 2");
        refused(() -> new Mixtures(8, 2).weights(0.5, 0.6), "Mixtures: weights must sum to 1, got [0.5, 0.6]");
        refused(
                () -> new Mixtures(8, 2).variances(1, 2).K(2, 3),
                "Mixtures: variances must hold K = 2 to 3 numbers, got 2");
        refused(() -> new Mixtures(8, 2).variances(1, -2), "Mixtures: variance must be >= 0 and finite, got -2.0");
        refused(
                () -> new Gaussians(3, List.of(1.0), Optional.empty(), Noise.isotropic(1)),
                "Gaussians: eigenvalues must hold n = 3 numbers, got 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Subspaces(8, 2).d(2, 4).d())
                .withMessage("Subspaces.d: there must be one value for all prompts, got 2 to 4");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Mixtures(8, 2).K(2, 4).K())
                .withMessage("Mixtures.K: there must be one value for all prompts, got 2 to 4");
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action).withMessage(message);
    }
}
