package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.io.NpyArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static double[] factors(Decay decay, int epochs) {
        double[] factors = new double[epochs];
        for (int epoch = 1; epoch <= epochs; epoch++) {
            factors[epoch - 1] = decay.during(epoch, epochs);
        }
        return factors;
    }

    /**
     * As PyTorch's MultiStepLR with milestones int(fraction * epochs), stepped after each epoch: milestones 5 and 6 of 7
     * epochs, 4 twice of 5, 0 twice of 1 (which then hold from the start).
     */
    @Test
    void milestones() {
        assertThat(factors(Decay.PUBLISHED, 7)).containsExactly(new double[] {1, 1, 1, 1, 1, 0.1, 0.01}, within(1e-17));
        assertThat(factors(Decay.PUBLISHED, 5)).containsExactly(new double[] {1, 1, 1, 1, 0.01}, within(1e-17));
        assertThat(factors(Decay.PUBLISHED, 1)).containsExactly(new double[] {0.01}, within(1e-17));
        assertThat(factors(Decay.NONE, 3)).containsExactly(1, 1, 1);
        double[] hundred = factors(Decay.PUBLISHED, 100);
        assertThat(List.of(hundred[79], hundred[80], hundred[89])).containsExactly(1.0, 0.1, 0.1);
        assertThat(hundred[90]).isCloseTo(0.01, within(1e-17));
    }

    /** floor of the decimal that was written times the epochs, in whole numbers: p = digits / 1000 has floor(digits E / 1000). */
    @Test
    void fractionsAreTheDecimalsThatWereWritten() {
        for (int digits = 1; digits < 1000; digits++) {
            for (int epochs : new int[] {1, 2, 3, 7, 10, 15, 40, 64, 99, 100, 250, 360, 1000, 4096, 9999}) {
                changesAfter(digits / 1000.0, epochs, digits * epochs / 1000);
            }
        }
        changesAfter(0.29, 100, 29);
        changesAfter(0.9, 15, 13);
        for (int parts = 2; parts < 50; parts++) { // a third of 300 epochs is 100, though no decimal is a third
            for (int part = 1; part < parts; part++) {
                changesAfter((double) part / parts, 7 * parts, 7 * part);
            }
        }
    }

    /** The forms that recipes have had so far, whose bits must stay. */
    @Test
    void thePublishedFractionsStayWhatTheyWere() {
        for (int epochs = 1; epochs <= 10_000; epochs++) {
            changesAfter(0.8, epochs, (int) (0.8 * epochs));
            changesAfter(0.9, epochs, (int) (0.9 * epochs));
        }
    }

    private static void changesAfter(double fraction, int epochs, int last) {
        Decay decay = new Decay(0.5, List.of(fraction));
        assertThat(List.of(decay.during(last, epochs), decay.during(last + 1, epochs)))
                .as("%s of %d epochs", fraction, epochs)
                .containsExactly(1.0, 0.5);
    }

    /** One step of Adam is rate * sign(gradient), whatever its size; PyTorch's second is checked by the golden runs. */
    @Test
    void adamsFirstStep() {
        double[] theta = {1, 1};
        Optimiser adam = new Optimiser.Adam(0.01);
        adam.step(1, 0.5, theta, new double[] {1e-3, -1e3}, adam.start(2));
        assertThat(theta).containsExactly(new double[] {1 - 0.005, 1 + 0.005}, within(1e-7));
    }

    @Test
    void keptEpochsCannotBeChangedAfterwards() {
        TreeSet<Integer> keep = new TreeSet<>(Set.of(1));
        TrainingOptions options = new TrainingOptions(3, 1, new Optimiser.Adam(0.01), Decay.NONE, keep);
        keep.add(99);
        assertThat(options.keep()).containsExactly(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> options.keep().add(99));
    }

    @Test
    void errors() {
        Optimiser adam = new Optimiser.Adam(0.01);
        refused(() -> new TrainingOptions(0, 1, adam, Decay.NONE), "TrainingOptions: epochs must be >= 1, got 0");
        refused(() -> new TrainingOptions(1, 0, adam, Decay.NONE), "TrainingOptions: batch must be >= 1, got 0");
        refused(
                () -> new TrainingOptions(3, 1, adam, Decay.NONE, new TreeSet<>(Set.of(0, 4))),
                "TrainingOptions: keep must name epochs from 0 to 3, got [0, 4]");
        refused(() -> new Optimiser.Adam(0), "Adam: rate must be > 0 and finite, got 0.0");
        refused(() -> new Optimiser.Adam(Double.NaN), "Adam: rate must be > 0 and finite, got NaN");
        refused(() -> new Optimiser.Adam(1, 1, 0.9, 1e-8), "Adam: beta1 must be in [0, 1), got 1.0");
        refused(() -> new Optimiser.Adam(1, 0.9, -1, 1e-8), "Adam: beta2 must be in [0, 1), got -1.0");
        refused(() -> new Optimiser.Adam(1, 0.9, 0.9, 0), "Adam: epsilon must be > 0 and finite, got 0.0");
        refused(() -> new Optimiser.Sgd(-1, 0), "Sgd: rate must be > 0 and finite, got -1.0");
        refused(() -> new Optimiser.Sgd(1, 1), "Sgd: momentum must be in [0, 1), got 1.0");
        refused(
                () -> new Optimiser.Sgd(1, 0, true, 0),
                "Sgd: nesterov must be false without momentum, got true where momentum is 0.0");
        refused(() -> new Optimiser.Sgd(1, 0, false, -1), "Sgd: weightDecay must be >= 0 and finite, got -1.0");
        refused(() -> new Optimiser.AdamW(1, Double.NaN), "AdamW: weightDecay must be >= 0 and finite, got NaN");
        refused(() -> new Lbfgs(0, 1), "Lbfgs: rate must be > 0 and finite, got 0.0");
        refused(() -> new Lbfgs(1, 0), "Lbfgs: history must be > 0, got 0");
        refused(() -> new Schedule.Cosine(2, 0), "Cosine: to must be in [0, 1], got 2.0");
        refused(() -> new Schedule.Linear(0, -1), "Linear: warmup must be >= 0, got -1");
        refused(
                () -> new TrainingOptions(1, 1, adam, Decay.NONE, Optional.of(0.0), new TreeSet<>()),
                "TrainingOptions: clip must be > 0, got 0.0");
        refused(() -> new Stop(0), "Stop: patience must be >= 1, got 0");
        refused(() -> new Decay(0, List.of()), "Decay: factor must be in (0, 1], got 0.0");
        refused(() -> new Decay(0.1, List.of(0.9, 0.8)), "Decay: at.1 must ascend, got 0.8 after 0.9");
    }

    @Test
    void statesThatDoNotFit() {
        SequencedMap<String, NpyArray> arrays = TrainingState.start(new Optimiser.Adam(1).start(3), new double[3], 1, 1)
                .arrays();
        refused(
                () -> {
                    SequencedMap<String, NpyArray> less = new LinkedHashMap<>(arrays);
                    less.remove("step");
                    TrainingState.of(less);
                },
                "TrainingState.of: there must be the arrays [epoch, step, theta, train_loss, test_loss, kept_epochs, kept],"
                        + " got [epoch, theta, optimiser_mean, optimiser_square, train_loss, test_loss, kept_epochs, kept]");
        refused(
                () -> with(arrays, "epoch", NpyArray.of(new long[] {4})),
                "TrainingState: trainLoss and testLoss must hold epoch + 1 numbers, got 1 and 1 after epoch 4");
        refused(
                () -> with(arrays, "kept_epochs", NpyArray.of(new long[] {4}, 1)),
                "TrainingState.of: kept must be 1 x 3 to go with kept_epochs and theta, got 0 numbers");
    }

    private static void with(SequencedMap<String, NpyArray> arrays, String name, NpyArray array) {
        SequencedMap<String, NpyArray> changed = new LinkedHashMap<>(arrays);
        changed.put(name, array);
        TrainingState.of(changed);
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action).withMessage(message);
    }
}
