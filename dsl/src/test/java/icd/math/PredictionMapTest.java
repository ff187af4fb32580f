package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.PredictionMap.Entmax;
import icd.math.PredictionMap.Normmax;
import icd.math.PredictionMap.Softmax;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictionMapTest {

    static List<PredictionMap> maps() {
        return List.of(
                new Softmax(), new Entmax(2), new Entmax(1.5), new Entmax(1.2), new Normmax(2), new Normmax(1.5));
    }

    /** Santos et al. 2024's maps at z = (-2, 0, 0.5), to the digits an independent implementation printed. */
    @Test
    void knownValues() {
        assertMaps(new Softmax(), .0486, .3592, .5922);
        assertMaps(new Entmax(2), 0, .25, .75);
        assertMaps(new Entmax(1.5), 0, .3260, .6740);
        assertMaps(new Normmax(2), 0, .3110, .6890);
    }

    private static void assertMaps(PredictionMap map, double... expected) {
        double[] y = new double[3];
        map.map(new double[] {-2, 0, 0.5}, y);
        assertThat(y).as(map.name()).containsExactly(expected, within(5e-5));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void theProbabilitiesAreTheGradientOfTheConjugate(PredictionMap map) {
        double[] z = {-0.2, 0.1, 0.35, -1.5, 0.3};
        double[] y = new double[5];
        map.map(z, y);
        assertThat(Arrays.stream(y).sum()).isCloseTo(1, within(1e-14));
        double[] unused = new double[5];
        for (int i = 0; i < 5; i++) {
            double[] up = z.clone();
            double[] down = z.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertThat((map.map(up, unused) - map.map(down, unused)) / 2e-5)
                    .as("%s, score %d", map.name(), i)
                    .isCloseTo(y[i], within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void pullBackIsTheJacobian(PredictionMap map) {
        double[] z = {-0.2, 0.1, 0.35, -1.5, 0.3};
        double[] g = {1, -2, 0.5, 0.25, 3};
        double[] y = new double[5];
        map.map(z, y);
        double[] change = new double[5];
        map.pullBack(y, g, change);
        double[] up = new double[5];
        double[] down = new double[5];
        for (int t = 0; t < 5; t++) {
            up[t] = z[t] + 1e-6 * g[t];
            down[t] = z[t] - 1e-6 * g[t];
        }
        map.map(up, up);
        map.map(down, down);
        for (int t = 0; t < 5; t++) {
            assertThat((up[t] - down[t]) / 2e-6).as(map.name()).isCloseTo(change[t], within(1e-7));
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void scoresOfAnySizeAreSafe(PredictionMap map) {
        double[] y = new double[3];
        assertThat(map.map(new double[] {-1e300, 0, 1e300}, y)).isEqualTo(1e300);
        assertThat(y).containsExactly(0, 0, 1);
        map.map(new double[] {1e6, 1e6, 1e6}, y);
        assertThat(y).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, within(1e-15));
    }

    /** ORACLES: sparsemax from a gap of 1, entmax-1.5 of 2; softmax never. */
    @Test
    void oneHotFromAGapOnwards() {
        double[] y = new double[2];
        new Entmax(2).map(new double[] {0, 1}, y);
        assertThat(y).containsExactly(0, 1);
        new Entmax(2).map(new double[] {0, 0.99}, y);
        assertThat(y[0]).isPositive();
        new Entmax(1.5).map(new double[] {0, 2}, y);
        assertThat(y).containsExactly(0, 1);
        new Entmax(1.5).map(new double[] {0, 1.99}, y);
        assertThat(y[0]).isPositive();
        new Softmax().map(new double[] {0, 30}, y);
        assertThat(y[0]).isPositive();
    }

    @Test
    void entmaxTendsToSoftmax() {
        double[] z = {-2, 0, 0.5};
        double[] y = new double[3];
        double[] limit = new double[3];
        double conjugate = new Entmax(1 + 1e-5).map(z, y);
        assertThat(new Softmax().map(z, limit)).isCloseTo(conjugate, within(1e-4));
        assertThat(y).containsExactly(limit, within(1e-4));
    }

    @Test
    void whatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Entmax(1)).withMessageContaining("got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normmax(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Softmax().map(new double[0], new double[0]))
                .withMessageContaining("got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Softmax().map(new double[] {0, Double.NaN}, new double[2]))
                .withMessageContaining("NaN");
    }

    @Test
    void printAsTablesCallThem() {
        assertThat(new PredictionMap.Softmax()).hasToString("softmax");
        assertThat(new PredictionMap.Entmax(2)).hasToString("sparsemax");
        assertThat(new PredictionMap.Entmax(1.5)).hasToString("entmax-1.5");
        assertThat(new PredictionMap.Normmax(2)).hasToString("normmax-2.0");
    }
}
