package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A million normal numbers against the normal distribution, at 4 standard errors. */
class ZigguratTest {

    private static final int DRAWS = 2_000_000;

    private static double[] sorted;

    @BeforeAll
    static void draw() {
        sorted = new double[DRAWS];
        RandomStream.of(11, "normal").gaussians(sorted, 0, DRAWS);
        Arrays.sort(sorted);
    }

    /** E g^p and its variance E g^2p - (E g^p)^2; E g^p = (p - 1)!! for even p. */
    @Test
    void moments() {
        double[] even = {1, 1, 3, 15, 105, 945, 10395, 135135, 2027025};
        for (int p = 1; p <= 8; p++) {
            double sum = 0;
            for (double g : sorted) {
                sum += StrictMath.pow(g, p);
            }
            double mean = p % 2 == 0 ? even[p / 2] : 0;
            double error = Math.sqrt((even[p] - mean * mean) / DRAWS);
            assertThat(sum / DRAWS).as("moment %d", p).isCloseTo(mean, within(4 * error));
        }
    }

    /** P(|g| &gt; t), up to and beyond R = 3.654 where the ziggurat's tail begins. */
    @Test
    void tails() {
        double[][] tails = {
            {0.5, 0.6170750774519738},
            {1, 0.31731050786291415},
            {2, 0.04550026389635842},
            {3, 0.0026997960632601866},
            {3.5, 4.652581580710801e-4},
            {3.6541528853610088, 2.580421500e-4},
            {3.8, 1.446961e-4},
            {4, 6.334248366623973e-5},
            {4.5, 6.795346249460117e-6},
        };
        for (double[] tail : tails) {
            double error = Math.sqrt(tail[1] / DRAWS);
            double above = (DRAWS - rank(tail[0])) / (double) DRAWS;
            double below = rank(-tail[0]) / (double) DRAWS;
            assertThat(above + below).as("beyond %s", tail[0]).isCloseTo(tail[1], within(4 * error));
            assertThat(above - below).as("sides of %s", tail[0]).isCloseTo(0, within(4 * error));
        }
    }

    /** sqrt(N) sup |F_N - F| exceeds 2.23 with a probability of 2 exp(-2 2.23^2) = 1e-4. */
    @Test
    void kolmogorovAndSmirnov() {
        double worst = 0;
        for (int i = 0; i < DRAWS; i += 100) {
            worst = Math.max(worst, Math.abs((i + 0.5) / DRAWS - distribution(sorted[i])));
        }
        assertThat(worst * Math.sqrt(DRAWS)).isBetween(0.2, 2.23);
    }

    /** In 100 equal steps of [-4, 4], each count on its own: a wrong layer would show in a few of them. */
    @Test
    void histogram() {
        for (int step = 0; step < 100; step++) {
            double from = -4 + 0.08 * step;
            double p = distribution(from + 0.08) - distribution(from);
            int count = rank(from + 0.08) - rank(from);
            assertThat((double) count)
                    .as("between %.2f and %.2f", from, from + 0.08)
                    .isCloseTo(p * DRAWS, within(4 * Math.sqrt(p * DRAWS)));
        }
    }

    private static int rank(double value) {
        int at = Arrays.binarySearch(sorted, value);
        return at >= 0 ? at : -at - 1;
    }

    /** The normal distribution function, by its series: 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...). */
    private static double distribution(double x) {
        double sum = 0;
        double term = x;
        for (int k = 1; k < 400 && Math.abs(term) > 1e-18; k += 2) {
            sum += term;
            term *= x * x / (k + 2);
        }
        return 0.5 + sum * StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }
}
