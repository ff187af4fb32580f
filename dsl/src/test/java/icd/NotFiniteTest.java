package icd;

import static icd.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.attention.Initialisation;
import icd.denoise.Denoiser;
import icd.denoise.Oracle;
import icd.energy.ContextEnergy;
import icd.energy.Energy;
import icd.energy.LayerEnergy;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.task.Covariance;
import icd.task.GaussianTokens;
import icd.task.Instance;
import icd.task.Mixture;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Task;
import icd.train.DivergedException;
import icd.train.Optimiser;
import java.util.List;
import java.util.function.DoubleFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Numbers that are not finite are refused where they enter; squares that overflow give the right answer or an error. */
class NotFiniteTest {

    private static final R064Store X = matrix(row(1, 0, -1), row(0, 1, 0.5));

    private final PromptSet prompts = subspaces(2, 1).prompts(10, 5, 1);

    /** Every entry is given a number that it must refuse by name. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whereValuesEnter(double bad) {
        R064Store matrix = matrix(row(1, 0), row(0, bad));
        R064Store vector = vector(0, bad);
        Task plain = subspaces(2, 1);
        List<DoubleFunction<Object>> parameters = List.of(
                v -> subspaces(2, 1).variance(v),
                v -> subspaces(2, 1).noiseVariance(v),
                v -> spheres(2, 1).radius(v),
                v -> mixtures(2, 1).radius(v),
                v -> mixtures(2, 1).variance(v),
                v -> mixtures(2, 2).weights(v, 1),
                v -> gaussians(1, v),
                v -> isotropicNoise(v),
                v -> orthogonalNoise(v),
                v -> spectrumNoise(1, v),
                v -> task("mine", 2, v, r -> null),
                v -> shrunkPcaProjection(v),
                v -> shrunkPcaProjection(1, v),
                v -> empiricalPosterior(v),
                v -> equation13(2, v),
                v -> entmaxAttention(2, v),
                v -> normmaxAttention(2, v),
                v -> entmax(v),
                v -> normmax(v),
                v -> softmaxAttention(2).identity(v, 1),
                v -> softmaxAttention(2).identity(1, v),
                v -> new Initialisation.Normal(v),
                v -> stack(softmaxAttention(2)).step(v),
                v -> attention("mine", 2, new double[] {v}, (theta, x, q) -> q),
                v -> lse(v, 1),
                v -> lse(1, v),
                v -> weightedLse(X, row(1, v, 1), 1, 1),
                v -> gaussianLse(v),
                v -> sphericalHopfield(v),
                v -> exponential(X, v),
                v -> logExponential(X, v),
                v -> epanechnikov(v, 1),
                v -> epanechnikov(1, v),
                v -> hopfieldFenchelYoung(v, sparsemax()),
                v -> exponentialDynamics(X, v),
                v -> randomInvertible(2, v, seed(0)),
                v -> prompts.split(v),
                v -> train(softmaxAttention(2)).adam(v),
                v -> train(softmaxAttention(2)).sgd(v, 0),
                v -> train(softmaxAttention(2)).decay(v, 0.5),
                v -> train(softmaxAttention(2)).decay(0.1, v),
                v -> new Optimiser.Adam(0.1, v, 0.9, 1e-8),
                v -> descent(lse(1, 1)).rate(v),
                v -> landscape(lse(X, 1, 1)).within(0, v, 0, 1),
                v -> census(lse(X, 1, 1)).rate(v));
        for (int i = 0; i < parameters.size(); i++) {
            int entry = i;
            assertThatIllegalArgumentException()
                    .as("parameter %d", i)
                    .isThrownBy(() -> parameters.get(entry).apply(bad))
                    .withMessageContaining(Double.toString(bad));
        }
        List<ThrowingCallable> matrices = List.of(
                () -> promptOf(matrix, vector(0, 1)),
                () -> promptOf(X, vector),
                () -> Prompt.of(X, vector(0, 1), vector),
                () -> gaussians(matrix),
                () -> gaussianNoise(matrix),
                () -> transformed(plain, matrix),
                () -> inverse(matrix),
                () -> eigen(matrix),
                () -> norm(vector),
                () -> dot(vector, vector(1, 1)),
                () -> cosine(vector(1, 1), vector),
                () -> trace(matrix),
                () -> softmaxAttention(2).weights(matrix, identity(2)),
                () -> softmaxAttention(2).weights(identity(2), matrix),
                () -> softmaxAttention(2).with("W_PV", matrix),
                () -> heads(softmaxAttention(2)).with("W_PV_head1", matrix),
                () -> contextGaussian(matrix),
                () -> empiricalPosterior(matrix),
                () -> LayerEnergy.of(softmax(), matrix, identity(2)),
                () -> lse(matrix, 1, 1),
                () -> lse(X, 1, 1).value(vector),
                () -> lse(X, 1, 1).gradient(vector),
                () -> warpedSphericalHopfield(matrix, 1),
                () -> hopfieldDynamics(matrix),
                () -> descent(lse(X, 1, 1), vector),
                () -> census(lse(X, 1, 1)).from(matrix),
                () -> PromptSet.of(TokenStack.of(new double[] {1, bad}, 1, 2, 1), new double[2], new double[2]),
                () -> PromptSet.of(TokenStack.of(new double[2], 1, 2, 1), new double[] {1, bad}, new double[2]),
                () -> PromptSet.of(TokenStack.of(new double[2], 1, 2, 1), new double[2], new double[] {1, bad}),
                () -> new Mixture(1, new double[] {bad}, new double[] {1}, new double[] {1}),
                () -> new GaussianTokens(new double[] {bad}, Covariance.isotropic(1, 1)));
        for (int i = 0; i < matrices.size(); i++) {
            assertThatIllegalArgumentException()
                    .as("matrix %d", i)
                    .isThrownBy(matrices.get(i))
                    .withMessageContaining("finite")
                    .withMessageContaining(Double.toString(bad));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> promptOf(X, vector))
                .withMessage("Prompt.of: query must hold finite numbers, got " + bad + " in row 1, column 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> softmaxAttention(2).weights(matrix, identity(2)))
                .withMessage("softmax attention: W_KQ must hold finite numbers, got " + bad + " in row 1, column 1");
    }

    /** The results of users' functions. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void whatOwnFunctionsGive(double bad) {
        Denoiser own = denoiser("own", (x, q) -> q.multiply(bad));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(prompts, own))
                .withMessageStartingWith("Denoiser.of(own): the estimate must hold finite numbers, got ");
        assertThatIllegalArgumentException().isThrownBy(() -> own.estimate(prompts, 3));
        Denoiser layer = attention("mine", 2, new double[] {1}, (theta, x, q) -> vector(1, bad));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> layer.estimate(prompts.prompt(3)))
                .withMessageContaining("mine: estimates must be finite, got " + bad + " as coordinate 1 for prompt 3");
        assertThat(compare(prompts, layer, zero()).row("mine").note()).contains("must be finite, got " + bad);
        Oracle oracle = new Oracle() {
            @Override
            public String name() {
                return "mine";
            }

            @Override
            public void estimate(
                    Instance instance,
                    Covariance noise,
                    double[] query,
                    int at,
                    double[] estimate,
                    int to,
                    icd.task.Scratch scratch) {
                estimate[to] = bad;
            }
        };
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> oracle.estimate(prompts))
                .withMessageContaining("mine: estimates must be finite, got " + bad);
        Task task = task("mine", 2, 1, r -> Instance.of(2, s -> new double[] {1, bad}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.prompts(2, 3, seed(0)))
                .withMessageContaining("a token must hold finite numbers, got " + bad);
        Energy energy = energy("bowl", 2, s -> bad);
        for (ThrowingCallable asked : List.<ThrowingCallable>of(
                () -> energy.value(vector(1, 1)),
                () -> descent(energy, vector(1, 1)),
                () -> landscape(energy).points(3, 3).run())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(asked)
                    .withMessageContaining("must be finite, got " + bad)
                    .withMessageContaining("bowl");
        }
        Energy gradient = new Energy() {
            @Override
            public String name() {
                return "slope";
            }

            @Override
            public int n() {
                return 2;
            }

            @Override
            public double value(double[] s) {
                return 0;
            }

            @Override
            public void gradient(double[] s, double[] g) {
                g[1] = bad;
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gradient.gradient(vector(1, 1)))
                .withMessage("slope: gradient must hold finite numbers, got " + bad + " as number 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> descent(gradient, vector(1, 1)).rate(1).run())
                .withMessageContaining("slope");
        ContextEnergy over = x -> energy;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> descent(over).rate(1).estimate(prompts))
                .withMessageContaining("bowl");
    }

    @Test
    void trainingSaysWhatWasNotFinite() {
        var layer = attention("mine", 2, new double[] {1}, (theta, x, q) -> vector(1, Double.NaN));
        assertThatExceptionOfType(DivergedException.class)
                .isThrownBy(() -> train(layer)
                        .ownWeights()
                        .on(prompts.split(0.5))
                        .epochs(1)
                        .run())
                .withMessageContaining("mine")
                .withMessageContaining("before the first step")
                .withMessageNotContaining("learning rate");
    }

    /** A number that float64 holds and float32 does not would be infinite there. */
    @Test
    void tokensBeyondThePrecision() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> PromptSet.draw(
                        spheres(2, 1).radius(1e60), 2, 3, Precision.FLOAT32, 0, "prompts", Workers.caller()))
                .withMessageContaining("finite numbers of float32");
        assertThat(spheres(2, 1).radius(1e60).prompts(2, 3, seed(0)).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e160, 1e200, 1e300})
    void squaresThatOverflow(double size) {
        // lengths and angles: those of (3, 4) and (4, 3), whatever the scale
        assertThat(norm(vector(3 * size, 4 * size)) / size).isCloseTo(5, within(1e-14));
        assertThat(cosine(vector(3 * size, 4 * size), vector(4 * size, 3 * size)))
                .isCloseTo(0.96, within(1e-15));
        assertThat(dot(vector(size, size), vector(0x1p900, -0x1p900))).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> dot(vector(size, size), vector(size, 1)));

        Prompt far = promptOf(X, vector(3 * size, -4 * size)); // nearest in direction, and in distance: (1, 0)
        for (Denoiser retrieval : List.of(
                nearestToken(), empiricalPosterior(0.5), empiricalPosterior(diagonal(0.5, 0.5)), equation13(2, 0.5))) {
            assertThat(retrieval.estimate(far).toRawCopy1D())
                    .as(retrieval.name())
                    .containsExactly(new double[] {1, 0}, within(1e-15));
        }
        // tokens of that size too: the nearest to (3, 1) of (1, 0), (0, 1) and (-1, 1/2)
        Prompt large = promptOf(R064Store.FACTORY.copy(X.multiply(size)), vector(3 * size, size));
        for (Denoiser retrieval : List.of(nearestToken(), empiricalPosterior(0.5))) {
            assertThat(retrieval.estimate(large).doubleValue(0) / size)
                    .as(retrieval.name())
                    .isCloseTo(1, within(1e-15));
        }
        PromptSet spheres = spheres(3, 1).prompts(4, 5, seed(0));
        double[] queries = spheres.queries().clone();
        double[] expected = projectionToSphere().estimate(spheres);
        for (int i = 0; i < queries.length; i++) {
            queries[i] *= size;
        }
        assertThat(projectionToSphere().estimate(spheres.withQueries(queries)))
                .containsExactly(expected, within(1e-14));
        assertThat(bayes().estimate(spheres.withQueries(queries)))
                .as("far from the sphere the posterior is a point")
                .containsExactly(expected, within(1e-14));
        PromptSet mixture = mixtures(3, 2).prompts(2, 5, seed(0));
        double[] beyond = {size, size, size, size, size, size};
        PromptSet moved = mixture.withQueries(beyond);
        for (Denoiser asked : List.of(bayes(), bayesBySampling(10), descent(lse(1, 10)), query())) {
            assertThat(compare(moved, asked, zero()).row(asked.name()).note())
                    .as(asked.name())
                    .matches(".*(overflow|finite).*");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> descent(lse(X, 1, 10), vector(size, 0)))
                .withMessageContaining("must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lse(X, 1, 10).value(vector(size, 0)))
                .withMessageContaining("lse: the energy of a state must be finite, got Infinity");
        assertThat(lse(X, 1, 10).gradient(vector(size, 0)).doubleValue(0)).isEqualTo(size);
    }

    /** Second moments overflow, or vanish, where the tokens did not. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-200, 1e160, 1e200})
    void secondMomentsBeyondDoublePrecision(double size) {
        Prompt large = promptOf(R064Store.FACTORY.copy(X.multiply(size)), vector(3 * size, size));
        for (Denoiser estimating :
                List.of(pcaProjection(1), shrunkPcaProjection(1, 0.5), contextGaussian(diagonal(1, 2)))) {
            assertThatExceptionOfType(ArithmeticException.class)
                    .as(estimating.name())
                    .isThrownBy(() -> estimating.estimate(large))
                    .withMessageStartingWith(
                            estimating.name() + ": tokens must have squares within double precision, got")
                    .withMessageContaining("" + size);
        }
        assertThat(pcaProjection(1)
                        .estimate(promptOf(matrix(row(0, 0), row(0, 0)), vector(1, 1)))
                        .count())
                .isEqualTo(2);
    }

    /** Means, standard errors and theory of losses that are finite although their squares are not. */
    @Test
    void losses() {
        PromptSet large = subspaces(4, 2).variance(1e200).noiseVariance(1e200).prompts(200, 0, seed(0));
        PromptSet plain = subspaces(4, 2).variance(1).noiseVariance(1).prompts(200, 0, seed(0));
        var expected = compare(plain, projection(), zero()).row("projection");
        var actual = compare(large, projection(), zero()).row("projection");
        assertThat(actual.mse() / 1e200).isCloseTo(expected.mse(), within(1e-12));
        assertThat(actual.standardError() / 1e200).isCloseTo(expected.standardError(), within(1e-12));
        assertThat(actual.aboveBestError() / 1e200).isCloseTo(expected.aboveBestError(), within(1e-12));
        assertThat(large.task().bayesLoss().orElseThrow() / 1e200).isCloseTo(1, within(1e-15)); // d/2
        assertThat(gaussians(1e200, 1e200, 0).noiseVariance(1e200).bayesLoss().orElseThrow() / 1e200)
                .isCloseTo(1, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spheres(2, 1).radius(1e200))
                .withMessage("Spheres: radius must have a finite square, got 1.0E200");
        assertThatIllegalArgumentException().isThrownBy(() -> mixtures(2, 1).radius(1e200));
        assertThatIllegalArgumentException().isThrownBy(() -> hist(1, Double.NaN));
    }

    /** A layer's energy and the least-squares map are the same at any scale. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-200, 1e160, 1e200})
    void scalesThatDoNotMatter(double size) {
        R064Store kq = matrix(row(1, 2), row(0, 1));
        MatrixStore<Double> pv = kq.transpose().multiply(3);
        var energy = layerEnergy(softmaxAttention(2).weights(kq.multiply(size), pv.multiply(size)));
        assertThat(energy.hasEnergy()).isTrue();
        assertThat(energy.c()).isCloseTo(3, within(1e-14));
        assertThat(energy.asymmetry()).isCloseTo(0, within(1e-14));

        PromptSet some = subspaces(2, 1).prompts(30, 0, seed(0));
        Denoiser map = leastSquares(some);
        double[] queries = some.queries().clone();
        double[] targets = some.targets().clone();
        for (int i = 0; i < queries.length; i++) {
            queries[i] *= size;
            targets[i] *= size;
        }
        PromptSet scaled = PromptSet.of(TokenStack.of(new double[60], 30, 2, 1), queries, targets);
        assertThat(leastSquares(scaled).estimate(some)).containsExactly(map.estimate(some), within(1e-13));
    }

    /** A target is known or unknown; one of which a part is missing is neither. */
    @Test
    void unknownTargetsStayAllowed() {
        assertThat(promptOf(X, vector(1, 1)).knowsTarget()).isFalse();
        double nan = Double.NaN;
        TokenStack<?> tokens = TokenStack.of(new double[2], 1, 2, 1);
        assertThat(PromptSet.of(tokens, new double[2], new double[] {nan, nan})
                        .prompt(0)
                        .knowsTarget())
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptSet.of(tokens, new double[2], new double[] {1, nan}))
                .withMessage("PromptSet.of: target of prompt 0 must hold finite numbers, got NaN as number 1");
        assertThat(AttentionLayer.softmax(2).estimate(promptOf(X, vector(1, 1))).count())
                .isEqualTo(2);
    }
}
