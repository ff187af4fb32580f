package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Optimisers on f(w) = (w_1^2 + 10 w_2^2)/2 from (1, -2) end where those of PyTorch do: numbers of PyTorch's definitions, computed in float64
 * by an independent implementation.
 */
class OptimiserTest {

    private static double[] after(int steps, Optimiser optimiser, Optional<Double> clip) {
        double[] w = {1, -2};
        SequencedMap<String, double[]> state = optimiser.start(2);
        TrainingOptions options = new TrainingOptions(1, 1, optimiser, Decay.NONE, clip, new TreeSet<>());
        for (int step = 1; step <= steps; step++) {
            optimiser.step(step, 1, w, options.clipped(new double[] {w[0], 10 * w[1]}), state);
        }
        return w;
    }

    private static void assertEnds(double[] found, double first, double second) {
        assertThat(found).containsExactly(new double[] {first, second}, within(1e-12));
    }

    @Test
    void adamW() {
        assertEnds(
                after(10, new Optimiser.AdamW(0.1, 0.01), Optional.empty()), 0.07169550207456457, -1.0097272727522655);
        assertThat(after(10, new Optimiser.AdamW(0.1, 0), Optional.empty()))
                .as("Adam without weight decay")
                .isEqualTo(after(10, new Optimiser.Adam(0.1), Optional.empty()));
    }

    @Test
    void nesterov() {
        assertEnds(
                after(10, new Optimiser.Sgd(0.05, 0.9, true, 0), Optional.empty()),
                -0.2619924533824272,
                0.032596918625195315);
    }

    /** Weight decay is descent on f + weightDecay |w|^2 / 2: here (1 - rate (1 + decay))^10 and (1 - rate (10 + decay))^10. */
    @Test
    void weightDecay() {
        assertEnds(
                after(10, new Optimiser.Sgd(0.05, 0, false, 0.5), Optional.empty()),
                Math.pow(1 - 0.05 * 1.5, 10),
                -2 * Math.pow(1 - 0.05 * 10.5, 10));
    }

    @Test
    void clipping() {
        assertEnds(after(10, new Optimiser.Sgd(0.05, 0), Optional.of(1.0)), 0.9720528234329662, -1.5007858779429892);
        assertThat(after(10, new Optimiser.Sgd(0.05, 0), Optional.of(1e9)))
                .isEqualTo(after(10, new Optimiser.Sgd(0.05, 0), Optional.empty()));
    }

    @Test
    void lbfgs() {
        assertEnds(after(4, new Lbfgs(1, 10), Optional.empty()), 0.0008167875228535237, 0.0011594039183283108);
        assertThat(after(40, new Lbfgs(1, 2), Optional.empty()))
                .as("a short memory arrives too, and stays where it is flat")
                .containsExactly(new double[] {0, 0}, within(1e-6));
    }

    /** Factors of PyTorch's schedulers by their closed forms. */
    @Test
    void schedules() {
        assertThat(factors(new Schedule.Constant(0), 3)).containsExactly(1, 1, 1);
        assertThat(factors(new Schedule.Linear(0.5, 0), 4)).containsExactly(1, 0.875, 0.75, 0.625);
        assertThat(factors(new Schedule.Cosine(0, 0), 4))
                .containsExactly(new double[] {1, (2 + Math.sqrt(2)) / 4, 0.5, (2 - Math.sqrt(2)) / 4}, within(1e-15));
        assertThat(factors(new Schedule.Cosine(0.2, 2), 4))
                .containsExactly(new double[] {0.5, 1, 1, 0.6}, within(1e-15));
        assertThat(factors(new Schedule.Steps(0.1, List.of(0.5), 2), 6))
                .containsExactly(new double[] {0.5, 1, 1, 1, 0.1, 0.1}, within(1e-15));
        assertThat(factors(new Schedule.Steps(0.1, List.of(0.5), 0), 6))
                .isEqualTo(factors(new Decay(0.1, List.of(0.5)), 6));
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "5, 5", "3, 2"})
    void aWarmUpMayFillATraining(int epochs, int warmup) {
        for (Schedule schedule : List.of(
                new Schedule.Constant(warmup),
                new Schedule.Linear(0, warmup),
                new Schedule.Cosine(0, warmup),
                new Schedule.Steps(0.1, List.of(0.5), warmup))) {
            assertThat(Arrays.stream(factors(schedule, epochs))).allMatch(factor -> factor > 0 && factor <= 1);
        }
    }

    private static double[] factors(Schedule schedule, int epochs) {
        return IntStream.rangeClosed(1, epochs)
                .mapToDouble(epoch -> schedule.during(epoch, epochs))
                .toArray();
    }
}
