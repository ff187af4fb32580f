package icd.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The closed form of gradient flow beside the flow itself, step by step. */
class GradientFlowTest {

    private static final Task TASK = new Subspaces(16, 8, 2, 1);

    /** Runge and Kutta's fourth order, on the gradient of the loss by differences of the loss itself. */
    private static double[] integrated(LinearOptimum loss, int n, double alpha, double beta, double t) {
        int steps = 4000;
        double h = t / steps;
        double[] at = {alpha, beta};
        for (int i = 0; i < steps; i++) {
            double[] k1 = slope(loss, n, at[0], at[1]);
            double[] k2 = slope(loss, n, at[0] + h / 2 * k1[0], at[1] + h / 2 * k1[1]);
            double[] k3 = slope(loss, n, at[0] + h / 2 * k2[0], at[1] + h / 2 * k2[1]);
            double[] k4 = slope(loss, n, at[0] + h * k3[0], at[1] + h * k3[1]);
            for (int j = 0; j < 2; j++) {
                at[j] += h / 6 * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
            }
        }
        return at;
    }

    private static double[] slope(LinearOptimum loss, int n, double alpha, double beta) {
        double e =
                1e-4; // the loss is quadratic in either scale, so that central differences are exact but for rounding
        return new double[] {
            -(loss.loss((alpha + e) * beta) - loss.loss((alpha - e) * beta)) / (2 * e * n),
            -(loss.loss(alpha * (beta + e)) - loss.loss(alpha * (beta - e))) / (2 * e * n)
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.2, 0.1",
        "0.1, 1",
        "-0.3, -0.1",
        "-0.3, 0.1",
        "0.2, -0.3",
        "1, 1",
        "1.5, 0.7",
        "0.4, 0",
        "0, -0.2",
        "0.3, -0.3",
        "0.3, 0.29999999"
    })
    void isTheFlow(double alpha, double beta) {
        for (Task task : new Task[] {TASK, new Spheres(8, 3, 1, 0.2)}) {
            GradientFlow flow = GradientFlow.of(task, 30, alpha, beta);
            for (double t : new double[] {0, 0.05, 0.2, 0.7}) {
                double[] expected = integrated(flow.optimum(), task.n(), alpha, beta, t);
                assertThat(new double[] {flow.alphaAt(t), flow.betaAt(t)})
                        .as("%s at %s", flow, t)
                        .containsExactly(expected, within(2e-8));
                assertThat(flow.productAt(t)).isCloseTo(expected[0] * expected[1], within(2e-8));
                assertThat(flow.lossAt(t) * task.n())
                        .isCloseTo(flow.optimum().loss(expected[0] * expected[1]), within(1e-6));
                assertThat(flow.alphaAt(t) * flow.alphaAt(t) - flow.betaAt(t) * flow.betaAt(t))
                        .isCloseTo(flow.kappa(), within(1e-12));
            }
        }
    }

    /** The formula of equal scales, written down by hand for subspaces: B = sigma_0^4 d/n = 2. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 1, 100, 1e300})
    void equalScales(double t) {
        GradientFlow flow = GradientFlow.of(TASK, 500, 0.1, 0.1);
        double best = 1 / (3 * (1 + 9 / 500.0));
        assertThat(flow.speed()).isCloseTo(2, within(1e-14));
        assertThat(flow.productAt(t)).isCloseTo(best / (1 + (best / 0.01 - 1) * Math.exp(-8 * t)), within(1e-14));
    }

    @Test
    void fromTheSaddleItGoesNowhere() {
        GradientFlow flow = GradientFlow.of(TASK, 500, 0, 0);
        assertThat(flow.productAt(7)).isZero();
        assertThat(flow.alphaAt(7)).isZero();
        assertThat(GradientFlow.of(TASK, 500, 0.3, -0.3).productAt(100)).isBetween(-1e-100, 0.0);
        assertThat(flow.lossAt(0)).isCloseTo(1, within(1e-12));
    }

    @Test
    void errors() {
        GradientFlow flow = GradientFlow.of(TASK, 500, 0.1, 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.productAt(-1))
                .withMessage("gradientFlow: t must be >= 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientFlow.of(TASK, 500, Double.NaN, 0.1))
                .withMessage("gradientFlow: alpha0 must be finite, got NaN");
        assertThat(flow)
                .hasToString(
                        "gradient flow from alpha = 0.1000, beta = 0.1000 to alpha beta = 0.327439; c - c* falls as e^(-8.000 t) at last");
    }
}
