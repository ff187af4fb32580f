package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.describe.Kinds;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.OwnTokens;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.TokenTable;
import icd.task.Transform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.R064Store;

/** Which losses are known, on which tasks and under which noises, and that they are those of prompts that are drawn. */
class ExactLossTest {

    private static final int N = 4;
    private static final int L = 6;
    private static final int PROMPTS = 6_000;
    private static final Family FAMILY = Kinds.family(Baseline.class);

    /** Zero, query and context mean are linear in the prompt. */
    private static final String LINEAR = "zero query context_mean ";

    private static final String PROJECTIONS = "projection pca_projection pca_projection(d=2) ";
    private static final String OPTIMA = "ideal_linear_layer linear_optimum ";

    private static final Noise ISOTROPIC = Noise.isotropic(0.7);
    private static final Noise ORTHOGONAL = Noise.orthogonal(1.3);
    private static final Noise SPECTRUM = Noise.spectrum(1, 2, 0, 0.3);
    private static final Noise GIVEN = Noise.gaussian(Covariance.of(
            R064Store.FACTORY.rows(new double[][] {{2, 0.7, 0, 0}, {0.7, 1, 0.2, 0}, {0, 0.2, 0.4, 0}, {0, 0, 0, 3}})));

    private record Known(Task task, Set<String> names) {
        @Override
        public String toString() {
            return task.toString();
        }
    }

    private static Known known(Task task, String names) {
        return new Known(task, new TreeSet<>(List.of(names.trim().split(" +"))));
    }

    private static Transform map(Transform.Target target) {
        return Transform.random(N, 3, target, RandomStream.of(1, "transform"));
    }

    private static TokenTable table() {
        RandomStream random = RandomStream.of(4, "own");
        R064Store tokens = R064Store.FACTORY.make(N, 9);
        for (int i = 0; i < N; i++) {
            for (int t = 0; t < 9; t++) {
                tokens.set(i, t, i + (1 + i) * random.gaussian());
            }
        }
        return TokenTable.of(tokens);
    }

    static Stream<Known> known() {
        List<Known> all = new ArrayList<>();
        String shrunk = "shrunk_pca_projection shrunk_pca_projection(d=2;noise_variance=0.5) ";
        String assuming = "shrunk_pca_projection(d=2;noise_variance=0.5) ";
        Subspaces subspaces = new Subspaces(N, 2, 2, 1);
        all.add(known(subspaces.noise(ISOTROPIC), LINEAR + PROJECTIONS + shrunk + OPTIMA + "bayes"));
        all.add(known(subspaces.noise(ORTHOGONAL), LINEAR + PROJECTIONS + assuming + "linear_optimum bayes"));
        all.add(known(subspaces.noise(SPECTRUM), LINEAR + PROJECTIONS + assuming + "linear_optimum"));
        all.add(known(subspaces.noise(GIVEN), LINEAR + PROJECTIONS + assuming + "linear_optimum"));
        all.add(known(subspaces.d(1, 3).noise(ISOTROPIC), LINEAR + "projection bayes " + OPTIMA));
        all.add(known(subspaces.d(1, 3).noise(GIVEN), LINEAR + "projection linear_optimum"));
        all.add(known(subspaces.d(N).noise(GIVEN), LINEAR + "projection pca_projection linear_optimum bayes"));
        all.add(known(subspaces.d(N).noise(SPECTRUM), LINEAR + "projection pca_projection linear_optimum bayes"));
        Spheres spheres = new Spheres(N, 1).radius(1.5);
        String nearest = "projection_to_sphere ";
        all.add(known(spheres.noise(ISOTROPIC), LINEAR + PROJECTIONS + shrunk + nearest + "linear_optimum bayes"));
        all.add(known(spheres.noise(ORTHOGONAL), LINEAR + PROJECTIONS + assuming + nearest + "linear_optimum bayes"));
        all.add(known(spheres.noise(SPECTRUM), LINEAR + PROJECTIONS + assuming + "linear_optimum"));
        all.add(known(spheres.noise(GIVEN), LINEAR + PROJECTIONS + assuming + "linear_optimum"));
        all.add(known(
                spheres.d(1, 3).radius(0.5, 2).noise(ISOTROPIC),
                LINEAR + "projection bayes linear_optimum " + nearest));
        Mixtures mixtures = new Mixtures(N, 3).variance(0.2);
        for (Noise noise : List.of(ISOTROPIC, SPECTRUM, GIVEN)) {
            all.add(known(mixtures.noise(noise), LINEAR + "linear_optimum"));
            all.add(known(
                    mixtures.K(1).noise(noise),
                    LINEAR + "linear_optimum bayes" + (noise == ISOTROPIC ? " zero_variance" : "")));
        }
        all.add(known(mixtures.weights(0.2, 0.3, 0.5).variances(0.1, 0.5, 0).radius(1, 2), LINEAR + "linear_optimum"));
        all.add(known(mixtures.K(1, 4), LINEAR + "linear_optimum"));
        Gaussians random = Gaussians.spectrum(1, 2, 3, 0);
        Gaussians one = Gaussians.of(GIVEN.common(N).orElseThrow());
        Gaussians isotropic = Gaussians.of(Covariance.isotropic(N, 1.5));
        all.add(known(random.noise(ISOTROPIC), LINEAR + "linear_optimum bayes"));
        all.add(known(random.noise(SPECTRUM), LINEAR + "linear_optimum"));
        all.add(known(random.noise(GIVEN), LINEAR + "linear_optimum"));
        all.add(known(one.noise(ISOTROPIC), LINEAR + "linear_optimum bayes"));
        all.add(known(one.noise(Noise.gaussian(diagonal(0.5, 1, 2, 0))), LINEAR + "linear_optimum bayes"));
        all.add(known(isotropic.noise(ISOTROPIC), LINEAR + OPTIMA + "bayes"));
        all.add(known(isotropic.noise(GIVEN), LINEAR + "linear_optimum bayes"));
        all.add(known(isotropic.noise(SPECTRUM), LINEAR + "linear_optimum bayes"));
        all.add(known(OwnTokens.of(table()), LINEAR));
        all.add(known(OwnTokens.of(table()).noise(GIVEN), LINEAR));

        String oracles = "projection bayes ";
        for (Transform.Target target : Transform.Target.values()) {
            Transform change = map(target);
            all.add(known(subspaces.noise(ISOTROPIC).transformed(change), LINEAR + oracles));
            all.add(known(subspaces.noise(ORTHOGONAL).transformed(change), LINEAR + oracles));
            all.add(known(subspaces.noise(SPECTRUM).transformed(change), LINEAR + "projection"));
            all.add(known(subspaces.d(1, 3).noise(GIVEN).transformed(change), LINEAR + "projection"));
            all.add(known(subspaces.d(N).noise(GIVEN).transformed(change), LINEAR + oracles));
            all.add(known(spheres.noise(ISOTROPIC).transformed(change), LINEAR + oracles + nearest));
            all.add(known(mixtures.noise(GIVEN).transformed(change), LINEAR));
            all.add(known(mixtures.K(1).noise(GIVEN).transformed(change), LINEAR + "bayes"));
            all.add(known(one.noise(Noise.gaussian(diagonal(0.5, 1, 2, 0))).transformed(change), LINEAR + "bayes"));
            all.add(known(random.noise(ISOTROPIC).transformed(change), LINEAR + "bayes"));
            all.add(known(OwnTokens.of(table()).transformed(change), LINEAR));
        }
        Transform stretch = Transform.of(
                Transform.random(N, 1, Transform.Target.NEW, RandomStream.of(2, "turn"))
                        .matrix()
                        .multiply(2)
                        .collect(R064Store.FACTORY),
                Transform.Target.NEW);
        all.add(known(
                subspaces.noise(GIVEN).transformed(stretch), LINEAR + "projection pca_projection(d=2) linear_optimum"));
        return all.stream();
    }

    private static Covariance diagonal(double... values) {
        R064Store sigma = R064Store.FACTORY.make(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            sigma.set(i, i, values[i]);
        }
        return Covariance.of(sigma);
    }

    /** Every kind, with as few parameters as can be and with all of them. */
    private static Map<String, Baseline> baselines() {
        Map<String, Baseline> all = new LinkedHashMap<>();
        Map<String, Object> arguments = Map.of("d", 2, "noise_variance", 0.5, "samples", 50, "seed", 3L, "share", 0.8);
        for (Kind kind : FAMILY.kinds().values()) {
            Map<String, Object> given = new LinkedHashMap<>();
            kind.parameters().forEach((name, parameter) -> {
                if (parameter.required() || parameter.hasDefault()) {
                    given.put(name, arguments.get(name));
                }
            });
            for (Map<String, Object> each : List.of(given, arguments)) {
                Map<String, Object> own = new LinkedHashMap<>(each);
                own.keySet().retainAll(kind.parameters().keySet());
                Baseline made = (Baseline) kind.make(own, Map.of());
                all.put(made.name().replace(" ", ""), made);
            }
        }
        return all;
    }

    /** Each loss that is known, and no other; those of 6,000 prompts are within 4 standard errors of them. */
    @ParameterizedTest
    @MethodSource("known")
    void areThoseOfPrompts(Known known) {
        Task task = known.task;
        PromptSet prompts = PromptSet.draw(task, PROMPTS, L, Precision.FLOAT64, 3, "exact losses", Workers.caller());
        Set<String> found = new TreeSet<>();
        baselines().forEach((name, baseline) -> {
            Optional<DoubleSupplier> loss = baseline.exactLoss(task, L);
            if (loss.isPresent() && baseline.misfit(task).isEmpty()) {
                found.add(name);
                Score score = Score.of(baseline.denoiser(task, L), prompts, Workers.caller());
                double slack = 1e-9 * task.secondMoment().orElseThrow();
                assertThat(score.mse())
                        .as(name)
                        .isCloseTo(loss.get().getAsDouble(), within(4 * N * score.standardError() + slack));
            }
        });
        assertThat(found).isEqualTo(known.names);
    }

    /** Where the dimension of the subspace is to be found out, the context must be so long that it surely is. */
    @Test
    void aDimensionThatIsFoundOut() {
        Task task = new Subspaces(6, 2).d(1, 3);
        Baseline pca = baselines().get("pca_projection");
        Baseline shrunk = baselines().get("shrunk_pca_projection");
        assertThat(pca.exactLoss(task, 20)).isEmpty();
        assertThat(pca.exactLoss(task, 300).orElseThrow().getAsDouble()).isCloseTo(2, within(1e-14));
        PromptSet prompts = PromptSet.draw(task, 4_000, 300, Precision.FLOAT32, 1, "long", Workers.caller());
        for (Baseline baseline : List.of(pca, shrunk)) {
            Score score = Score.of(baseline.denoiser(task, 300), prompts, Workers.caller());
            assertThat(score.mse())
                    .isCloseTo(
                            baseline.exactLoss(task, 300).orElseThrow().getAsDouble(),
                            within(4 * 6 * score.standardError()));
        }
    }

    /** Numbers that others computed, see the paper's Figure 3: n = 16. */
    @Test
    void ofFigure3() {
        Map<String, Double> expected = Map.of(
                "subspaces bayes", 16 / 3.0,
                "subspaces projection", 8.0,
                "subspaces zero", 16.0,
                "spheres bayes", .46388353,
                "spheres projection_to_sphere", .53909396,
                "spheres zero", 1.0,
                "mixtures zero", 1.32,
                "mixtures context_mean", (1 - 1 / 8.0 + .32) * 501 / 500);
        Map<String, Task> tasks = Map.of(
                "subspaces",
                new Subspaces(16, 8, 2, 1),
                "spheres",
                new Spheres(16, 8),
                "mixtures",
                new Mixtures(16, 8));
        expected.forEach((name, loss) -> {
            String[] words = name.split(" ");
            assertThat(baselines()
                            .get(words[1])
                            .exactLoss(tasks.get(words[0]), 500)
                            .orElseThrow()
                            .getAsDouble())
                    .as(name)
                    .isCloseTo(loss, within(5e-9));
        });
        assertThat(baselines().get("bayes").exactLoss(tasks.get("mixtures"), 500))
                .isEmpty();
        assertThat(baselines().get("zero_variance").exactLoss(tasks.get("mixtures"), 500))
                .isEmpty();
    }

    /** The mean over all pairs of different tokens of a table, counted one by one. */
    @Test
    void theContextMeanOfATable() {
        R064Store tokens = table().matrix();
        double square = 0;
        for (int s = 0; s < 9; s++) {
            for (int t = 0; t < 9; t++) {
                for (int i = 0; i < N; i++) {
                    square += Math.pow(tokens.doubleValue(i, s) - tokens.doubleValue(i, t), 2);
                }
            }
        }
        double variance = square / (9 * 8) / 2;
        IntStream.of(1, 5)
                .forEach(length -> assertThat(baselines()
                                .get("context_mean")
                                .exactLoss(OwnTokens.of(table()), length)
                                .orElseThrow()
                                .getAsDouble())
                        .isCloseTo(variance * (1 + 1.0 / length), within(1e-12 * variance)));
    }
}
