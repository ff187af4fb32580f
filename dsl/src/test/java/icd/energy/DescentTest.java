package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Potential;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.R064Store;

class DescentTest {

    private static final R064Store X = Samples.gaussian(3, 10, 1, "memories");
    private static final R064Store START = R064Store.wrap(0.3, -0.7, 1.1);

    private static Energy bowl(double curvature) {
        return Energy.of("bowl", 1, s -> 0.5 * curvature * s[0] * s[0]);
    }

    /** On a parabola each step multiplies the state by 1 - rate x curvature. */
    @Test
    void stepsAreThoseOfTheSchedule() {
        Trajectory path = Descent.of(bowl(2), R064Store.wrap(1.0))
                .rates(0.25, 0.1)
                .steps(3)
                .tolerance(0)
                .run();
        assertThat(path.states().data).containsExactly(new double[] {1, 0.5, 0.4, 0.32}, within(1e-9));
        assertThat(path.energies()).containsExactly(new double[] {1, 0.25, 0.16, 0.1024}, within(1e-9));
        assertThat(path.stop()).isEqualTo(Stop.STEPS_DONE);
        assertThat(path.converged()).isFalse();
        assertThat(path.firstRise()).isEqualTo(-1);
    }

    /** ||step|| = |s| / 2, and the largest state is the first, 1: a step is first within 2^-10 of it at step 10. */
    @Test
    void convergesOnTheState() {
        Trajectory path = Descent.of(bowl(1), R064Store.wrap(1.0))
                .rate(0.5)
                .tolerance(0x1.00001p-10)
                .run();
        assertThat(path.stop()).isEqualTo(Stop.CONVERGED);
        assertThat(path.steps()).isEqualTo(10);
        assertThat(path.last().doubleValue(0)).isCloseTo(0x1p-10, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-100, 1e-7, 1, 1e7, 1e100})
    void convergesAfterAsManyStepsInOtherUnits(double scale) {
        Trajectory path = Descent.of(bowl(1), R064Store.wrap(scale))
                .rate(0.5)
                .tolerance(0x1.00001p-10)
                .run();
        assertThat(path.stop()).isEqualTo(Stop.CONVERGED);
        assertThat(path.steps()).isEqualTo(10);
    }

    /** An energy whose values hardly change while the state still runs: convergence must not be asked of values. */
    @Test
    void aFlatSlopeIsNoConvergence() {
        Energy slope = Energy.of("slope", 1, s -> 1e-3 * s[0]);
        Trajectory path = Descent.of(slope, R064Store.wrap(0.0))
                .rate(1)
                .tolerance(1e-4)
                .steps(20)
                .run();
        assertThat(path.stop()).isEqualTo(Stop.STEPS_DONE);
        assertThat(path.steps()).isEqualTo(20);
    }

    @Test
    void doesNotConvergeBeforeItsScheduleIsOver() {
        double[] betas = {0.001, 0.001, 0.001, 0.001, 8};
        Descent annealed = Descent.of(Energies.lse(X, 1, 1), START)
                .annealed(beta -> Energies.lse(X, 1, beta), betas)
                .tolerance(10); // any step at all is within it
        Trajectory path = annealed.run();
        assertThat(path.steps()).isEqualTo(5);
        assertThat(path.converged()).isTrue();
        assertThat(path.energy().toString()).contains("beta = 8");
        double[] after4 = Descent.of(Energies.lse(X, 1, 0.001), START)
                .steps(4)
                .tolerance(0)
                .run()
                .last()
                .data;
        assertThat(path.state(4).data).containsExactly(after4);
        assertThat(path.last().data)
                .containsExactly(Descent.of(Energies.lse(X, 1, 8), path.state(4))
                        .steps(1)
                        .run()
                        .last()
                        .data);
        assertThat(path.energies()[4])
                .as("under the energy of the step to come")
                .isEqualTo(Energies.lse(X, 1, 8).value(path.state(4)));
    }

    /** From state to state the energies rise, as lse does with its beta; no step made them. */
    @Test
    void annealingAloneIsNoRise() {
        Descent annealed = Descent.of(Energies.lse(X, 1, 1), START)
                .annealed(beta -> Energies.lse(X, 1, beta), 0.01, 1, 2, 4, 8)
                .steps(5);
        Trajectory path = annealed.run();
        assertThat(path.energies()[1]).isGreaterThan(path.energies()[0]);
        assertThat(path.firstRise()).isEqualTo(-1);
        assertThat(path.toString()).doesNotContain("not monotone");
        Trajectory rising = Descent.of(Energies.sphericalHopfield(X.multiply(1e-9), 1), START)
                .annealed(gamma -> Energies.sphericalHopfield(X.multiply(1e-9), gamma), 1, 1, 0.1, 1)
                .rate(1.5)
                .steps(4)
                .run();
        assertThat(rising.firstRise()).as("15 times the own rate of the third").isEqualTo(3);
    }

    /** A step of 3/curvature doubles the state each time, with its sign turned: after 600 steps 2^600 squared is infinite. */
    @Test
    void divergenceIsReportedAndTheStatesBeforeItKept() {
        Trajectory path = Descent.of(Energies.sphericalHopfield(X.multiply(1e-9), 1), START)
                .rate(3)
                .run();
        assertThat(path.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(path.steps()).isBetween(505, 515);
        assertThat(Arrays.stream(path.states().data).allMatch(Double::isFinite)).isTrue();
        assertThat(path.firstRise()).isEqualTo(1);
        assertThat(path.toString()).contains("diverged", "not monotone");
    }

    @Test
    void nothingToDoIsDone() {
        Trajectory none = Descent.of(Energies.lse(X, 1, 1), START).steps(0).run();
        assertThat(none.steps()).isZero();
        assertThat(none.last().data).containsExactly(START.data);
        assertThat(none.energies()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0.9", "0.4, 0.4"})
    void theOwnRateIsAlpha(double alpha, double rate) {
        Descent own = Descent.of(Energies.lse(X, alpha, 2), START).steps(5);
        assertThat(own.run().states().data).containsExactly(own.rate(rate).run().states().data);
    }

    @Test
    void errorsNameWhatIsWrong() {
        Descent descent = Descent.of(Energies.hopfield(X), START);
        assertThatIllegalArgumentException()
                .isThrownBy(descent::run)
                .withMessage("descent: rate must be given, as hopfield has none of its own, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> descent.rate(Double.NaN))
                .withMessage("descent: rate must be > 0 and finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Descent.of(Energies.hopfield(X), R064Store.wrap(1.0, 2.0)))
                .withMessage("descent: start must be 3 x 1, got 2 x 1");
        assertThatIllegalArgumentException().isThrownBy(() -> descent.steps(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> descent.tolerance(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> descent.rates());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energies.lse(X, -1, 1))
                .withMessage("lse: alpha must be > 0 and finite, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energies.lse(R064Store.wrap(Double.NaN, 1), 1, 1))
                .withMessage("lse: memories must hold finite numbers, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energies.warpedSphericalHopfield(X, Samples.gaussian(2, 2, 1, "A"), 1))
                .withMessageContaining("n = 2")
                .withMessageContaining("3 x 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energies.warpedSphericalHopfield(X, R064Store.FACTORY.make(3, 3), 1))
                .withMessageContaining("A must be invertible");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energies.weightedLse(X, new double[] {1, 2}, 1, 1))
                .withMessageContaining("L = 10 memories, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energies.polynomial(X, 1))
                .withMessage("polynomial: k must be >= 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energies.lse(X, 1, 1).value(R064Store.FACTORY.make(2, 3)))
                .withMessage("lse: state must be 3 x 1, got 2 x 3");
    }

    @Test
    void printReadably() {
        Descent descent = Descent.of(Energies.lse(X, 1, 4), START).rate(0.5).steps(7);
        assertThat(descent.toString()).isEqualTo("descent on lse: rate 0.5, at most 7 steps, tolerance 1.00e-12");
        assertThat(descent.run().toString()).startsWith("descent on lse: not converged after 7 of 7 steps");
        assertThat(Energies.lse(X, 1, 4).toString()).isEqualTo("lse, alpha = 1.0, beta = 4.0, over 10 memories in R^3");
        assertThat(Energies.gaussianLse(4)).hasToString("gaussian_lse, beta = 4.0");
        assertThat(Energies.sphericalHopfield(0.5)).hasToString("spherical_hopfield, gamma = 0.5");
        assertThat(Energies.hopfield()).hasToString("hopfield");
        R064Store W = Samples.gaussian(3, 3, 1, "W_KQ");
        assertThat(LayerEnergy.of(new Potential.Linear(), W, W.transpose()).step())
                .hasToString("linear_layer, W_PV = 1.0 W_KQ^T");
    }
}
