package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Potential.Entmax;
import icd.attention.Potential.Exponential;
import icd.attention.Potential.Gaussian;
import icd.attention.Potential.Linear;
import icd.attention.Potential.Normmax;
import icd.attention.Potential.Polynomial;
import icd.attention.Potential.Softmax;
import icd.attention.Potential.Sparsemax;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PotentialTest {

    static List<Potential> maps() {
        return List.of(
                new Softmax(),
                new Gaussian(),
                new Sparsemax(),
                new Entmax(2),
                new Entmax(1.5),
                new Entmax(1.2),
                new Normmax(2),
                new Normmax(1.5));
    }

    static List<Potential> all() {
        return Stream.concat(
                        maps().stream(),
                        Stream.of(
                                new Linear(),
                                new Polynomial(2, false),
                                new Polynomial(3, false),
                                new Polynomial(6, false),
                                new Polynomial(3, true),
                                new Polynomial(4, true),
                                new Exponential(),
                                new Layers.Cosh()))
                .toList();
    }

    /** Santos et al. 2024's maps at z = (-2, 0, 0.5), to the digits an independent implementation printed. */
    @Test
    void knownValues() {
        assertMaps(new Softmax(), .0486, .3592, .5922);
        assertMaps(new Entmax(2), 0, .25, .75);
        assertMaps(new Entmax(1.5), 0, .3260, .6740);
        assertMaps(new Normmax(2), 0, .3110, .6890);
    }

    private static void assertMaps(Potential map, double... expected) {
        double[] y = new double[3];
        map.weigh(new double[] {-2, 0, 0.5}, y);
        assertThat(y).as(map.label()).containsExactly(expected, within(5e-5));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void probabilitiesSumToOne(Potential map) {
        double[] y = new double[5];
        map.weigh(new double[] {-0.2, 0.1, 0.35, -1.5, 0.3}, y);
        assertThat(Arrays.stream(y).sum()).isCloseTo(1, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theWeightsAreTheGradient(Potential map) {
        double[] z = {-0.2, 0.1, 0.35, -1.5, 0.3};
        double[] y = new double[5];
        map.weigh(z, y);
        double[] unused = new double[5];
        for (int i = 0; i < 5; i++) {
            double[] up = z.clone();
            double[] down = z.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertThat((map.weigh(up, unused) - map.weigh(down, unused)) / 2e-5)
                    .as("%s, score %d", map.label(), i)
                    .isCloseTo(y[i], within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theHessianIsThatOfTheWeights(Potential map) {
        double[] z = {-0.2, 0.1, 0.35, -1.5, 0.3};
        double[] g = {1, -2, 0.5, 0.25, 3};
        double[] y = new double[5];
        map.weigh(z, y);
        double[] change = new double[5];
        map.hessian(z, y, g, change);
        double[] up = new double[5];
        double[] down = new double[5];
        for (int t = 0; t < 5; t++) {
            up[t] = z[t] + 1e-6 * g[t];
            down[t] = z[t] - 1e-6 * g[t];
        }
        double[] above = new double[5];
        double[] below = new double[5];
        map.weigh(up, above);
        map.weigh(down, below);
        for (int t = 0; t < 5; t++) {
            assertThat((above[t] - below[t]) / 2e-6).as(map.label()).isCloseTo(change[t], within(1e-7));
        }
        double[] aliased = g.clone();
        map.hessian(z, y, aliased, aliased);
        assertThat(aliased).as("in place").containsExactly(change);
        assertThat(z).containsExactly(-0.2, 0.1, 0.35, -1.5, 0.3);
    }

    /** The default, which a user's potential has, against the formulas of the others: at scores and directions of any size. */
    @ParameterizedTest
    @MethodSource("all")
    void theHessianByDifferencesIsThatByFormula(Potential potential) {
        Potential without = potential::weigh;
        double[] z = {-0.2, 0.1, 0.35, -1.5, 0.3};
        double[] w = new double[5];
        double[] formula = new double[5];
        double[] differences = new double[5];
        potential.weigh(z, w);
        for (double size : new double[] {0, 1e-200, 1e-9, 1, 1e9, 1e200}) {
            double[] v = {size, -2 * size, 0.5 * size, 0, 1e-30 * size};
            potential.hessian(z, w, v, formula);
            without.hessian(z, w, v, differences);
            assertThat(differences).as("%s, %s", potential, size).containsExactly(formula, within(1e-9 * size));
        }
        assertThat(without.growth()).isNaN();
    }

    /** F(r z) / r^growth tends to a positive number along some z, and grows beyond every power where that is infinite. */
    @ParameterizedTest
    @MethodSource("all")
    void growsAsItSays(Potential potential) {
        if (potential instanceof Layers.Cosh) {
            assertThat(potential.growth()).isNaN();
            return;
        }
        double growth = potential.growth();
        double[] w = new double[2];
        double near = potential.weigh(new double[] {100, -10}, w);
        double far = potential.weigh(new double[] {200, -20}, w);
        double power = Math.log(far / near) / Math.log(2);
        if (growth == Double.POSITIVE_INFINITY) {
            assertThat(power).isGreaterThan(100);
        } else {
            assertThat(power).isCloseTo(growth, within(0.02));
        }
    }

    @Test
    void thePolynomialOfDegreeTwoIsLinear() {
        double[] z = {-0.2, 0.1, 0.35, -1.5, 0.3};
        double[] w = new double[5];
        double[] linear = new double[5];
        assertThat(new Polynomial(2, false).weigh(z, w)).isCloseTo(new Linear().weigh(z, linear), within(1e-16));
        assertThat(w).containsExactly(linear);
        assertThat(new Polynomial(2, true).weigh(z, w))
                .isCloseTo((0.1 * 0.1 + 0.35 * 0.35 + 0.3 * 0.3) / 10, within(1e-16));
    }

    @Test
    void whatOverflowsIsInfinite() {
        double[] w = new double[2];
        assertThat(new Exponential().weigh(new double[] {710, 0}, w)).isInfinite();
        assertThat(w).containsExactly(Double.POSITIVE_INFINITY, 0.5);
        assertThat(new Polynomial(4, false).weigh(new double[] {-1e200, 1}, w)).isInfinite();
        assertThat(w).containsExactly(Double.NEGATIVE_INFINITY, 0.5);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void scoresOfAnySizeAreSafe(Potential map) {
        double[] y = new double[3];
        assertThat(map.weigh(new double[] {-1e300, 0, 1e300}, y)).isEqualTo(1e300);
        assertThat(y).containsExactly(0, 0, 1);
        map.weigh(new double[] {1e6, 1e6, 1e6}, y);
        assertThat(y).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, within(1e-15));
    }

    /** Sparsemax is (z - tau)_+ with k tau = z_(1) + ... + z_(k) - 1 for the largest k of which z_(k) is above tau, by sorting. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 0.1", "500, 0.01", "500, 1", "500, 30", "8000, 0.3", "8000, 4"})
    void sparsemaxOfManyTokens(int count, double scale) {
        double[] z = new double[count];
        RandomStream random = RandomStream.of(8, "scores", count);
        Arrays.setAll(z, t -> scale * random.gaussian());
        double[] sorted = Arrays.stream(z).sorted().toArray();
        double total = -1;
        double tau = 0;
        for (int k = 1; k <= count && k * sorted[count - k] > total + sorted[count - k]; k++) {
            total += sorted[count - k];
            tau = total / k;
        }
        double threshold = tau;
        double[] expected =
                Arrays.stream(z).map(each -> Math.max(0, each - threshold)).toArray();
        for (Potential map : List.of(new Sparsemax(), new Entmax(2))) {
            double[] y = new double[count];
            map.weigh(z, y);
            assertThat(y).as("%s", map).containsExactly(expected, within(1e-14 * Math.max(1, scale)));
        }
    }

    /** ORACLES: sparsemax from a gap of 1, entmax-1.5 of 2; softmax never. */
    @Test
    void oneHotFromAGapOnwards() {
        double[] y = new double[2];
        new Entmax(2).weigh(new double[] {0, 1}, y);
        assertThat(y).containsExactly(0, 1);
        new Entmax(2).weigh(new double[] {0, 0.99}, y);
        assertThat(y[0]).isPositive();
        new Entmax(1.5).weigh(new double[] {0, 2}, y);
        assertThat(y).containsExactly(0, 1);
        new Entmax(1.5).weigh(new double[] {0, 1.99}, y);
        assertThat(y[0]).isPositive();
        new Softmax().weigh(new double[] {0, 30}, y);
        assertThat(y[0]).isPositive();
    }

    @Test
    void entmaxTendsToSoftmax() {
        double[] z = {-2, 0, 0.5};
        double[] y = new double[3];
        double[] limit = new double[3];
        double conjugate = new Entmax(1 + 1e-5).weigh(z, y);
        assertThat(new Softmax().weigh(z, limit)).isCloseTo(conjugate, within(1e-4));
        assertThat(y).containsExactly(limit, within(1e-4));
    }

    @Test
    void whatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Entmax(1)).withMessageContaining("got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normmax(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Softmax().weigh(new double[0], new double[0]))
                .withMessageContaining("got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Softmax().weigh(new double[] {0, Double.NaN}, new double[2]))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Polynomial(1, true))
                .withMessage("Polynomial: k must be >= 2, got 1");
    }

    /** One word for a kind, and its numbers only where they are shown. */
    @Test
    void namesAndLabels() {
        assertThat(all())
                .extracting(Potential::name)
                .containsExactly(
                        "softmax",
                        "gaussian",
                        "sparsemax",
                        "entmax",
                        "entmax",
                        "entmax",
                        "normmax",
                        "normmax",
                        "linear",
                        "polynomial",
                        "polynomial",
                        "polynomial",
                        "polynomial",
                        "polynomial",
                        "exponential",
                        "cosh");
        assertThat(all()).extracting(Potential::label).doesNotHaveDuplicates();
        Potential lambda = (z, w) -> 0;
        assertThat(lambda.label()).isEqualTo("potential");
        assertThat(new Entmax(1.5)).hasToString("entmax-1.5");
        assertThat(new Normmax(2)).hasToString("normmax-2.0");
        assertThat(new Polynomial(3, false)).hasToString("polynomial-3");
        assertThat(new Polynomial(3, true)).hasToString("rectified_polynomial-3");
        assertThat(new Sparsemax()).hasToString("sparsemax");
    }
}
