package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.Draws;
import icd.Property;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TicksTest {

    private static Ticks covering(double min, double max, int wanted) {
        return LinearTicks.covering(min, max, wanted, t -> true);
    }

    @Property(cases = 1000)
    void ticksCoverTheDataAndAreAboutAsManyAsWanted(Draws draws) {
        double middle = draws.between(-1e9, 1e9);
        double decade = draws.between(-12.0, 12.0);
        int wanted = draws.between(3, 9);
        double half = Math.pow(10, decade);
        Ticks ticks = covering(middle - half, middle + half, wanted);
        double tolerance = 1e-8 * (ticks.high() - ticks.low());
        assertThat(ticks.values().getFirst().doubleValue()).isLessThanOrEqualTo(middle - half + tolerance);
        assertThat(ticks.values().getLast().doubleValue()).isGreaterThanOrEqualTo(middle + half - tolerance);
        assertThat(ticks.low()).isLessThanOrEqualTo(middle - half);
        assertThat(ticks.high()).isGreaterThanOrEqualTo(middle + half);
        assertThat(ticks.values()).hasSizeBetween(2, 2 * wanted);
        assertThat(new HashSet<>(ticks.labels())).hasSameSizeAs(ticks.values());
    }

    @Property(cases = 1000)
    void mostOfTheAxisIsUsed(Draws draws) {
        double min = draws.between(-1000.0, 1000.0);
        double span = draws.between(0.001, 1000.0);
        Ticks ticks = covering(min, min + span, 5);
        assertThat(span / (ticks.high() - ticks.low())).isGreaterThan(0.49);
    }

    @Property(cases = 1000)
    void ticksWithinARangeStayWithinIt(Draws draws) {
        double low = draws.between(-1000.0, 1000.0);
        double span = draws.between(0.001, 1000.0);
        Ticks ticks = LinearTicks.within(low, low + span, 5, t -> true);
        assertThat(ticks.low()).isEqualTo(low);
        assertThat(ticks.high()).isEqualTo(low + span);
        assertThat(ticks.values())
                .hasSizeBetween(2, 10)
                .allSatisfy(v -> assertThat(ticks.fraction(v.doubleValue())).isBetween(-1e-8, 1 + 1e-8));
    }

    @Test
    void labelsHaveAsFewDigitsAsTheyNeed() {
        assertThat(covering(0, 100, 5).labels()).containsExactly("0", "20", "40", "60", "80", "100");
        assertThat(covering(0.3333, 1.3, 4).labels()).containsExactly("0.0", "0.5", "1.0", "1.5");
        assertThat(covering(-1, 1, 5).labels()).containsExactly("−1.0", "−0.5", "0.0", "0.5", "1.0");
        assertThat(covering(0.0275, 0.0297, 5).labels()).first().asString().hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void longNumbersAreDividedByAPowerOfTen() {
        assertThat(covering(0, 3e7, 4).labels()).containsExactly("0", "1", "2", "3");
        assertThat(covering(0, 3e7, 4).unit()).isEqualTo(" (units of 10^{7})");
        assertThat(covering(0, 2e-6, 3).unit()).isEqualTo(" (units of 10^{−6})");
        assertThat(covering(0, 0.02, 3).unit()).isEmpty();
        assertThat(covering(0, 20_000, 3).unit()).isEmpty();
    }

    @Test
    void dataThatDoNotVaryGetAnAxisAllTheSame() {
        for (double value : new double[] {0, 1, -3.5, 1e-300, 1e300, 0.029, Double.MIN_VALUE}) {
            Ticks ticks = covering(value, value, 5);
            assertThat(ticks.fraction(value)).isBetween(0.0, 1.0);
            assertThat(ticks.high()).isGreaterThan(ticks.low());
        }
        Ticks hairsBreadth = covering(1, Math.nextUp(1.0), 5);
        assertThat(new HashSet<>(hairsBreadth.labels())).hasSameSizeAs(hairsBreadth.values());
    }

    @Test
    void labelsThatDoNotFitAreNotChosen() {
        assertThat(LinearTicks.covering(0, 100, 9, t -> t.values().size() <= 3).values())
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void anInfiniteSpanIsRefused() {
        assertThatThrownBy(() -> covering(-Double.MAX_VALUE, Double.MAX_VALUE, 5))
                .hasMessageStartingWith("Axis: data must span a finite range, got -1.79");
    }
}
