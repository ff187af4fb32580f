package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Kernel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** The interface as users see it: from the shell, and with energies of their own. */
class EnergyTest {

    private static final R064Store X = Samples.gaussian(4, 9, 1, "memories");

    /** x^2 y + exp y: gradient (2xy, x^2 + e^y), Hessian ((2y, 2x), (2x, e^y)); at (1, 0.5). */
    @Test
    void aValueIsEnough() {
        Energy energy = Energy.of("mine", 2, s -> s[0] * s[0] * s[1] + Math.exp(s[1]));
        R064Store s = R064Store.wrap(1.0, 0.5);
        double e = Math.exp(0.5);
        assertThat(energy.value(s)).isEqualTo(0.5 + e);
        assertThat(energy.gradient(s).data).containsExactly(new double[] {1, 1 + e}, within(1e-9));
        assertThat(energy.hessian(s).data).containsExactly(new double[] {1, 2, 2, e}, within(1e-5));
        assertThat(energy.terms(s)).isEqualTo(Map.of("mine", 0.5 + e));
        assertThat(energy.rate()).isEmpty();
        assertThat(energy.toString()).isEqualTo("mine energy in R^2, derivatives by differences");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Energy.of("none", 0, state -> 0))
                .withMessage("Energy.of: n must be >= 1, got 0");
    }

    /** A copy of a built-in one by its value alone descends to the same state. */
    @Test
    void descendsLikeTheBuiltInOne() {
        MemoryEnergy lse = Energies.lse(X, 1, 2);
        Energy copy = Energy.of("copy", 4, lse::value);
        R064Store start = Samples.gaussian(4, 1, 1, "start");
        assertThat(Descent.of(copy, start).rate(1).steps(20).run().last().data)
                .containsExactly(
                        Descent.of(lse, start).steps(20).tolerance(0).run().last().data, within(1e-8));
    }

    @Test
    void knowsItsMemories() {
        MemoryEnergy energy = Energies.polynomial(X, 3);
        assertThat(energy.memories().data).containsExactly(X.data);
        assertThat(energy.L()).isEqualTo(9);
        assertThat(Energies.warpedSphericalHopfield(X, Samples.warp(4, 1), 1).memories().data)
                .containsExactly(X.data);
        energy.memories().set(0, 0, 99);
        assertThat(energy.memories().doubleValue(0, 0)).isEqualTo(X.doubleValue(0, 0));
    }

    /** p for softmax; and the gradient is what weights say it is. */
    @Test
    void weightsMakeTheGradient() {
        R064Store s = Samples.gaussian(4, 1, 1, "state");
        R064Store p = Energies.lse(X, 2, 3).weights(s);
        double total = 0;
        for (double weight : p.data) {
            total += weight;
        }
        assertThat(total).isCloseTo(1, within(1e-14));
        for (MemoryEnergy energy :
                java.util.List.of(Energies.hopfield(X), Energies.polynomial(X, 3), Energies.exponential(X, 0.5))) {
            double[] gradient = energy.gradient(s).data;
            double[] sum = Samples.copy(X.multiply(energy.weights(s)).multiply(-1)).data;
            assertThat(gradient).as(energy.toString()).containsExactly(sum, within(1e-11));
        }
    }

    /** The Epanechnikov energy with eps = 0 is infinite, and its gradient zero, where no memory is near. */
    @Test
    void farFromAllMemories() {
        R064Store far = R064Store.wrap(100.0, 0, 0, 0);
        assertThat(Energies.epanechnikov(X, 1, 0).value(far)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Energies.epanechnikov(X, 1, 0).gradient(far).data).containsOnly(0);
        assertThat(Energies.epanechnikov(X, 1, 0.5).value(far)).isEqualTo(-Math.log(0.5));
    }

    /** A landscape chooses its kernel by size; so kernels must give the same bits. */
    @Test
    void kernelsAgreeToTheBit() {
        double[] s = Samples.state(4, 1);
        for (MemoryEnergy energy : Samples.all(X, 1)) {
            Tokens scalar = energy.tokens(Kernel.scalar());
            energy.form().score(scalar, s);
            assertThat(energy.form().value(scalar, s)).as(energy.toString()).isEqualTo(energy.value(s));
        }
    }
}
