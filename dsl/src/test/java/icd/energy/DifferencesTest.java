package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Pass;
import icd.denoise.Baselines;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Scratch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.R064Store;

/** Whatever is found by differences is right at any scale of the data and of the function's own length. */
class DifferencesTest {

    /** The steps were 6e-6 at 0, sixty lengths of this energy in a hundred. */
    @Test
    void theExampleOfTheIssue() {
        Energy energy = Energy.of("bowl", 1, s -> Math.exp(s[0] * 1e5));
        assertThat(energy.gradient(R064Store.wrap(0.0)).doubleValue(0)).isCloseTo(1e5, within(1e-5));
        assertThat(energy.hessian(R064Store.wrap(0.0)).doubleValue(0)).isCloseTo(1e10, within(1e3));
    }

    /** A derivative of what is no number does not speak of kinks, but says what the energy gives. */
    @Test
    void anEnergyThatIsNotFinite() {
        Energy energy = Energy.of("log", 1, s -> Math.log(s[0]));
        assertThatThrownBy(() -> energy.gradient(R064Store.wrap(-1.0))).hasMessageContaining("must be finite, got NaN");
        assertThatThrownBy(() -> energy.hessian(R064Store.wrap(-1.0))).hasMessageContaining("must be finite, got NaN");
    }

    /** Scales of the state from 1e-10 to 1e10 and lengths from a tenth of it to ten times it, and the origin. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-10, 1e-7, 1e-4, 1, 1e4, 1e7, 1e10})
    void energiesOfEveryLength(double length) {
        Energy energy = Energy.of("saddle", 3, s -> {
            double x = s[0] / length;
            double y = s[1] / length;
            double z = s[2] / length;
            return Math.exp(0.5 * x) * Math.cos(y) + 0.3 * x * z * z;
        });
        for (double[] point : new double[][] {{0, 0, 0}, {0.1, -0.4, 0}, {0, 1, 2}, {1, 0.3, -0.7}, {3, 5, 1e-6}}) {
            double x = point[0];
            double y = point[1];
            double z = point[2];
            R064Store s = R064Store.wrap(length * x, length * y, length * z);
            double e = Math.exp(0.5 * x);
            double[] gradient = {0.5 * e * Math.cos(y) + 0.3 * z * z, -e * Math.sin(y), 0.6 * x * z};
            double[] hessian = {
                0.25 * e * Math.cos(y), -0.5 * e * Math.sin(y), 0.6 * z,
                -0.5 * e * Math.sin(y), -e * Math.cos(y), 0,
                0.6 * z, 0, 0.6 * x
            };
            R064Store found = energy.gradient(s);
            R064Store second = energy.hessian(s);
            for (int i = 0; i < 9; i++) {
                assertThat(second.data[i] * length * length).as("Hessian %d", i).isCloseTo(hessian[i], within(1e-6));
                if (i < 3) {
                    assertThat(found.data[i] * length).as("gradient %d", i).isCloseTo(gradient[i], within(1e-9));
                }
            }
        }
    }

    /** A state of one size and a function of another. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-5, 1, 1e5, 1e10})
    void lengthsThatTheStateDoesNotTell(double length) {
        for (double at : new double[] {0, 1e-10, 1e-3, 1, 1e3}) {
            Energy energy = Energy.of("wave", 1, s -> Math.sin((s[0] - at) / length + 0.5));
            R064Store s = R064Store.wrap(at);
            assertThat(energy.gradient(s).doubleValue(0) * length)
                    .as("at %s", at)
                    .isCloseTo(Math.cos(0.5), within(1e-9 + 1e-15 * at / length));
        }
    }

    @Test
    void whatDifferencesDoNotTellIsAnError() {
        Energy kink = Energy.of("kink", 2, s -> Math.abs(s[0]) + s[1]);
        R064Store at = R064Store.wrap(0.0, 1);
        assertThatThrownBy(() -> kink.gradient(at))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining(
                        "kink: the gradient at this state must be known to three digits, got an error of");
        assertThat(kink.gradient(R064Store.wrap(1e-8, 1)).data).containsExactly(new double[] {1, 1}, within(1e-9));
        double[] numbers = new double[2];
        kink.gradient(new double[] {0, 1}, numbers); // descents go on
        assertThat(numbers[1]).isCloseTo(1, within(1e-9));
    }

    /** The posterior mean of any task is a gradient (Tweedie): 0, not .086 as with steps of 6e-6. */
    @Test
    void conservativenessOfSmallData() {
        for (double scale : new double[] {1e-10, 1e-5, 1, 1e5, 1e10}) {
            Mixtures task = new Mixtures(4, 2, scale, 0.02 * scale * scale, 0.1 * scale * scale);
            PromptSet prompts = PromptSet.draw(task, 20, 3, Precision.FLOAT64, 0, "p", Workers.caller());
            Conservativeness bayes = Conservativeness.of(Baselines.bayes(), prompts);
            assertThat(bayes.asymmetry()).as("scale %s", scale).isLessThan(1e-8);
            assertThat(bayes.error()).as("scale %s", scale).isLessThan(1e-8);
            assertThat(bayes.toString()).doesNotContain("differences");
            // A layer that is none: its asymmetry by differences is that by formula.
            AttentionLayer layer = AttentionLayer.linear(4).uniform(RandomStream.of(1, "weights"));
            assertThat(Conservativeness.of(layer, prompts).asymmetry())
                    .as("scale %s", scale)
                    .isCloseTo(LayerEnergy.of(layer).conservativeness(prompts).asymmetry(), within(1e-8));
        }
    }

    @Test
    void mapsAtAnyScale() {
        for (double scale : new double[] {1e-10, 1e-5, 1e10}) {
            R064Store s = R064Store.wrap(0.3 * scale, 0, -scale);
            double gradient = Conservativeness.of(
                    x -> new double[] {
                        Math.sin(x[1] / scale), x[0] / scale * Math.cos(x[1] / scale), Math.exp(x[2] / scale)
                    },
                    s);
            assertThat(gradient).isLessThan(1e-9); // of x_0 sin x_1 + exp x_2
            double turn = Conservativeness.of(
                    x -> new double[] {-Math.sinh(x[1] / scale), Math.sinh(x[0] / scale), 0},
                    R064Store.wrap(0.0, 0, 0));
            assertThat(turn).isCloseTo(2, within(1e-9));
        }
    }

    /** The gradient of a layer from its estimates is that by formula, whatever the size of data and weights. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-10, 1e-5, 1, 1e5, 1e10})
    void passesOfOwnLayers(double scale) {
        Mixtures task = new Mixtures(3, 2, scale, 0.1 * scale * scale, 0.3 * scale * scale);
        PromptSet prompts = PromptSet.draw(task, 4, 11, Precision.FLOAT64, 0, "p", Workers.caller());
        AttentionLayer formula = AttentionLayer.softmax(3).scalar().identity(0.8, 1.5 / (scale * scale));
        Attention own = Attention.of("mine", 3, formula.theta(), (theta, X, q) -> {
            R064Store mean = R064Store.FACTORY.make(3, 1); // theta is beta and alpha
            double total = 0;
            for (int t = 0; t < X.getColDim(); t++) {
                double score = 0;
                for (int i = 0; i < 3; i++) {
                    score += theta[0] * X.doubleValue(i, t) * q.doubleValue(i, 0);
                }
                total += Math.exp(score);
                for (int i = 0; i < 3; i++) {
                    mean.add(i, 0, Math.exp(score) * X.doubleValue(i, t));
                }
            }
            return mean.multiply(theta[1] / total);
        });
        double[] residual = {scale, -0.3 * scale, 0.2 * scale};
        for (int k = 0; k < 4; k++) {
            double[][] expected = passed(formula, prompts, k, residual);
            double[][] found = passed(own, prompts, k, residual);
            for (int part = 0; part < 2; part++) {
                for (int p = 0; p < expected[part].length; p++) {
                    double size = Math.abs(expected[part][p]) + (part == 1 ? scale : 0);
                    assertThat(found[part][p]).isCloseTo(expected[part][p], within(1e-8 * size));
                }
            }
        }
    }

    private static double[][] passed(Attention layer, PromptSet prompts, int k, double[] residual) {
        Pass pass = layer.pass(prompts, Kernel.chosen());
        pass.load(layer.theta());
        double[] gradient = new double[layer.theta().length];
        double[] queryGradient = new double[3];
        pass.forward(k, prompts.queries(), 3 * k, new double[3], 0);
        pass.backward(k, residual, gradient, queryGradient);
        return new double[][] {gradient, queryGradient};
    }

    /** Where centres are so far apart that the posterior turns within a thousandth of the noise's deviation. */
    @Test
    void posteriorCovariancesThatTurnSharply() {
        for (double distance : new double[] {1, 1e2, 1e3, 1e4}) {
            Mixture pair = new Mixture(1, new double[] {-distance, distance}, new double[] {0.5, 0.5}, new double[2]);
            double query = 0.2 / distance; // mean distance tanh(distance query / sigma^2), variance distance^2 sech^2
            double[] covariance = new double[1];
            pair.posteriorCovariance(new double[] {query}, 0, Covariance.isotropic(1, 1), covariance, new Scratch());
            double sech = 1 / Math.cosh(0.2);
            assertThat(covariance[0] / (distance * distance))
                    .isCloseTo(sech * sech, within(1e-9 + 1e-16 * distance * distance));
        }
    }
}
