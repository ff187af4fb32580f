package icd.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BinsTest {

    @Property(cases = 300)
    void everyValueIsCountedOnceAndDensitiesHaveAreaOne(Draws draws) {
        double[] values = draws.numbers(draws.between(1, 60), -100, 100);
        double[] edges = Bins.freedmanDiaconis(values);
        assertThat(Arrays.stream(Bins.counts(values, edges)).sum()).isEqualTo(values.length);
        double[] densities = Bins.densities(values, edges);
        double area = 0;
        for (int i = 0; i < densities.length; i++) {
            area += densities[i] * (edges[i + 1] - edges[i]);
        }
        assertThat(area).isCloseTo(1, within(1e-12));
    }

    @Test
    void theWidthIsThatOfFreedmanAndDiaconis() {
        double[] values = Gallery.range(0, 1, 1001); // quartiles 0.25 and 0.75: h = 2 * 0.5 / 1001^(1/3) = 0.09997
        assertThat(Bins.freedmanDiaconis(values)).hasSize(12); // 1/h = 10.003, so 11 bins
        assertThat(Bins.freedmanDiaconis(Gallery.range(0, 1, 999))).hasSize(11); // 1/h = 9.997
        double[] peak = new double[64];
        peak[0] = -1;
        peak[63] = 1;
        assertThat(Bins.freedmanDiaconis(peak)).as("Sturges: log2(64) + 1").hasSize(8);
        assertThat(Bins.freedmanDiaconis(new double[] {2, 2})).containsExactly(1.9, 2.1);
        assertThat(Bins.freedmanDiaconis(new double[] {Double.NaN})).containsExactly(0, 1);
        assertThat(Bins.freedmanDiaconis(new double[] {0, 1}, new double[] {5}))
                .startsWith(0)
                .endsWith(5);
    }

    @Test
    void binsHoldTheirLowerEdgeAndTheLastItsUpperToo() {
        double[] edges = {0, 1, 2, 4};
        double[] values = {-0.0, 0.5, 1, 2, 3, 4, 4.5, -1, Double.NaN, Double.POSITIVE_INFINITY};
        assertThat(Bins.counts(values, edges)).containsExactly(2, 1, 3);
        assertThat(Histogram.density("", new double[] {0.5, 3, 9}, edges, Style.of(Colour.BLUE))
                        .heights()
                        .toArray())
                .as("of all finite values, also those outside")
                .containsExactly(1 / 3.0, 0, 1 / 6.0);
    }

    @Test
    void edgesMustRise() {
        assertThatThrownBy(() -> Bins.counts(new double[0], new double[] {0, 0}))
                .hasMessage("Bins: edges must be two or more finite numbers in rising order, got [0.0, 0.0]");
        assertThatThrownBy(() -> Bins.even(0, 1, 0)).hasMessage("Bins: bins must be at least 1, got 0");
        assertThatThrownBy(() -> new Histogram("", new double[] {0, 1}, new double[2], Style.of(Colour.BLUE)))
                .hasMessage("Histogram: heights must be one fewer than edges (2), got 2");
    }
}
