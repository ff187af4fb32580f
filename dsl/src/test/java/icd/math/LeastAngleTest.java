package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** cos 4t + a sin 2t has its valleys at pi/4 and 3 pi/4 modulo pi: its slope is (-8 sin 2t + 2a) cos 2t. */
class LeastAngleTest {

    private final DoubleUnaryOperator function = t -> Math.cos(4 * t) + 0.5 * Math.sin(2 * t);

    @Test
    void theLeast() {
        assertThat(LeastAngle.of(function)).isCloseTo(0.75 * Math.PI, within(1e-7));
    }

    @Test
    void allValleysTheDeepestFirst() {
        List<Double> valleys = LeastAngle.valleys(function);
        assertThat(valleys).hasSize(2);
        assertThat(valleys.get(0)).isCloseTo(0.75 * Math.PI, within(1e-7));
        assertThat(valleys.get(1)).isCloseTo(0.25 * Math.PI, within(1e-7));
        assertThat(LeastAngle.valleys(t -> 1)).as("flat ground").isEmpty();
    }

    /** A valley may lie across the end of the period. */
    @Test
    void acrossTheEnd() {
        assertThat(LeastAngle.valleys(t -> -Math.cos(2 * t)))
                .singleElement()
                .satisfies(t -> assertThat(t).isCloseTo(0, within(1e-7)));
    }
}
