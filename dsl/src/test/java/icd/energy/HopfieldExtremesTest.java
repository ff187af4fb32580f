package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Potential;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** Hopfield-Fenchel-Young energies at extreme inverse temperatures and exponents. */
class HopfieldExtremesTest {

    private static final int L = 100;
    private static final R064Store X = Samples.gaussian(2, L, 0, "memories");
    private static final R064Store ZERO = R064Store.wrap(0.0, 0);

    /** sum_t (x_t - mean)(x_t - mean)^T. */
    private static double spread(int i, int j) {
        double[] mean = new double[2];
        for (int t = 0; t < L; t++) {
            mean[0] += X.doubleValue(0, t) / L;
            mean[1] += X.doubleValue(1, t) / L;
        }
        double sum = 0;
        for (int t = 0; t < L; t++) {
            sum += (X.doubleValue(i, t) - mean[i]) * (X.doubleValue(j, t) - mean[j]);
        }
        return sum;
    }

    /** At s = 0 all weights are 1/L. There J = c (I - 1 1^T / L), with c = L^(a-2) for entmax and L^(-1/a)/(a-1) for normmax. */
    @Test
    void hessiansWhereAllTokensTie() {
        for (double a : new double[] {1.0001, 1.2, 1.5, 2, 3, 20, 100, 200, 1000}) {
            for (double beta : new double[] {1e-6, 1, 1e6}) {
                assertHessian(new Potential.Normmax(a), beta, Math.pow(L, -1 / a) / (a - 1));
                if (a <= 100) {
                    assertHessian(new Potential.Entmax(a), beta, Math.pow(L, a - 2));
                }
            }
        }
    }

    private static void assertHessian(Potential map, double beta, double c) {
        R064Store hessian = Energies.hopfieldFenchelYoung(X, beta, map).hessian(ZERO);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double expected = (i == j ? 1 : 0) - beta * c * spread(i, j);
                assertThat(hessian.doubleValue(i, j))
                        .as("%s, beta = %s", map, beta)
                        .isCloseTo(expected, within(1e-12 * (1 + beta * c * L)));
            }
        }
    }

    @Test
    void whatADoubleDoesNotHoldIsAnError() {
        MemoryEnergy energy = Energies.hopfieldFenchelYoung(X, 1e-6, new Potential.Entmax(200)); // 100^198
        assertThatThrownBy(() -> energy.hessian(ZERO))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("entmax-200.0")
                .hasMessageContaining("range of a double");
        assertThat(energy.gradient(ZERO).doubleValue(0)).isFinite();
    }

    /** Values tend to log-sum-exp's as a tends to 1, and gradients are those of the value at every beta. */
    @Test
    void valuesAndGradients() {
        R064Store s = R064Store.wrap(0.3, -0.2);
        for (double beta : new double[] {1e-6, 1e-3, 0.1, 1, 1e3}) {
            double limit = Energies.lse(X, 1, beta).value(s);
            double close = Energies.hopfieldFenchelYoung(X, beta, new Potential.Entmax(1 + 1e-14))
                    .value(s);
            assertThat(close).as("beta = %s", beta).isCloseTo(limit, within(1e-12 * (1 + Math.abs(limit))));
            if (beta < 1e-2) {
                continue; // log L / beta is so large that differences of values tell nothing
            }
            for (Potential map : List.of(
                    new Potential.Entmax(1 + 1e-10),
                    new Potential.Entmax(1.3),
                    new Potential.Sparsemax(),
                    new Potential.Normmax(1.3),
                    new Potential.Normmax(2),
                    new Potential.Normmax(200))) {
                MemoryEnergy energy = Energies.hopfieldFenchelYoung(X, beta, map);
                double[] byValue = new double[2];
                Differences.gradient(energy::value, s.data, byValue);
                // kinks of the gradient where a token enters are met at every step, so few digits where beta is large
                assertThat(energy.gradient(s).data)
                        .as("%s, beta = %s", map, beta)
                        .containsExactly(byValue, within(beta == 1e3 ? 1e-4 : 1e-7));
            }
        }
    }
}
