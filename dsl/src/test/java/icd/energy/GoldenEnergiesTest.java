package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Golden;
import icd.io.NpyArray;
import java.util.Arrays;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

@Tag("golden")
class GoldenEnergiesTest {

    private static final double TOLERANCE = 1e-10;

    private final SequencedMap<String, NpyArray> golden = Golden.read("energies");
    private final double alpha = golden.get("alpha").value();
    private final double beta = golden.get("beta").value();
    private final MatrixStore<Double> X = matrix("X");

    private MatrixStore<Double> matrix(String name) {
        int[] shape = golden.get(name).shape();
        return R064Store.wrap(golden.get(name).doubles(), shape[1]).transpose(); // row-major
    }

    private MemoryEnergy energy(String name) {
        return switch (name) {
            case "lse" -> Energies.lse(X, alpha, beta);
            case "spherical_hopfield" -> Energies.sphericalHopfield(X, alpha);
            case "hopfield" -> Energies.hopfield(X);
            case "polynomial_3" -> Energies.polynomial(X, 3);
            case "polynomial_4" -> Energies.polynomial(X, 4);
            case "rectified_polynomial_3" -> Energies.rectifiedPolynomial(X, 3);
            case "exponential" -> Energies.exponential(X, beta);
            case "gaussian_lse" -> Energies.gaussianLse(X, beta);
            case "warped_spherical_hopfield" -> Energies.warpedSphericalHopfield(X, matrix("A"), alpha);
            default -> throw new AssertionError(name);
        };
    }

    private double[][] states() {
        int n = X.getRowDim();
        double[] all = golden.get("states").doubles();
        double[][] states = new double[all.length / n][];
        for (int k = 0; k < states.length; k++) {
            states[k] = Arrays.copyOfRange(all, k * n, (k + 1) * n);
        }
        return states;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lse",
                "spherical_hopfield",
                "hopfield",
                "polynomial_3",
                "polynomial_4",
                "rectified_polynomial_3",
                "exponential",
                "gaussian_lse",
                "warped_spherical_hopfield"
            })
    void valueGradientAndHessian(String name) {
        MemoryEnergy energy = energy(name);
        assertThat(energy.name()).isEqualTo(name);
        double[][] states = states();
        int n = energy.n();
        double[] values = new double[states.length];
        double[] gradients = new double[states.length * n];
        double[] hessians = new double[states.length * n * n];
        for (int k = 0; k < states.length; k++) {
            values[k] = energy.value(states[k]);
            double[] gradient = new double[n];
            energy.gradient(states[k], gradient);
            System.arraycopy(gradient, 0, gradients, k * n, n);
            double[] hessian = new double[n * n];
            energy.hessian(states[k], hessian);
            System.arraycopy(hessian, 0, hessians, k * n * n, n * n);
        }
        check(name + "_value", values);
        check(name + "_gradient", gradients);
        check(name + "_hessian", hessians);
    }

    private void check(String name, double[] actual) {
        Golden.assertEachClose(name, actual, golden.get(name).doubles(), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lse", "spherical_hopfield"})
    void descents(String name) {
        int steps = golden.get(name + "_descent").shape()[0] - 1;
        Descent descent = Descent.of(energy(name), states()[0]).steps(steps).tolerance(0);
        check(name + "_descent", states(descent.run(), steps));
        check(name + "_descent_half_step", states(descent.rate(alpha / 2).run(), steps));
    }

    /** The start and the state after each step, n numbers each; a descent that stands still for good has fewer. */
    private static double[] states(Trajectory path, int steps) {
        double[] states = new double[(steps + 1) * path.n()];
        for (int t = 0; t <= steps; t++) {
            System.arraycopy(path.numbers(Math.min(t, path.steps())), 0, states, t * path.n(), path.n());
        }
        return states;
    }

    @Test
    void everyArrayOfAnEnergyIsTested() {
        assertThat(golden.sequencedKeySet().stream()
                        .filter(name -> name.endsWith("_hessian"))
                        .map(name -> name.replace("_hessian", "")))
                .allSatisfy(name -> assertThat(energy(name)).isNotNull())
                .hasSize(9);
    }
}
