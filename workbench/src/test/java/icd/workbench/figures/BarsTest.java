package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.math.Estimate;
import icd.workbench.result.Repeats;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bars about the mean of 1, 2, 4 and 9: mean 4, sum of squares of the deviations 38, so that the standard deviation is sqrt(38/3). */
class BarsTest {

    private static final List<Estimate> FOUR = List.of(Estimate.of(1), Estimate.of(2), Estimate.of(4), Estimate.of(9));

    private static final Repeats APART =
            new Repeats(List.of(List.of(0), List.of(1), List.of(2), List.of(3)), "4 data sets", List.of());

    @Test
    void barsReachAsFarAsTheirNamesSay() {
        double deviation = Math.sqrt(38 / 3.0);
        assertThat(Bars.RANGE.about(FOUR, APART)).containsExactly(4, 1, 9);
        assertThat(half(Bars.STANDARD_DEVIATION, APART)).isCloseTo(deviation, within(1e-12));
        assertThat(half(Bars.STANDARD_ERROR, APART)).isCloseTo(deviation / 2, within(1e-12));
        assertThat(half(Bars.CI95, APART))
                .as("Student's t with three degrees of freedom, from tables")
                .isCloseTo(3.182446 * deviation / 2, within(1e-5));
    }

    /** Two groups, of 1 and 2 and of 4 and 9: means 1.5 and 6.5, which differ from 4 by 2.5. */
    @Test
    void nestedRepeatsCountByTheirGroups() {
        Repeats nested =
                new Repeats(List.of(List.of(0, 1), List.of(2, 3)), "2 data sets, 2 weight seeds each", List.of());
        assertThat(half(Bars.STANDARD_ERROR, nested)).isCloseTo(2.5, within(1e-12));
        assertThat(Bars.RANGE.about(FOUR, nested)).containsExactly(4, 1, 9);
    }

    @Test
    void oneNumberHasItsOwnErrorForARange() {
        Repeats alone = new Repeats(List.of(List.of(0)), "", List.of());
        List<Estimate> one = List.of(Estimate.of(3, 0.5, 100));
        assertThat(Bars.RANGE.about(one, alone)).containsExactly(3, 2.5, 3.5);
        assertThat(Bars.STANDARD_DEVIATION.about(one, alone)).containsExactly(3, -2, 8);
    }

    private static double half(Bars bars, Repeats repeats) {
        double[] about = bars.about(FOUR, repeats);
        assertThat(about[0]).isEqualTo(4);
        assertThat(about[2] - about[0]).isCloseTo(about[0] - about[1], within(1e-12));
        return about[2] - about[0];
    }
}
