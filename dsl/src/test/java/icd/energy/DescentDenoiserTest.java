package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.attention.Potential;
import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.denoise.Score;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ojalgo.matrix.store.R064Store;

class DescentDenoiserTest {

    private static final PromptSet PROMPTS = new Spheres(7, 3, 1, 0.1).prompts(60, 45, 1);

    private static double mse(Denoiser denoiser, PromptSet prompts) {
        return Score.of(denoiser, prompts, Workers.caller()).mse();
    }

    @Test
    void oneStepIsAttention() {
        double[] softmax = AttentionLayer.softmax(7).identity(0.9, 3).estimate(PROMPTS);
        assertThat(DescentDenoiser.of(Energies.lse(0.9, 3)).estimate(PROMPTS)).containsExactly(softmax, within(1e-14));
        double[] linear = AttentionLayer.linear(7).identity(0.9, 1).estimate(PROMPTS);
        assertThat(DescentDenoiser.of(Energies.sphericalHopfield(0.9)).estimate(PROMPTS))
                .containsExactly(linear, within(1e-14));
        double[] gaussian = Baselines.empiricalPosterior(0.3).estimate(PROMPTS);
        assertThat(DescentDenoiser.of(Energies.gaussianLse(1 / 0.3)).estimate(PROMPTS))
                .containsExactly(gaussian, within(1e-14));
    }

    @Test
    void oneStepIsAttentionInFloat32() {
        PromptSet prompts =
                PromptSet.draw(new Spheres(7, 3, 1, 0.1), 60, 45, Precision.FLOAT32, 1, "p", Workers.caller());
        double[] softmax = AttentionLayer.softmax(7).identity(0.9, 3).estimate(prompts);
        assertThat(DescentDenoiser.of(Energies.lse(0.9, 3)).estimate(prompts)).containsExactly(softmax, within(2e-6));
    }

    /** Many steps, from one prompt to the next, are those of a descent over each context alone. */
    @Test
    void isDescentOverEachContext() {
        double[] estimates =
                DescentDenoiser.of(Energies.gaussianLse(4)).rate(0.6).steps(7).estimate(PROMPTS);
        double[] epanechnikov =
                DescentDenoiser.of(Energies.epanechnikov(2, 0.1)).steps(7).estimate(PROMPTS);
        double[] users = new DescentDenoiser(X -> Energies.gaussianLse(X, 4), 0.6, 7, "mine").estimate(PROMPTS);
        assertThat(users).containsExactly(estimates);
        for (int k = 0; k < PROMPTS.size(); k++) {
            Descent descent = Descent.of(Energies.gaussianLse(PROMPTS.context(k), 4), PROMPTS.query(k));
            double[] expected = descent.rate(0.6).steps(7).tolerance(0).run().last().data;
            Descent other = Descent.of(Energies.epanechnikov(PROMPTS.context(k), 2, 0.1), PROMPTS.query(k));
            double[] centroid = other.steps(7).tolerance(0).run().last().data;
            for (int i = 0; i < 7; i++) {
                assertThat(estimates[k * 7 + i]).isEqualTo(expected[i]);
                assertThat(epanechnikov[k * 7 + i]).isEqualTo(centroid[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void nothingIsAllocatedPerPrompt(Precision precision) {
        PromptSet prompts =
                PromptSet.draw(new Spheres(7, 3, 1, 0.1), 400, 45, precision, 1, "allocation", Workers.caller());
        double[] estimates = new double[prompts.size() * prompts.n()];
        LayerEnergy layer = LayerEnergy.of(
                new Potential.Softmax(), R064Store.FACTORY.makeEye(7, 7), R064Store.FACTORY.makeEye(7, 7));
        for (ContextEnergy energy : new ContextEnergy[] {
            Energies.lse(1, 10),
            Energies.gaussianLse(10),
            Energies.sphericalHopfield(1),
            Energies.epanechnikov(1, 0.1),
            Energies.hopfieldFenchelYoung(4, new icd.attention.Potential.Entmax(2)),
            Energies.warpedSphericalHopfield(Samples.warp(7, 1), 0.5),
            layer.step()
        }) {
            DescentDenoiser denoiser = DescentDenoiser.of(energy).steps(3);
            // vectors are objects until the compiler has seen to them, which takes the longer the busier the machine
            long few = Long.MAX_VALUE;
            long many = Long.MAX_VALUE;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            do {
                few = Math.min(few, allocated(denoiser, prompts, 10, estimates));
                many = Math.min(many, allocated(denoiser, prompts, 400, estimates));
            } while (!(many < few + 2048) && System.nanoTime() < deadline);
            assertThat(many).as(denoiser.toString()).isLessThan(few + 2048); // one array of a context's scores has 384
        }
    }

    private static long allocated(DescentDenoiser denoiser, PromptSet prompts, int count, double[] estimates) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        denoiser.estimate(prompts, 0, count, estimates);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** ORACLES: at the optimum of case 1 each further step multiplies the estimate by sigma_0^2/(sigma_0^2 + sigma_Z^2). */
    @Test
    void furtherLinearStepsShrinkTheEstimate() {
        R064Store basis = Samples.copy(Samples.rotation(6, 1).limits(6, 3));
        double variance = 2;
        double noise = 1;
        R064Store X =
                Samples.copy(basis.multiply(Math.sqrt(3 * variance))); // X X^T / L is variance times the projector
        R064Store query = Samples.gaussian(6, 1, 1, "query");
        Trajectory path = Descent.of(Energies.sphericalHopfield(X, 1 / (variance + noise)), query)
                .steps(5)
                .tolerance(0)
                .run();
        double[] projected = Samples.copy(basis.multiply(basis.transpose().multiply(query))).data;
        for (int t = 1; t <= 5; t++) {
            double factor = Math.pow(2 / 3.0, t);
            for (int i = 0; i < 6; i++) {
                assertThat(path.state(t).doubleValue(i)).isCloseTo(factor * projected[i], within(1e-14));
            }
        }
    }

    /** So the loss climbs from Bayes' to the zero predictor's: with q = 2/3, d sigma_0^2 ((1 - q^t)^2 + q^2t / 2). */
    @Test
    void oneStepIsBestAndManyAreZero() {
        PromptSet prompts = new Subspaces(8, 4, 2, 1).prompts(300, 3000, 1);
        DescentDenoiser descent = DescentDenoiser.of(Energies.sphericalHopfield(1 / 3.0));
        double bayes = mse(Baselines.bayes(), prompts);
        double before = mse(descent, prompts);
        assertThat(before).isCloseTo(bayes, within(0.02 * bayes));
        for (int steps : new int[] {2, 4, 8, 100}) {
            double after = mse(descent.steps(steps), prompts);
            double q = Math.pow(2 / 3.0, steps);
            double expected = 8 * ((1 - q) * (1 - q) + q * q / 2);
            assertThat(after).isGreaterThan(before).isCloseTo(expected, within(0.1 * expected));
            before = after;
        }
        assertThat(before).isCloseTo(mse(Baselines.zero(), prompts), within(1e-6));
    }

    /** One descent gives what as many descents of other lengths would, the start among them. */
    @Test
    void oneDescentIsMeasuredOnTheWay() {
        int[] after = {0, 1, 4, 9};
        for (DescentDenoiser descent : new DescentDenoiser[] {
            DescentDenoiser.of(Energies.lse(0.9, 3)).rate(0.7),
            new DescentDenoiser(X -> Energies.lse(X, 0.9, 3), 0.7, 1, "mine")
        }) {
            double[][] states = new double[4][PROMPTS.size() * 7];
            descent.steps(12).estimates(PROMPTS, 0, PROMPTS.size(), after, states);
            assertThat(states[0]).containsExactly(PROMPTS.queries());
            for (int i = 0; i < after.length; i++) {
                assertThat(states[i]).containsExactly(descent.steps(after[i]).estimate(PROMPTS));
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> descent.steps(3).estimates(PROMPTS, 0, 1, after, states))
                    .withMessageContaining("after must rise from 0 or more to at most 3, got [0, 1, 4, 9]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> descent.steps(3).estimates(PROMPTS, 0, 1, new int[] {2, 2}, states));
        }
    }

    @Test
    void divergenceIsAnError() {
        PromptSet prompts = new Subspaces(4, 2, 2, 1).prompts(5, 20, 1);
        DescentDenoiser tooLong =
                DescentDenoiser.of(Energies.sphericalHopfield(1)).rate(1e6).steps(200);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> tooLong.estimate(prompts))
                .withMessageContaining("states must stay finite");
        ContextEnergy users = X -> Energies.sphericalHopfield(X, 1);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new DescentDenoiser(users, 1e6, 200, "mine").estimate(prompts));
    }

    @Test
    void namesTellNumbersApart() {
        assertThat(List.of(
                        DescentDenoiser.of(Energies.lse(1, 2)),
                        DescentDenoiser.of(Energies.lse(2, 2)),
                        DescentDenoiser.of(Energies.lse(1, 3)),
                        DescentDenoiser.of(Energies.lse(1, 2)).rate(0.5),
                        DescentDenoiser.of(Energies.lse(1, 2)).rate(0.25),
                        DescentDenoiser.of(Energies.lse(1, 2)).rate(0.25).steps(2),
                        DescentDenoiser.of(Energies.gaussianLse(2)),
                        DescentDenoiser.of(Energies.gaussianLse(3)),
                        DescentDenoiser.of(Energies.sphericalHopfield(0.5)),
                        DescentDenoiser.of(Energies.sphericalHopfield(0.25)),
                        DescentDenoiser.of(Energies.epanechnikov(1, 0.1)),
                        DescentDenoiser.of(Energies.epanechnikov(1, 0.2)),
                        DescentDenoiser.of(Energies.hopfieldFenchelYoung(1, new Potential.Entmax(1.5))),
                        DescentDenoiser.of(Energies.hopfieldFenchelYoung(2, new Potential.Entmax(1.5))),
                        DescentDenoiser.of(Energies.hopfieldFenchelYoung(2, new Potential.Entmax(1.25)))))
                .extracting(DescentDenoiser::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void errorsAndNames() {
        assertThat(DescentDenoiser.of(Energies.lse(1, 2)).steps(50).name()).isEqualTo("descent_lse(1.0, 2.0)_50");
        assertThat(DescentDenoiser.of(Energies.lse(1, 2)).rate(0.5).toString())
                .isEqualTo("descent_lse(1.0, 2.0)_1_rate0.5: lse, alpha = 1.0, beta = 2.0, 1 step at rate 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DescentDenoiser.of(Energies.hopfield()).estimate(PROMPTS))
                .withMessageContaining("hopfield has none of its own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DescentDenoiser.of(Energies.warpedSphericalHopfield(Samples.warp(3, 1), 1))
                        .estimate(PROMPTS))
                .withMessageContaining("dimension 3, got n = 7");
    }
}
