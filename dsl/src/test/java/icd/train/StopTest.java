package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.attention.AttentionLayer;
import icd.attention.Parameter;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that end before their last epoch, that leave their best weights, and that train some of their parameters. */
class StopTest {

    private static final int N = 6;
    private static final PromptSet PROMPTS =
            PromptSet.draw(new Subspaces(N, 3), 40, 12, Precision.FLOAT64, 1, "p", Workers.caller());

    private static final PromptSet TRAIN = PROMPTS.slice(0, 8);
    private static final PromptSet TEST = PROMPTS.slice(8, 40);

    /** Eight prompts for 72 weights: the test loss falls at first and then rises. */
    private static Training overfitting() {
        return Training.of(AttentionLayer.linear(N))
                .on(TRAIN, TEST)
                .epochs(200)
                .batch(8)
                .adam(0.03)
                .noDecay()
                .seed(2);
    }

    private static int least(double[] losses) {
        double least = Arrays.stream(losses).min().orElseThrow();
        return IntStream.range(0, losses.length)
                .filter(epoch -> losses[epoch] == least)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void endsOncePatienceIsOver(int patience) {
        Fit whole = overfitting().run();
        Fit stopped = overfitting().patience(patience).run();
        int epochs = stopped.state().epoch();
        assertThat(stopped.stopped()).isTrue();
        assertThat(whole.stopped()).isFalse();
        assertThat(epochs - least(stopped.testLoss())).isEqualTo(patience);
        assertThat(stopped.testLoss()).isEqualTo(Arrays.copyOf(whole.testLoss(), epochs + 1));
        for (int epoch = 0; epoch < epochs; epoch++) {
            int last = epoch;
            assertThat(last - least(Arrays.copyOf(stopped.testLoss(), last + 1)))
                    .as("patience lasts after epoch %d", last)
                    .isLessThan(patience);
        }
        assertThat(stopped.resume().state().theta()).isEqualTo(stopped.state().theta());
        assertThat(stopped).asString().contains("of 200 epochs (stopped: the test loss fell no more): train");
    }

    @Test
    void leavesTheBestWeights() {
        Fit last = overfitting().run();
        int best = least(last.testLoss());
        Fit kept = overfitting().keepBest().keep(best).run();
        assertThat(best).isBetween(1, 199);
        assertThat(kept.modelEpoch()).isEqualTo(best);
        assertThat(kept.model().theta())
                .isEqualTo(kept.kept().get(best).theta())
                .isEqualTo(overfitting().epochs(best).run().model().theta())
                .isNotEqualTo(last.model().theta());
        assertThat(kept.testLoss()).isEqualTo(last.testLoss());
        assertThat(kept).asString().contains("after 200 of 200 epochs, weights of epoch " + best + ": train");
        assertThat(overfitting().keepBest().patience(3).run().modelEpoch()).isLessThanOrEqualTo(best);
    }

    /** The loss before training counts: a rate that makes everything worse leaves the weights as they were. */
    @Test
    void theBestMayBeTheFirst() {
        Fit worse = overfitting()
                .ownWeights()
                .init((layer, _) -> layer.identity(1, 0.25))
                .sgd(0.7, 0)
                .epochs(3)
                .keepBest()
                .run();
        assertThat(least(worse.testLoss())).isZero();
        assertThat(worse.model().theta()).isEqualTo(worse.initial().theta());
    }

    @ParameterizedTest
    @ValueSource(strings = {"W_KQ", "W_PV"})
    void trainsSomeParametersAlone(String name) {
        for (Optimiser optimiser : List.of(
                new Optimiser.AdamW(0.01, 0.1),
                new Optimiser.Sgd(0.05, 0.5, true, 0.1),
                new Optimiser.Sgd(0.05, 0),
                new Lbfgs(0.5, 3))) {
            Fit fit = overfitting().optimiser(optimiser).epochs(4).only(name).run();
            for (Parameter parameter : fit.initial().parameters()) {
                double[] before = fit.initial().matrix(parameter.name()).toRawCopy1D();
                double[] after = fit.model().matrix(parameter.name()).toRawCopy1D();
                assertThat(Arrays.equals(before, after))
                        .as("%s of %s with %s", parameter, name, optimiser)
                        .isEqualTo(!parameter.name().equals(name));
            }
            fit.state()
                    .optimiser()
                    .forEach((array, numbers) ->
                            assertThat(numbers.length % (N * N)).as(array).isEqualTo(array.equals("pairs") ? 1 : 0));
        }
        assertThat(overfitting().only("W_KQ", "W_PV").run().model().theta())
                .isEqualTo(overfitting().run().model().theta());
    }

    /** The loss is quadratic in W_PV, so that one step of descent is known in full: theta - rate gradient of W_PV alone. */
    @Test
    void oneStepIsDownTheGradientOfWhatIsTrained() {
        Fit both = overfitting().sgd(0.05, 0).epochs(1).run();
        Fit one = overfitting().sgd(0.05, 0).epochs(1).only("W_PV").run();
        assertThat(one.model().matrix("W_PV")).isEqualTo(both.model().matrix("W_PV"));
        assertThat(one.model().matrix("W_KQ")).isEqualTo(both.initial().matrix("W_KQ"));
    }

    @Test
    void refusesWhatTheLayerDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> overfitting().only("W_V"))
                .withMessage("TrainingOptions: trained.0 must be one of [W_KQ, W_PV], got W_V");
    }

    /** One of three stops; the others have the bits that they have alone. */
    @Test
    void oneThatStopsLeavesTheOthersAsTheyWere() {
        List<Training> trainings = List.of(
                overfitting(),
                overfitting().patience(2),
                overfitting().adam(0.02).keepBest());
        List<Trainer> trainers =
                trainings.stream().map(each -> each.epochs(60).run().trainer()).toList();
        List<Fit> together = new ArrayList<>();
        Cohort.run(trainers.stream()
                .map(trainer -> new Cohort.Member(
                        trainer.with(Workers.caller()), Optional.empty(), _ -> {}, fit -> together.add(fit.get())))
                .toList());
        assertThat(together.getFirst().stopped()).isTrue();
        assertThat(together.getFirst().state().epoch()).isLessThan(60);
        for (Fit fit : together) {
            assertThat(fit.model().theta())
                    .isEqualTo(fit.trainer().run().model().theta());
        }
    }

    /** Gone on from any epoch, through the arrays of a checkpoint, it ends with the same numbers. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnFromACheckpoint(boolean best) {
        Training training =
                best ? overfitting().patience(4).keepBest() : overfitting().patience(4);
        List<TrainingState> states = new ArrayList<>();
        Fit whole = training.threads(1).watch(states::add).run();
        for (TrainingState state : states) {
            assertThat(state.arrays().containsKey("best")).isEqualTo(best);
            Fit resumed = whole.trainer().resume(TrainingState.of(state.arrays()), _ -> {});
            assertThat(resumed.model().theta()).isEqualTo(whole.model().theta());
            assertThat(resumed.testLoss()).isEqualTo(whole.testLoss());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Learner(
                        (best ? overfitting() : overfitting().keepBest())
                                .epochs(300)
                                .run()
                                .trainer(),
                        states.getFirst()))
                .withMessageStartingWith("Learner: state must be of a training that leaves its ");
    }
}
