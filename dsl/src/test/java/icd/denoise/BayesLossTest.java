package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Instance;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.Transform;
import org.junit.jupiter.api.Test;

/** The Bayes losses of Figure 3 by their traces, which have far less spread than squared errors. */
class BayesLossTest {

    private static final int QUERIES = 100_000;

    private static BayesLoss measure(Task task) {
        try (Workers workers = Workers.of(2)) {
            return BayesLoss.of(task, QUERIES, 1, workers);
        }
    }

    /** Numbers of quadrature and, for mixtures, of another implementation's Monte Carlo (error 0.0009). */
    @Test
    void ofFigure3() {
        BayesLoss subspaces = measure(new Subspaces(16, 8));
        assertThat(subspaces.trace()).isCloseTo(16.0 / 3, within(1e-10)); // the same for every query
        assertThat(subspaces.formula()).hasValue(16.0 / 3);
        assertThat(subspaces.msePerDim()).isEqualTo(1.0 / 3);
        BayesLoss spheres = measure(new Spheres(16, 8));
        assertThat(spheres.trace()).isCloseTo(.46388353, within(4 * spheres.traceError()));
        assertThat(spheres.formula()).hasValue(new Spheres(16, 8).bayesLoss().getAsDouble());
        assertThat(spheres.traceError()).isLessThan(3e-4).isLessThan(0.6 * spheres.mseError());
        BayesLoss mixtures = measure(new Mixtures(16, 8));
        assertThat(mixtures.trace()).isCloseTo(.36758, within(4 * Math.hypot(.0009, mixtures.traceError())));
        for (BayesLoss loss : new BayesLoss[] {subspaces, spheres, mixtures}) {
            assertThat(loss.difference()).isCloseTo(0, within(4 * loss.differenceError()));
            assertThat(loss.queries()).isEqualTo(QUERIES);
        }
        assertThat(subspaces.toString())
                .startsWith("Bayes loss over 100000 queries: Tr Cov(X|X~) 5.33333 ± ")
                .endsWith(", by formula 5.33333; MSE/n 0.333333");
    }

    @Test
    void formulas() {
        // d from 4 to 12 is 8 on average; of the transforms, E Tr A P A^T = d ||A||^2 / n.
        assertThat(new Subspaces(16, 8).d(4, 12).bayesLoss()).hasValue(16.0 / 3);
        Transform stretched = Transform.random(16, 100, Transform.Target.NEW, RandomStream.of(1, "transform"));
        double square = 0;
        for (double entry : stretched.matrix().data) {
            square += entry * entry;
        }
        assertThat(new Subspaces(16, 8).transformed(stretched).bayesLoss().getAsDouble())
                .isCloseTo(square / 3, within(1e-12 * square));
        assertThat(new Subspaces(16, 8).noise(Noise.spectrum(new double[16])).bayesLoss())
                .isEmpty();
        assertThat(Gaussians.spectrum(2, 2, 0).noiseVariance(1).bayesLoss().getAsDouble())
                .isCloseTo(4.0 / 3, within(1e-15));
        assertThat(Gaussians.of(Covariance.isotropic(3, 2)).bayesLoss().getAsDouble())
                .isCloseTo(2, within(1e-15));
    }

    /** A user who knows the mean alone: the trace comes from differences of it. */
    @Test
    void ofAMeanAlone() {
        Instance own = new Instance() {
            @Override
            public int n() {
                return 2;
            }

            @Override
            public void sample(RandomStream random, int count, double[] tokens) {
                random.gaussians(tokens, 0, 2 * count);
            }

            @Override
            public double posterior(
                    double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
                for (int i = 0; i < 2; i++) {
                    estimate[to + i] = query[at + i] / (1 + noise.variance());
                }
                return Double.NaN;
            }
        };
        BayesLoss loss = BayesLoss.of(Task.of("own", 2, 0.5, _ -> own), 500, 1);
        assertThat(loss.trace()).isCloseTo(2 * 0.5 / 1.5, within(1e-9));
    }

    @Test
    void ofASet() {
        PromptSet prompts = new Subspaces(4, 2).prompts(50, 3, 1);
        BayesLoss loss = BayesLoss.of(prompts, Workers.caller());
        assertThat(loss.mse())
                .isEqualTo(
                        Score.of(Baselines.bayes(), prompts, Workers.caller()).mse());
        assertThat(loss.trace()).isCloseTo(4.0 / 3, within(1e-13));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BayesLoss.of(new Subspaces(4, 2), 1, 0))
                .withMessage("BayesLoss.of: queries must be >= 2, got 1");
    }

    /** Nothing beats Bayes but by chance: its paired lead is never 4 standard errors below nothing. */
    @Property(cases = 25)
    void nothingBeatsBayes(Draws draws) {
        int n = draws.between(3, 10);
        int seed = draws.between(0, 10_000);
        RandomStream random = RandomStream.of(seed, "task");
        double[] spectrum = new double[n];
        for (int i = 0; i < n; i++) {
            spectrum[i] = random.uniform(0.05, 1.5);
        }
        int d = 1 + random.below(n - 2);
        Transform transform = Transform.random(n, 3, Transform.Target.OLD, random);
        for (Task task : new Task[] {
            new Subspaces(n, d),
            new Subspaces(n, d).noise(Noise.spectrum(spectrum)),
            new Spheres(n, d).d(1, n - 1),
            new Mixtures(n, 3).variances(0.5, 0, 0.1),
            new Mixtures(n, 3).noise(Noise.spectrum(spectrum)),
            Gaussians.spectrum(spectrum),
            new Subspaces(n, d).transformed(transform)
        }) {
            PromptSet prompts = task.prompts(1_500, 2 * n, seed);
            Comparison table = Comparison.of(
                    prompts,
                    Baselines.bayes(),
                    Baselines.zero(),
                    Baselines.query(),
                    Baselines.contextMean(),
                    Baselines.projection(),
                    Baselines.projectionToSphere(),
                    Baselines.zeroVariance(),
                    Baselines.pcaProjection(),
                    Baselines.shrunkPcaProjection(0.5),
                    Baselines.contextGaussian(prompts.noise(0)),
                    Baselines.empiricalPosterior(0.5),
                    Baselines.leastSquares(task.prompts(500, 0, seed + 1)),
                    Baselines.bayesBySampling(100));
            assertThat(table.row("bayes").note()).isEmpty();
            // The winner of the table must be Bayes, or its lead over Bayes a matter of chance.
            Comparison.Row row = table.row("bayes");
            assertThat(row.aboveBest())
                    .as("%s%n%s", task, table)
                    .isLessThanOrEqualTo(4.5 * row.aboveBestError() + 1e-12);
        }
    }
}
