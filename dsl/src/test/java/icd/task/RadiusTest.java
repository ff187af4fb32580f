package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.Score;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.theory.KnownLaw;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Radii that are drawn: for each prompt on spheres, for each centre of mixtures. */
class RadiusTest {

    private static final int COUNT = 20_000;

    private static void assertUniform(double[] radii, double least, double most) {
        double width = most - least;
        double n = radii.length;
        double mean = Arrays.stream(radii).average().orElseThrow();
        double variance = Arrays.stream(radii).map(r -> (r - mean) * (r - mean)).sum() / n;
        assertThat(Arrays.stream(radii)).allMatch(r -> least <= r && r <= most);
        assertThat(mean).isCloseTo((least + most) / 2, within(4 * width / Math.sqrt(12 * n)));
        // The variance of a uniform variable's square about its mean is width^4 (1/80 - 1/144).
        assertThat(variance)
                .isCloseTo(width * width / 12, within(4 * width * width * Math.sqrt((1 / 80.0 - 1 / 144.0) / n)));
    }

    private static double norm(double[] vector, int from, int to) {
        return Math.sqrt(IntStream.range(from, to)
                .mapToDouble(i -> vector[i] * vector[i])
                .sum());
    }

    @Test
    void eachPromptOnSpheresHasItsOwn() {
        PromptSet prompts = new Spheres(5, 2).radius(0.5, 2).prompts(COUNT, 1, 1);
        double[] radii = IntStream.range(0, COUNT)
                .mapToDouble(k -> ((Sphere) prompts.instance(k)).radius())
                .toArray();
        assertUniform(radii, 0.5, 2);
        for (int k = 0; k < 50; k++) {
            assertThat(norm(prompts.targets(), 5 * k, 5 * k + 5)).isCloseTo(radii[k], within(1e-13));
            assertThat(norm(prompts.context(k).toRawCopy1D(), 0, 5)).isCloseTo(radii[k], within(1e-13));
        }
    }

    @Test
    void eachCentreOfMixturesHasItsOwn() {
        Mixtures task = new Mixtures(3, 4).radius(1, 3);
        double[] radii = IntStream.range(0, COUNT / 4)
                .mapToObj(k -> task.draw(RandomStream.of(1, "instances", k)))
                .flatMapToDouble(mixture ->
                        IntStream.range(0, 4).mapToDouble(a -> norm(mixture.centres(), 3 * a, 3 * a + 3)))
                .toArray();
        assertUniform(radii, 1, 3);
    }

    /** An interval of one radius is that radius, and takes nothing from the stream. */
    @Test
    void aFixedRadiusDrawsWhatItAlwaysDid() {
        assertThat(new Spheres(5, 2).radius(1.5, 1.5)).isEqualTo(new Spheres(5, 2).radius(1.5));
        RandomStream drawn = RandomStream.of(3, "instance");
        new Spheres(5, 2).draw(drawn);
        RandomStream frameAlone = RandomStream.of(3, "instance");
        icd.math.Frame.random(5, 3, frameAlone);
        assertThat(drawn.bits()).isEqualTo(frameAlone.bits());
        RandomStream mixture = RandomStream.of(3, "instance");
        new Mixtures(5, 2).draw(mixture);
        RandomStream centresAlone = RandomStream.of(3, "instance");
        centresAlone.gaussians(new double[10], 0, 10);
        assertThat(mixture.bits()).isEqualTo(centresAlone.bits());
    }

    /** The mean over radii by Simpson's rule on the losses of fixed radii. */
    @ParameterizedTest
    @CsvSource({"1, 0.5, 2, 0.1", "4, 0.01, 3, 0.5", "8, 1, 1.01, 0.1", "2, 0.001, 40, 0.2"})
    void theBayesLossIsTheMeanOverRadii(int d, double least, double most, double noise) {
        Spheres task = new Spheres(9, d).radius(least, most).noiseVariance(noise);
        DoubleUnaryOperator loss = R -> task.radius(R).bayesLoss().orElseThrow();
        int intervals = 600;
        double sum = loss.applyAsDouble(least) + loss.applyAsDouble(most);
        for (int i = 1; i < intervals; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * loss.applyAsDouble(least + i * (most - least) / intervals);
        }
        double simpson = sum / (3 * intervals);
        assertThat(task.bayesLoss().orElseThrow()).isCloseTo(simpson, within(1e-6 * simpson));
    }

    /** The oracle knows each prompt's radius: what it loses, at 4 standard errors, and nobody who does not know it loses less. */
    @Test
    void theOracleKnowsTheRadius() {
        Spheres task = new Spheres(6, 2).d(1, 3).radius(0.3, 3).noiseVariance(0.4);
        PromptSet prompts = task.prompts(40_000, 0, 2);
        Score bayes = Score.of(Baselines.bayes(), prompts, Workers.caller());
        double exact = task.bayesLoss().orElseThrow() / 6;
        assertThat(bayes.msePerDim()).isCloseTo(exact, within(4 * bayes.standardError()));
        Score projection = Score.of(Baselines.projection(), prompts, Workers.caller());
        assertThat(projection.msePerDim()).isGreaterThan(exact);
    }

    /** E R^2 = (a^2 + a b + b^2)/3. */
    @Test
    void moments() {
        assertThat(new Spheres(5, 2).radius(1, 4).secondMoment().orElseThrow()).isCloseTo(7, within(1e-13));
        assertThat(new Mixtures(5, 2).radius(1, 4).variance(0.1).secondMoment().orElseThrow())
                .isCloseTo(7.5, within(1e-13));
        assertThat(new Spheres(5, 2).radius(1, 4).tokenVariance()).isEmpty();
        assertThat(new Spheres(5, 2).radius(1e-150, 1e150).secondMoment().orElseThrow())
                .isCloseTo(1e300 / 3, within(1e287));
    }

    /** [13] holds on the sphere of each instance, whatever its radius; centres of unlike norms lie on none. */
    @Test
    void laws() {
        Spheres spheres = new Spheres(5, 2).radius(1, 4);
        assertThat(spheres.idealSoftmaxBeta()).hasValue(10);
        assertThat(new Mixtures(5, 2).radius(1, 4).idealSoftmaxBeta()).isEmpty();
        Optional<AttentionLayer> softmax = Optional.of(AttentionLayer.softmax(5));
        assertThat(KnownLaw.FIXED_POINT_NORM.appliesTo(spheres, softmax)).isFalse();
        assertThat(KnownLaw.FIXED_POINT_NORM.appliesTo(spheres.radius(2), softmax))
                .isTrue();
        assertThat(KnownLaw.ASYMPTOTIC_PRODUCT.appliesTo(spheres, softmax)).isFalse();
        var landmarks = spheres.draw(RandomStream.of(1, "instance")).landmarks();
        assertThat(spheres.outline(landmarks))
                .as("of no sphere that is not the prompt's")
                .isEmpty();
        assertThat(spheres.radius(2).outline(landmarks).getFirst().lengths()[0]).isEqualTo(2);
    }

    /** Bayes where all variances are 0 and centres are of different norms: equation 8 with the norms that it leaves out. */
    @Test
    void zeroVarianceOfUnlikeCentres() {
        Mixtures task = new Mixtures(4, 3).radius(0.5, 3).variance(0).noiseVariance(0.7);
        PromptSet prompts = task.prompts(50, 0, 3);
        double[] bayes = new double[200];
        double[] limit = new double[200];
        Baselines.bayes().estimate(prompts, 0, 50, bayes);
        Baselines.zeroVariance().estimate(prompts, 0, 50, limit);
        for (int i = 0; i < bayes.length; i++) {
            assertThat(limit[i]).isCloseTo(bayes[i], within(1e-12));
        }
    }

    @Test
    void printsAsTyped() {
        assertThat(new Spheres(5, 2).radius(0.5, 2)).hasToString("spheres(5, 2).radius(0.5, 2.0).noiseVariance(0.1)");
        assertThat(new Mixtures(5, 2).radius(0.5, 2))
                .hasToString("mixtures(5, 2).radius(0.5, 2.0).variance(0.02).noiseVariance(0.1)");
        assertThat(new Radius(1, 2)).hasToString("1.0 to 2.0");
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Spheres(5, 2).radius(2, 1))
                .withMessage("Radius: least must be at most the largest, 1.0, got 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mixtures(5, 2).radius(0, 1))
                .withMessage("Radius: least must be > 0 and finite, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Spheres(5, 2).radius(Double.NaN))
                .withMessage("Spheres: radius must be > 0 and finite, got NaN");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Spheres(5, 2).radius(1, 2).radius())
                .withMessage("Spheres.radius: there must be one radius for all prompts, got 1.0 to 2.0");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Spheres(5, 2).radius(1, 2).loss(_ -> 1))
                .withMessage("Spheres.loss: there must be one radius for all prompts, got 1.0 to 2.0");
        assertThat(PromptSet.draw(
                                new Spheres(5, 2).radius(1, 2), 3, 2, Precision.FLOAT32, 1, "prompts", Workers.caller())
                        .size())
                .isEqualTo(3);
    }
}
