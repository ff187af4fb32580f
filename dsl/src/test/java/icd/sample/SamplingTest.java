package icd.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Mixtures;
import icd.task.Prompt;
import icd.task.Subspaces;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** Samples and what they are measured by; their laws are claims, see {@code SamplingClaims}. */
class SamplingTest {

    private static final Prompt MODES =
            new Mixtures(2, 2).weights(.3, .7).variance(.02).noiseVariance(.1).prompt(20, 1);

    @Test
    void noBitDependsOnThreadsOrOnHowManyThereAre() {
        Sampling sampling = Sampling.of(DenoiserFamily.empiricalPosterior(), MODES)
                .samples(50)
                .seed(2);
        double[] one = sampling.run(Workers.caller()).points();
        try (Workers three = Workers.of(3)) {
            assertThat(sampling.run(three).points()).containsExactly(one);
        }
        assertThat(sampling.samples(7).run(Workers.caller()).points())
                .containsExactly(DoubleStream.of(one).limit(14).toArray());
        assertThat(sampling.seed(3).run(Workers.caller()).points()).isNotEqualTo(one);
    }

    @Test
    void aPathEndsAtItsSample() {
        for (Sampler sampler :
                List.of(new Sampler.Ancestral(.5), new Sampler.ProbabilityFlow(), new Sampler.Langevin(2, .3))) {
            Sampling sampling =
                    Sampling.of(DenoiserFamily.bayes(), MODES).sampler(sampler).samples(3);
            double[][] path = sampling.path(2);
            assertThat(path).hasNumberOfRows(51);
            assertThat(path[50])
                    .containsExactly(sampling.run(Workers.caller()).point(2).toRawCopy1D());
        }
    }

    /** The share of fresh noise at 0 leaves Euler's step, to the bit or nearly. */
    @Test
    void ancestralSamplesWithoutFreshNoiseAreTheFlow() {
        Sampling sampling = Sampling.of(DenoiserFamily.bayes(), MODES).levels(5, .1, 9);
        double[][] flow = sampling.probabilityFlow().path(0);
        double[][] without = sampling.sampler(new Sampler.Ancestral(0)).path(0);
        for (int i = 0; i < flow.length; i++) {
            assertThat(without[i]).containsExactly(flow[i], within(1e-13));
        }
    }

    @Test
    void statesThatDoNotStayFiniteAreAnError() {
        DenoiserFamily explodes = sigma -> AttentionLayer.linear(2).identity(1e200, 1);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Sampling.of(explodes, MODES).run(Workers.caller()))
                .withMessageContaining("states must stay finite")
                .withMessageContaining("sample 0");
    }

    @Test
    void levelsFallAndEndWhereTheyAreToEnd() {
        assertThat(new NoiseLevels.Geometric(8, 1, 4).sigmas())
                .containsExactly(new double[] {8, 4, 2, 1}, within(1e-14));
        assertThat(new NoiseLevels.Power(9, 1, 3, 2).sigmas()).containsExactly(new double[] {9, 4, 1}, within(1e-14));
        assertThat(new NoiseLevels.Power(9, 1, 3, 1).steps(5).sigmas())
                .containsExactly(new double[] {9, 7, 5, 3, 1}, within(1e-14));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoiseLevels.Geometric(1, 2, 5))
                .withMessageContaining("from must be finite and > to");
        assertThatIllegalArgumentException().isThrownBy(() -> new NoiseLevels.Power(2, 1, 1, 7));
    }

    /** Points that are moved by a vector v are |v|/sqrt n away in the mean over directions. */
    @Test
    void theSlicedDistanceOfAShift() {
        int n = 3;
        double[] directions = SlicedWasserstein.directions(20_000, n, RandomStream.of(0, "directions"));
        double[] a = {0, 0, 0, 5, 1, 2};
        double[] b = {5 + 3, 1, 2 + 4, 3, 0, 4}; // the other way round, as order does not count
        assertThat(SlicedWasserstein.distance(a, b, n, directions)).isCloseTo(5 / Math.sqrt(n), within(.03));
        assertThat(SlicedWasserstein.distance(a, a, n, directions)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlicedWasserstein.distance(a, new double[3], n, directions));
    }

    @Test
    void modesAreToldApart() {
        Samples one = new Samples(
                Sampling.of(DenoiserFamily.bayes(), MODES),
                MODES.instance().landmarks().get("centre").getFirst());
        assertThat(one.modeWeights().getFirst().value()).isCloseTo(1, within(1e-6));
        Prompt subspace = new Subspaces(3, 1, 1, 1).prompt(2, 0);
        Samples none = Sampling.of(DenoiserFamily.bayes(), subspace).samples(2).run(Workers.caller());
        assertThat(none.modeWeights()).isEmpty();
    }

    /** Of N(0, v) with noise: -x/(v + sigma^2), times the projector. */
    @Test
    void theScoreOfASubspace() {
        Prompt prompt = new Subspaces(3, 3, 2, 1).prompt(2, 0);
        R064Store at = R064Store.wrap(new double[] {1, -2, .5});
        double[] score = new ScoreFunction(Baselines.bayes(), 1).at(prompt, at).toRawCopy1D();
        assertThat(score).containsExactly(new double[] {-1 / 3.0, 2 / 3.0, -.5 / 3}, within(1e-14));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScoreFunction(Baselines.bayes(), 1).at(prompt, R064Store.wrap(new double[2])))
                .withMessageContaining("3 x 1");
    }

    /** Two tokens: the own one has more than half where it is nearer, which it has on average up to a level without bound. */
    @Test
    void ownWeightsFallFromOneToOneOverL() {
        Prompt prompt = new Subspaces(4, 4, 1, 1).prompt(30, 0);
        assertThat(Collapse.ownWeight(prompt, .01, 100, 0)).isCloseTo(1, within(1e-9));
        assertThat(Collapse.ownWeight(prompt, 1000, 100, 0)).isCloseTo(1 / 30.0, within(1e-3));
        double sigma = Collapse.noise(prompt, 100, 0);
        assertThat(Collapse.ownWeight(prompt, sigma, 100, 0)).isCloseTo(.5, within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Collapse.noise(new Subspaces(4, 4, 1, 1).prompt(1, 0), 10, 0))
                .withMessageContaining("L must be >= 2");
    }
}
