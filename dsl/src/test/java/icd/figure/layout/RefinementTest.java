package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RefinementTest {

    private static double[][] values(int rows, int columns, double step) {
        double[][] values = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i][j] = at(i * step, j * step);
            }
        }
        return values;
    }

    private static double at(double y, double x) {
        return 3 - 2 * y + y * y + 0.5 * x * x - x * y;
    }

    @Test
    void parabolasAreFollowedToTheEdges() {
        double[][] fine = Refinement.of(values(4, 5, 1), 4);
        assertThat(fine).hasNumberOfRows(13);
        for (int i = 0; i < 13; i++) {
            for (int j = 0; j < 17; j++) {
                assertThat(fine[i][j]).as("%d, %d", i, j).isCloseTo(at(i / 4.0, j / 4.0), within(1e-12));
            }
        }
    }

    @Test
    void fineGridsSmallOnesAndThoseWithGapsAreLeftAlone() {
        assertThat(Refinement.times(values(50, 50, 1))).isEqualTo(3);
        assertThat(Refinement.times(values(5, 500, 1))).isEqualTo(4);
        assertThat(Refinement.times(values(200, 150, 1))).isEqualTo(1);
        assertThat(Refinement.times(values(2, 50, 1))).isEqualTo(1);
        double[][] gap = values(50, 50, 1);
        gap[3][4] = Double.NaN;
        assertThat(Refinement.times(gap)).isEqualTo(1);
    }
}
