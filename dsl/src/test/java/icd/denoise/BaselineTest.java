package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.describe.Describe;
import icd.describe.KindProvider;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.StateSpace;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.Transform;
import icd.theory.LinearOptimum;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.R064Store;

/** Baselines as kinds: each makes the denoiser of the library, goes with the tasks it says, and has the loss it says. */
class BaselineTest {

    private static final int N = 4;
    private static final int L = 9;
    private static final Family FAMILY = Kinds.family(Baseline.class);

    /** Parameters that every kind which has them takes. */
    private static final Map<String, Object> ARGUMENTS =
            Map.of("d", 2, "noise_variance", 0.5, "samples", 50, "seed", 3L, "share", 0.8);

    private static Baseline baseline(String kind, Map<String, Object> given) {
        Kind named = FAMILY.named(kind);
        Map<String, Object> arguments = new HashMap<>(given);
        named.parameters().values().stream()
                .filter(parameter -> parameter.required() || parameter.hasDefault())
                .forEach(parameter -> arguments.putIfAbsent(parameter.name(), ARGUMENTS.get(parameter.name())));
        return (Baseline) named.make(arguments, Map.of());
    }

    private static Baseline baseline(String kind) {
        return baseline(kind, Map.of());
    }

    /** Every kind, with as few parameters as can be and with all of them. */
    private static List<Baseline> all() {
        List<Baseline> all = new ArrayList<>();
        for (Kind kind : FAMILY.kinds().values()) {
            all.add(baseline(kind.name()));
            if (!kind.parameters().isEmpty()) {
                all.add(baseline(kind.name(), ARGUMENTS));
            }
        }
        return all;
    }

    private static List<Task> tasks() {
        List<Noise> noises = List.of(
                Noise.isotropic(0.7),
                Noise.gaussian(Covariance.of(diagonal(0.5, 1, 2, 3))),
                Noise.gaussian(Covariance.of(diagonal(0, 1, 2, 3))),
                Noise.spectrum(1, 2, 3, 4),
                Noise.spectrum(1, 2, 0, 4),
                Noise.orthogonal(1));
        Transform transform = Transform.random(N, 3, Transform.Target.NEW, RandomStream.of(1, "transform"));
        List<Task> tasks = new ArrayList<>();
        for (Noise noise : noises) {
            tasks.add(new Subspaces(N, 2).noise(noise));
            tasks.add(new Subspaces(N, 1).d(1, 3).noise(noise));
            tasks.add(new Spheres(N, 2).noise(noise));
            tasks.add(new Spheres(N, 1).d(1, 3).noise(noise));
            tasks.add(new Subspaces(N, 2).drift(0.3).noise(noise));
            tasks.add(new Spheres(N, 1).drift(0.3).noise(noise));
            tasks.add(new StateSpace(N, 2).contextNoise(0.5).noise(noise));
            if (!noise.equals(noises.getLast())) {
                tasks.add(new Mixtures(N, 3).noise(noise));
                tasks.add(Gaussians.spectrum(1, 2, 3, 0).noise(noise));
            }
        }
        tasks.addAll(tasks.stream().map(task -> task.transformed(transform)).toList());
        return tasks;
    }

    private static R064Store diagonal(double... values) {
        R064Store sigma = R064Store.FACTORY.make(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            sigma.set(i, i, values[i]);
        }
        return sigma;
    }

    private static PromptSet prompts(Task task, int count, int length, long seed) {
        return PromptSet.draw(task, count, length, Precision.FLOAT64, seed, "baselines", Workers.caller());
    }

    @Test
    void everyBaselineOfTheLibraryIsAKind() {
        assertThat(FAMILY.kinds().keySet())
                .containsExactlyInAnyOrder(
                        "zero",
                        "query",
                        "context_mean",
                        "nearest_token",
                        "bayes",
                        "projection",
                        "projection_to_sphere",
                        "pca_projection",
                        "shrunk_pca_projection",
                        "zero_variance",
                        "ideal_layer",
                        "empirical_posterior",
                        "least_squares",
                        "bayes_by_sampling",
                        "kalman",
                        "pca_explaining",
                        "context_gaussian",
                        "ideal_linear_layer",
                        "linear_optimum");
    }

    static Stream<Task> everyTask() {
        return tasks().stream();
    }

    /** A baseline that fits works; one that does not says why, and claims no loss. */
    @ParameterizedTest
    @MethodSource("everyTask")
    void aMisfitIsSaidWhereverEstimatesWouldFail(Task task) {
        for (Baseline baseline : all()) {
            Supplier<PromptSet> training = () -> prompts(task, baseline.trainingPrompts(N) + 2, L, 5);
            Throwable thrown = catchThrowable(() -> {
                PromptSet prompts = prompts(task, 3, baseline.needsContext() ? L : 0, 1);
                assertThat(baseline.denoiser(task, L, training).estimate(prompts))
                        .hasSize(3 * N);
            });
            if (baseline.misfit(task).isEmpty()) {
                assertThat(thrown).as("%s on %s", baseline, task).isNull();
            } else {
                assertThat(baseline.misfit(task).get()).startsWith("must ").contains(", got ");
                assertThat(baseline.exactLoss(task, L))
                        .as("%s on %s", baseline, task)
                        .isEmpty();
            }
        }
    }

    /** Where a loss is said to be exact, that of 20,000 prompts is within 4.5 standard errors of it. */
    @ParameterizedTest
    @MethodSource("everyTask")
    void exactLosses(Task task) {
        PromptSet prompts = prompts(task, 20_000, L, 7);
        for (Baseline baseline : all()) {
            Optional<DoubleSupplier> loss = baseline.exactLoss(task, L);
            if (loss.isPresent() && baseline.misfit(task).isEmpty()) {
                Score score = Score.of(baseline.denoiser(task, L), prompts, Workers.caller());
                double slack = 1e-9 * prompts.task().secondMoment().orElse(1);
                assertThat(score.mse())
                        .as("%s on %s", baseline, task)
                        .isCloseTo(loss.get().getAsDouble(), within(4.5 * N * score.standardError() + slack));
            }
        }
    }

    /** sigma_0^2 = 2, sigma_Z^2 = 1, n = 16, d = 8, L = 20: losses as the paper has them, per coordinate. */
    @Test
    void lossesOnSubspacesHaveFormulas() {
        Task task = new Subspaces(16, 8, 2, 1);
        Map<String, Double> expected = Map.of(
                "zero",
                1.0,
                "query",
                1.0,
                "projection",
                0.5,
                "bayes",
                1 / 3.0,
                "pca_projection",
                0.5,
                "context_mean",
                1.05);
        expected.forEach((name, loss) -> assertThat(
                        baseline(name).exactLoss(task, 20).orElseThrow().getAsDouble() / 16)
                .as(name)
                .isCloseTo(loss, within(1e-15)));
        assertThat(baseline("pca_projection").exactLoss(task, 7)).isEmpty();
        assertThat(baseline("pca_projection", Map.of("d", 7)).exactLoss(task, 20))
                .isEmpty();
        assertThat(baseline("ideal_layer").exactLoss(task, 20)).isEmpty();
    }

    /** As the context grows the estimated variance has deviation sigma_0^2 sqrt(2/dL), which costs its square times d c'^2. */
    @Test
    void whatAnEstimatedShrinkageCosts() {
        for (int length : new int[] {2_000, 2_000_000}) {
            double excess = baseline("shrunk_pca_projection")
                            .exactLoss(new Subspaces(16, 8, 2, 1), length)
                            .orElseThrow()
                            .getAsDouble()
                    - 16 / 3.0;
            double slope = 1 / 9.0; // of v / (v + 1) at v = 2
            double expected = 8 * 3 * slope * slope * 4 * 2 / (8.0 * length);
            assertThat(excess).isCloseTo(expected, within(3 * expected / length + 1e-13));
        }
        double steep = baseline("shrunk_pca_projection")
                .exactLoss(new Subspaces(2, 1, 1, 1e-12), 1)
                .orElseThrow()
                .getAsDouble();
        double chance =
                1e-6 * Math.sqrt(Math.PI / 8); // of v near 1e-12, with density 1/sqrt(2 pi v), times what is lost
        assertThat(steep).isCloseTo(chance, within(1e-5 * chance));
    }

    @Test
    void eachMakesTheLibrarysDenoiser() {
        Task task = new Subspaces(N, 2).noiseVariance(0.7);
        PromptSet training = prompts(task, 30, L, 5);
        Map<String, Denoiser> without = Map.of(
                "pca_projection", Baselines.pcaProjection(2),
                "shrunk_pca_projection", Baselines.shrunkPcaProjection(2, 0.7),
                "empirical_posterior", Baselines.empiricalPosterior(0.7),
                "context_gaussian", Baselines.contextGaussian(Covariance.isotropic(N, 0.7)),
                "ideal_layer", AttentionLayer.softmax(N).identity(1, 1 / 0.7),
                "ideal_linear_layer", AttentionLayer.linear(N).identity(1, 1 / (2 + 0.7)),
                "linear_optimum",
                        AttentionLayer.linear(N)
                                .identity(1, LinearOptimum.of(task, L).product()),
                "least_squares", Baselines.leastSquares(training));
        Map<String, Denoiser> with = Map.of(
                "pca_projection", Baselines.pcaProjection(3),
                "shrunk_pca_projection", Baselines.shrunkPcaProjection(3, 0.5),
                "empirical_posterior", Baselines.empiricalPosterior(0.5),
                "context_gaussian", Baselines.contextGaussian(Covariance.isotropic(N, 0.5)),
                "ideal_layer", AttentionLayer.softmax(N).identity(1, 2),
                "bayes_by_sampling", Baselines.bayesBySampling(20, 4),
                "pca_explaining", Baselines.pcaExplaining(0.6));
        Map<String, Object> given = Map.of("d", 3, "noise_variance", 0.5, "samples", 20, "seed", 4L, "share", 0.6);
        PromptSet prompts = prompts(task, 6, L, 2);
        without.forEach((kind, denoiser) -> assertThat(
                        baseline(kind).denoiser(task, L, () -> training).estimate(prompts))
                .as(kind)
                .isEqualTo(denoiser.estimate(prompts)));
        with.forEach((kind, denoiser) -> assertThat(
                        baseline(kind, given).denoiser(task, L).estimate(prompts))
                .as(kind)
                .isEqualTo(denoiser.estimate(prompts)));
    }

    @Test
    void namesTellParametersThatAreNotAtTheirDefaults() {
        assertThat(baseline("bayes").name()).isEqualTo("bayes");
        assertThat(baseline("pca_projection").name()).isEqualTo("pca_projection");
        assertThat(baseline("pca_projection", Map.of("d", 3)).name()).isEqualTo("pca_projection(d=3)");
        assertThat(baseline("bayes_by_sampling", Map.of("samples", 100, "seed", 0L))
                        .name())
                .isEqualTo("bayes_by_sampling(samples=100)");
        assertThat(baseline("shrunk_pca_projection", Map.of("d", 3, "noise_variance", 0.25))
                        .name())
                .isEqualTo("shrunk_pca_projection(d=3; noise_variance=0.25)");
    }

    @Test
    void parametersAreRefusedByName() {
        refused("pca_projection", "d", 0);
        refused("shrunk_pca_projection", "noise_variance", 0.0);
        refused("context_gaussian", "noise_variance", Double.NaN);
        refused("empirical_posterior", "noise_variance", Double.POSITIVE_INFINITY);
        refused("ideal_layer", "noise_variance", -1.0);
        refused("pca_explaining", "share", 1.5);
        refused("bayes_by_sampling", "samples", 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> baseline("least_squares").denoiser(new Subspaces(N, 2), L))
                .withMessage("least_squares: it must have training prompts to be fitted to, got none");
    }

    private static void refused(String kind, String parameter, Object value) {
        Throwable thrown = catchThrowable(() -> baseline(kind, Map.of(parameter, value)));
        assertThat(thrown).isInstanceOf(RefusedException.class).hasMessageContaining("got " + value);
        assertThat(((RefusedException) thrown).parameter()).isEqualTo(parameter);
    }

    @Describe("the query, shrunk")
    record Shrunk(
            @Describe(value = "what it is multiplied by", byDefault = "0.5")
            double by) implements Baseline {
        @Override
        public Denoiser denoiser(Task task, int length, Supplier<PromptSet> training) {
            return Denoiser.of("shrunk", (context, query) -> query.multiply(by));
        }
    }

    /** Adds {@link Shrunk}. */
    public static final class Provider implements KindProvider {
        @Override
        public List<Class<? extends Record>> kinds() {
            return List.of(Shrunk.class);
        }

        @Override
        public String toString() {
            return "Provider";
        }
    }

    @Test
    void aJarAddsAKind(@TempDir Path jar) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(KindProvider.class.getName()), Provider.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            Family family = Kinds.family(Baseline.class);
            assertThat(family.words()).extracting(Kind::name).contains("shrunk", "zero", "linear_optimum");
            Baseline half = (Baseline) family.named("shrunk").make(Map.of("by", 0.5), Map.of());
            assertThat(half.name()).isEqualTo("shrunk");
            assertThat(new Shrunk(0.25).name()).isEqualTo("shrunk(by=0.25)");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
