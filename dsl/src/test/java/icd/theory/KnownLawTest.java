package icd.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.claim.AntipodalMemories;
import icd.denoise.BayesLoss;
import icd.denoise.Score;
import icd.energy.Descent;
import icd.energy.Energies;
import icd.kernel.Workers;
import icd.math.Frame;
import icd.math.GaussLegendre;
import icd.math.RandomStream;
import icd.task.Gaussians;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.Transform;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.R064Store;

/** Every law against numbers from elsewhere: ORACLES, the measures of claims, Monte Carlo at four standard errors. */
class KnownLawTest {

    private static final Subspaces SUBSPACES = new Subspaces(16, 8, 2, 1);
    private static final Spheres SPHERES = new Spheres(16, 8, 1, 0.1);

    private static AttentionLayer linear(int n, double alpha, double beta) {
        return AttentionLayer.linear(n).scalar().identity(alpha, beta);
    }

    private static AttentionLayer softmax(int n, double alpha, double beta) {
        return AttentionLayer.softmax(n).scalar().identity(alpha, beta);
    }

    private static double at(Law law, Task task) {
        return law.at(Conditions.of(task));
    }

    /** ORACLES, "Finite-context optimum" and "Bayes and baseline losses of Figure 3". */
    @Test
    void knownNumbers() {
        Conditions figure4 = Conditions.of(SUBSPACES).L(500);
        assertThat(KnownLaw.FINITE_CONTEXT_PRODUCT.at(figure4)).isCloseTo(0.327439, within(5e-7));
        assertThat(KnownLaw.FINITE_CONTEXT_LOSS.at(figure4) / 16).isCloseTo(0.345121, within(5e-7));
        assertThat(KnownLaw.FINITE_CONTEXT_LOSS.at(figure4.L(20)) / 16).isCloseTo(0.540230, within(5e-7));
        assertThat(KnownLaw.FINITE_CONTEXT_LOSS.at(figure4.L(200)) / 16).isCloseTo(0.362041, within(5e-7));
        assertThat(at(KnownLaw.ASYMPTOTIC_PRODUCT, SUBSPACES)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(at(KnownLaw.ASYMPTOTIC_PRODUCT, SPHERES)).isCloseTo(1 / (1 / 9.0 + 0.1), within(1e-14));
        assertThat(at(KnownLaw.BAYES_LOSS, SUBSPACES)).isCloseTo(5.33333, within(5e-6));
        assertThat(at(KnownLaw.BAYES_LOSS, SPHERES)).isCloseTo(.46388353, within(5e-9));
        assertThat(at(KnownLaw.ZERO_LOSS, SUBSPACES)).isEqualTo(16);
        assertThat(at(KnownLaw.ZERO_LOSS, SPHERES)).isEqualTo(1);
        assertThat(at(KnownLaw.ZERO_LOSS, new Mixtures(16, 8, 1, 0.02, 0.1))).isCloseTo(1.32, within(1e-12));
        assertThat(at(KnownLaw.BAYES_LOSS, Gaussians.spectrum(4, 2, 1, .5))).isCloseTo(2.3, within(1e-12));
    }

    static Stream<Task> tasks() {
        RandomStream random = RandomStream.of(1, "tasks of laws");
        Transform stretch = Transform.random(4, 9, Transform.Target.NEW, random);
        Transform back = Transform.random(4, 9, Transform.Target.OLD, random);
        return Stream.of(
                SUBSPACES,
                new Subspaces(6, 2).d(1, 5),
                SPHERES,
                new Spheres(6, 2).d(1, 5),
                new Mixtures(4, 3, 1, 0, 0.3).weights(.5, .3, .2).variances(.1, 0, .4),
                new Mixtures(4, 2, 2, 0.1, 0.3).K(1, 5),
                Gaussians.spectrum(4, 2, 1, 0),
                new Subspaces(4, 2).transformed(stretch),
                new Spheres(4, 2).transformed(stretch),
                new Mixtures(4, 3).transformed(stretch),
                Gaussians.spectrum(4, 2, 1, 0).transformed(stretch),
                new Spheres(4, 2).transformed(back));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void zeroAndBayesAgainstMonteCarlo(Task task) {
        double sum = 0;
        double squares = 0;
        int count = 40_000;
        PromptSet prompts = task.prompts(count, 0, 1);
        for (int k = 0; k < count; k++) {
            double square = 0;
            for (int i = k * task.n(); i < (k + 1) * task.n(); i++) {
                square += prompts.targets()[i] * prompts.targets()[i];
            }
            sum += square / count;
            squares += square * square / count;
        }
        double error = Math.sqrt(Math.max(0, squares - sum * sum) / count);
        assertThat(at(KnownLaw.ZERO_LOSS, task)).isCloseTo(sum, within(4 * error + 1e-9));
        assertThat(KnownLaw.BAYES_LOSS.appliesTo(task, Optional.empty()))
                .isEqualTo(task.bayesLoss().isPresent());
        if (task.bayesLoss().isPresent()) {
            BayesLoss measured = BayesLoss.of(task, 10_000, 1);
            assertThat(at(KnownLaw.BAYES_LOSS, task))
                    .isCloseTo(measured.trace(), within(4 * measured.traceError() + 1e-9));
        }
    }

    /**
     * A law without a formula is not known, and says so; for every task with a formula the list above has the Bayes
     * loss.
     */
    @Test
    void whereBayesIsKnown() {
        assertThat(tasks().filter(task -> task.bayesLoss().isEmpty())
                        .map(task -> task.getClass().getSimpleName()
                                + (task.transform().isPresent() ? " of " + task : "")))
                .hasSize(3)
                .allMatch(name -> name.contains("Mixtures") || name.contains("mixtures"));
    }

    /** The finite-context product tends to the asymptote from below, by (d + 1)/L of it on subspaces. */
    @Test
    void longContexts() {
        for (Task task : List.of(
                SUBSPACES,
                new Subspaces(6, 2).d(1, 5),
                SPHERES,
                Gaussians.spectrum(3, 3, 3).noiseVariance(0.5))) {
            double limit = at(KnownLaw.ASYMPTOTIC_PRODUCT, task);
            assertThat(KnownLaw.FINITE_CONTEXT_PRODUCT.at(Conditions.of(task).L(Integer.MAX_VALUE)))
                    .isCloseTo(limit, within(1e-8 * limit));
            assertThat(KnownLaw.FINITE_CONTEXT_PRODUCT.at(Conditions.of(task).L(100)))
                    .isLessThan(0.99 * limit);
        }
        assertThat(KnownLaw.FINITE_CONTEXT_LOSS.at(Conditions.of(SUBSPACES).L(Integer.MAX_VALUE)))
                .isCloseTo(at(KnownLaw.BAYES_LOSS, SUBSPACES), within(1e-6));
    }

    @Test
    void scaledIdentitiesAreBestAtTheOptimum() {
        Conditions at50 = Conditions.of(SUBSPACES).L(50);
        double best = KnownLaw.FINITE_CONTEXT_PRODUCT.at(at50);
        double least = KnownLaw.FINITE_CONTEXT_LOSS.at(at50);
        assertThat(KnownLaw.SCALED_IDENTITY_LOSS.at(at50.layer(linear(16, 0.5, 2 * best))))
                .isCloseTo(least, within(1e-12));
        assertThat(KnownLaw.SCALED_IDENTITY_LOSS.at(at50.layer(linear(16, 0.4, 2 * best))))
                .isGreaterThan(1.01 * least);
        assertThat(KnownLaw.SCALED_IDENTITY_LOSS.at(at50.layer(linear(16, 0, 0))))
                .isCloseTo(16, within(1e-12));
    }

    @Test
    void scaledIdentitiesAgainstMonteCarlo() {
        for (Task task : List.of(
                new Subspaces(6, 2).d(1, 5), new Spheres(6, 3), new Mixtures(4, 3), Gaussians.spectrum(4, 2, 1))) {
            AttentionLayer layer = linear(task.n(), 0.7, -0.4);
            try (Workers workers = Workers.of(2)) {
                Score score = Score.of(layer, task.prompts(20_000, 5, 1), workers);
                assertThat(KnownLaw.SCALED_IDENTITY_LOSS.at(
                                Conditions.of(task).L(5).layer(layer)))
                        .as(task.toString())
                        .isCloseTo(score.mse(), within(4 * task.n() * score.standardError()));
            }
        }
    }

    /** One full step at 1/(sigma_0^2 + sigma_Z^2) is Bayes, many are zero, none is the query. ORACLES: each multiplies by 2/3. */
    @Test
    void descentOnSubspaces() {
        Conditions best = Conditions.of(SUBSPACES).layer(linear(16, 1, 1 / 3.0));
        assertThat(KnownLaw.DESCENT_LOSS.at(best.rate(0.5).steps(0))).isEqualTo(16);
        assertThat(KnownLaw.DESCENT_LOSS.at(best.rate(1).steps(1))).isCloseTo(16 / 3.0, within(1e-12));
        double left = 8 / 27.0;
        assertThat(KnownLaw.DESCENT_LOSS.at(best.rate(1).steps(3)))
                .isCloseTo(8 * (2 * (1 - left) * (1 - left) + left * left), within(1e-12));
        assertThat(KnownLaw.DESCENT_LOSS.at(best.rate(1).steps(500))).isCloseTo(16, within(1e-12));
        double inside =
                1 - 0.5 / 3; // half a step; beside the subspace it leaves half of the noise: sigma_Z^2 (n - d)/4
        assertThat(KnownLaw.DESCENT_LOSS.at(best.rate(0.5).steps(1)))
                .isCloseTo(8 * (2 * (1 - inside) * (1 - inside) + inside * inside) + 2, within(1e-12));
    }

    /** Descent on the energy of m orthogonal tokens of norm sqrt(m v), for which X X^T/L is v P as for an endless context. */
    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.3, 7", "1, 3", "1.5, 4"})
    void descentAgainstDescents(double rate, int steps) {
        for (Task task : List.of(new Subspaces(5, 2, 2, 1), new Spheres(5, 1, 1.5, 0.2), new Subspaces(5, 2).d(1, 4))) {
            double variance = task.tokenVariance().orElseThrow();
            double c = 0.4;
            int count = 4_000;
            PromptSet prompts = task.prompts(count, 1, 1);
            double[] errors = new double[count];
            for (int k = 0; k < count; k++) {
                Frame frame = ((icd.task.SpannedInstance) prompts.instance(k)).frame();
                R064Store X = R064Store.FACTORY.make(5, frame.k());
                for (int j = 0; j < frame.k(); j++) {
                    for (int i = 0; i < 5; i++) {
                        X.set(i, j, Math.sqrt(frame.k() * variance) * frame.get(i, j));
                    }
                }
                R064Store end = Descent.of(Energies.sphericalHopfield(X, c), prompts.query(k))
                        .rate(rate * c)
                        .steps(steps)
                        .tolerance(0)
                        .run()
                        .last();
                for (int i = 0; i < 5; i++) {
                    double difference =
                            end.doubleValue(i, 0) - prompts.target(k).doubleValue(i, 0);
                    errors[k] += difference * difference;
                }
            }
            double mean = java.util.Arrays.stream(errors).average().orElseThrow();
            double spread = java.util.Arrays.stream(errors)
                    .map(e -> (e - mean) * (e - mean))
                    .sum();
            assertThat(KnownLaw.DESCENT_LOSS.at(Conditions.of(task)
                            .layer(linear(5, 0.8, c / 0.8))
                            .rate(rate)
                            .steps(steps)))
                    .as(task.toString())
                    .isCloseTo(mean, within(4 * Math.sqrt(spread) / count));
        }
    }

    /** In one dimension the sphere is a pair of antipodal memories, in three A is Langevin's function, coth kappa - 1/kappa. */
    @Test
    void fixedPoints() {
        for (double b : new double[] {0.99, 1, 1.1, 2, 30}) {
            assertThat(SphereDescent.fixedPoint(1, 2, 1, b / 4))
                    .isCloseTo(2 * AntipodalMemories.magnetisation(b), within(1e-9));
        }
        assertThat(SphereDescent.fixedPoint(1, 2, 1, 1.1 / 4)).isCloseTo(2 * .502941, within(1e-6));
        Conditions ball = Conditions.of(new Spheres(5, 2, 1, 0.3));
        double s = KnownLaw.FIXED_POINT_NORM.at(ball.layer(softmax(5, 0.8, 6)));
        assertThat(s).isGreaterThan(0.1).isCloseTo(0.8 * (1 / Math.tanh(6 * s) - 1 / (6 * s)), within(1e-10));
        assertThat(KnownLaw.FIXED_POINT_NORM.at(ball.layer(softmax(5, -0.8, -6))))
                .isEqualTo(s);
        assertThat(KnownLaw.FIXED_POINT_NORM.at(ball.layer(softmax(5, 0.8, -6))))
                .isZero();
        assertThat(KnownLaw.STABILITY_THRESHOLD.at(ball.layer(softmax(5, 0.8, 1))))
                .isCloseTo(3 / 0.8, within(1e-12));
    }

    /** The mean cosine under exp(kappa cos), by quadrature, for any m; and what happens on both sides of the threshold. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void fixedPointsByQuadrature(int d) {
        double radius = 1.3;
        double alpha = 0.7;
        Conditions asked = Conditions.of(new Spheres(d + 1, d, radius, 0.3));
        double threshold = KnownLaw.STABILITY_THRESHOLD.at(asked.layer(softmax(d + 1, alpha, 1)));
        assertThat(KnownLaw.FIXED_POINT_NORM.at(asked.layer(softmax(d + 1, alpha, 0.999 * threshold))))
                .isZero();
        assertThat(KnownLaw.FIXED_POINT_NORM.at(asked.layer(softmax(d + 1, alpha, 1.001 * threshold))))
                .isPositive();
        double beta = 2 * threshold;
        double s = KnownLaw.FIXED_POINT_NORM.at(asked.layer(softmax(d + 1, alpha, beta)));
        GaussLegendre rule = new GaussLegendre(60);
        DoubleUnaryOperator weight = a -> Math.exp(beta * radius * s * Math.cos(a)) * Math.pow(Math.sin(a), d - 1);
        double mean = rule.integrate(0, Math.PI, a -> Math.cos(a) * weight.applyAsDouble(a))
                / rule.integrate(0, Math.PI, weight);
        assertThat(s).isCloseTo(alpha * radius * mean, within(1e-9));
    }

    /** At the threshold the energy of tokens of covariance R^2/m I has no curvature at 0. */
    @Test
    void theThresholdIsWhereTheCurvatureVanishes() {
        double radius = 1.3;
        R064Store X = R064Store.FACTORY.make(3, 6); // R times the unit vectors and their opposites
        for (int i = 0; i < 3; i++) {
            X.set(i, 2 * i, radius);
            X.set(i, 2 * i + 1, -radius);
        }
        double beta = KnownLaw.STABILITY_THRESHOLD.at(
                Conditions.of(new Spheres(3, 2, radius, 0.1)).layer(softmax(3, 0.7, 1)));
        R064Store hessian = Energies.lse(X, 0.7, beta).hessian(R064Store.FACTORY.make(3, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(hessian.doubleValue(i, i)).isCloseTo(0, within(1e-12));
        }
    }

    /** Case 1, L = 500: numbers computed elsewhere for N = 32 and 128, to the digits that they have. */
    @Test
    void fewPrompts() {
        Conditions asked = Conditions.of(new Subspaces(16, 8, 2, 1)).L(500);
        assertThat(KnownLaw.FEW_PROMPTS_LOSS.at(asked.train(32)) / 16).isCloseTo(.713, within(.0005));
        assertThat(KnownLaw.FEW_PROMPTS_LOSS.at(asked.train(128)) / 16).isCloseTo(.3949, within(.00005));
        assertThat(KnownLaw.FEW_PROMPTS_LOSS.at(asked.train(17))).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownLaw.FEW_PROMPTS_LOSS.at(asked))
                .withMessageContaining("train must be given for this law");
    }

    @Test
    void gradientFlowNeedsScalarsAStartAndATime() {
        AttentionLayer start = AttentionLayer.linear(16).scalar().identity(0.1, 0.1);
        Conditions asked = Conditions.of(new Subspaces(16, 8, 2, 1)).L(500).layer(start);
        double best = 1 / (3 * (1 + 9 / 500.0));
        double product = best / (1 + (best / 0.01 - 1) * Math.exp(-8 * 0.3));
        assertThat(KnownLaw.GRADIENT_FLOW_PRODUCT.at(asked.start(start).time(0.3)))
                .isCloseTo(product, within(1e-14));
        assertThat(KnownLaw.GRADIENT_FLOW_LOSS.at(asked.start(start).time(0.3)))
                .isCloseTo(LinearOptimum.of(asked.task(), 500).loss(product), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownLaw.GRADIENT_FLOW_LOSS.at(asked.start(start)))
                .withMessageContaining("time must be given for this law");
        assertThat(KnownLaw.GRADIENT_FLOW_LOSS.appliesTo(SUBSPACES, Optional.of(AttentionLayer.linear(16))))
                .isFalse();
        assertThat(KnownLaw.GRADIENT_FLOW_LOSS.appliesTo(SUBSPACES, Optional.empty()))
                .isFalse();
    }

    /** What a law is not known for: other weights, the query inside or added, another target, a user's task. */
    @Test
    void whereTheyApply() {
        Task own = Task.of("mine", 16, 0.1, SUBSPACES::draw);
        for (Law law : KnownLaw.values()) {
            assertThat(law.appliesTo(own, Optional.of(linear(16, 1, 1))))
                    .as("%s", law)
                    .isFalse();
            assertThat(law.appliesTo(own, Optional.of(softmax(16, 1, 1))))
                    .as("%s", law)
                    .isFalse();
        }
        for (Law law : List.of(KnownLaw.SCALED_IDENTITY_LOSS, KnownLaw.DESCENT_LOSS)) {
            assertThat(law.appliesTo(SUBSPACES, Optional.of(AttentionLayer.linear(16))))
                    .isTrue();
            for (Optional<Attention> other : List.<Optional<Attention>>of(
                    Optional.empty(),
                    Optional.of(AttentionLayer.softmax(16)),
                    Optional.of(AttentionLayer.linear(16).full()),
                    Optional.of(AttentionLayer.linear(16).residual()),
                    Optional.of(AttentionLayer.linear(16).normalised()))) {
                assertThat(law.appliesTo(SUBSPACES, other))
                        .as("%s %s", law, other)
                        .isFalse();
            }
        }
        for (Law law : List.of(KnownLaw.FIXED_POINT_NORM, KnownLaw.STABILITY_THRESHOLD)) {
            assertThat(law.appliesTo(SPHERES, Optional.of(AttentionLayer.softmax(16))))
                    .isTrue();
            assertThat(law.appliesTo(SPHERES, Optional.of(AttentionLayer.linear(16))))
                    .isFalse();
            assertThat(law.appliesTo(
                            SPHERES, Optional.of(AttentionLayer.softmax(16).full())))
                    .isFalse();
            assertThat(law.appliesTo(SPHERES.d(2, 5), Optional.of(AttentionLayer.softmax(16))))
                    .isFalse();
            assertThat(law.appliesTo(SUBSPACES, Optional.of(AttentionLayer.softmax(16))))
                    .isFalse();
        }
        Task orthogonal = SUBSPACES.noise(Noise.orthogonal(1));
        assertThat(KnownLaw.ASYMPTOTIC_PRODUCT.appliesTo(orthogonal, Optional.empty()))
                .isFalse();
        assertThat(KnownLaw.DESCENT_LOSS.appliesTo(orthogonal, Optional.of(AttentionLayer.linear(16))))
                .isFalse();
    }

    @Test
    void whatIsMissingIsNamed() {
        Conditions asked = Conditions.of(SUBSPACES).layer(linear(16, 1, 0.3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownLaw.DESCENT_LOSS.at(asked.steps(3)))
                .withMessage(
                        "Conditions: rate must be given for this law, got subspaces(16, 8).variance(2.0)"
                                + ".noiseVariance(1.0), linear_scalar attention, n = 16, alpha = 1.000 and beta = 0.3000, 3 steps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownLaw.FINITE_CONTEXT_LOSS.at(asked))
                .withMessageContaining("L must be given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownLaw.FIXED_POINT_NORM.at(asked))
                .withMessageStartingWith(
                        "fixed_point_norm: task and layer must be such that it is known, got subspaces");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asked.L(0))
                .withMessage("Conditions: L must be >= 1, got 0");
    }

    /** A user's task is asked like the others once it gives its facts. */
    @Test
    void aTaskOfAUsersOwn() {
        record Line(int n, double noiseVariance) implements Task {
            @Override
            public String name() {
                return "line";
            }

            @Override
            public icd.task.Instance draw(RandomStream random) {
                return new Subspaces(n, 1, 1, noiseVariance).draw(random);
            }

            @Override
            public java.util.OptionalDouble secondMoment() {
                return java.util.OptionalDouble.of(1);
            }

            @Override
            public java.util.OptionalDouble tokenVariance() {
                return java.util.OptionalDouble.of(1);
            }
        }
        Task line = new Line(3, 0.5);
        assertThat(at(KnownLaw.ZERO_LOSS, line)).isEqualTo(1);
        assertThat(at(KnownLaw.ASYMPTOTIC_PRODUCT, line)).isCloseTo(1 / 1.5, within(1e-15));
        Conditions asked =
                Conditions.of(line).layer(linear(3, 1, 0.4)).rate(0.5).steps(3);
        assertThat(KnownLaw.DESCENT_LOSS.at(asked))
                .isCloseTo(KnownLaw.DESCENT_LOSS.at(asked.task(new Subspaces(3, 1, 1, 0.5))), within(1e-15));
    }
}
