package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Score;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings as they are typed: what they default to, fresh prompts, interruption, going on. */
class TrainingTest {

    private static final int N = 6;
    private static final Subspaces TASK = new Subspaces(N, 3);

    private final Attention layer = AttentionLayer.softmax(N).identity(1, 1);
    private final PromptSet prompts = TASK.prompts(60, 20, 1);

    private Training training() {
        return Training.of(layer).on(prompts.split(0.8)).epochs(6).batch(10).seed(3);
    }

    /** With the same seeds the shell has the first weights and the order of the trainer that recipes use, and so its bits. */
    @Test
    void isTheTrainerOfRecipes() {
        Fit fit = training().keep(0, 4).run();
        TrainingOptions options =
                new TrainingOptions(6, 10, new Optimiser.Adam(0.01), Decay.PUBLISHED, new TreeSet<>(Set.of(0, 4)));
        Attention start = AttentionLayer.softmax(N).uniform(RandomStream.of(3, "weights"));
        Trainer trainer = new Trainer(
                "trial",
                start,
                prompts.slice(0, 48),
                prompts.slice(48, 60),
                options,
                BatchOrder.shuffled(1),
                Kernel.chosen(),
                Workers.caller());
        assertThat(fit.initial().theta()).isEqualTo(start.theta());
        assertThat(fit.model().theta()).isEqualTo(trainer.run().model().theta());
        assertThat(fit.test().size()).isEqualTo(12);
        assertThat(fit.kept().keySet()).containsExactly(0, 4);
        assertThat(fit.testLoss()[6])
                .isCloseTo(Score.of(fit.model(), fit.test(), Workers.caller()).msePerDim(), within(1e-14));
        AttentionLayer scalar = AttentionLayer.linear(N).scalar().identity(9, 9);
        RandomStream random = RandomStream.of(3, "weights");
        double bound = 1 / Math.sqrt(N);
        assertThat(Training.of(scalar)
                        .on(prompts, prompts)
                        .epochs(1)
                        .seed(3)
                        .run()
                        .initial()
                        .theta())
                .containsExactly(random.uniform(-bound, bound), random.uniform(-bound, bound));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLayerAloneHasTheBitsOfTheFit(int threads) {
        for (Training each : List.of(
                training(),
                Training.of(layer).onFresh(TASK, 30, 20).epochs(3).batch(7),
                training().lbfgs(0.5).only("W_PV"))) {
            assertThat(each.threads(threads).model().theta())
                    .isEqualTo(each.run().model().theta());
        }
    }

    @Test
    void theLayerAloneCannotEndByLosses() {
        for (Training each : List.of(training().patience(2), training().keepBest())) {
            assertThatIllegalStateException()
                    .isThrownBy(each::model)
                    .withMessage("Training.model: patience and keepBest need losses; say run().model()");
        }
        assertThatIllegalStateException()
                .isThrownBy(Training.of(layer)::model)
                .withMessageStartingWith("Training.model: there must be prompts to train on");
    }

    /** The prompts were drawn from seed 1, and those that are made by hand from none. */
    @Test
    void theOrderIsThatOfThePromptsUnlessSaidOtherwise() {
        assertThat(training().run().trainer().order()).isEqualTo(BatchOrder.shuffled(1));
        assertThat(training().seed(4).run().trainer().order()).isEqualTo(BatchOrder.shuffled(1));
        assertThat(training().order(OrderedBy.SEED).run().trainer().order()).isEqualTo(BatchOrder.shuffled(3));
        assertThat(training()
                        .order(OrderedBy.SEED)
                        .order(OrderedBy.DATA)
                        .run()
                        .trainer()
                        .order())
                .isEqualTo(BatchOrder.shuffled(1));
        PromptSet imported = PromptSet.of(List.of(prompts.prompt(0), prompts.prompt(3)));
        assertThat(training().on(imported, imported).run().trainer().order()).isEqualTo(BatchOrder.shuffled(3));
        assertThat(training()
                        .onFresh(TASK, 20, 5, Precision.FLOAT64, 9)
                        .run()
                        .trainer()
                        .order())
                .isEqualTo(BatchOrder.shuffled(9));
        assertThat(training().order(OrderedBy.SEED).run().model().theta())
                .isNotEqualTo(training().run().model().theta());
    }

    @Test
    void firstWeightsOfOnesOwn() {
        assertThat(training().ownWeights().run().initial().theta()).isEqualTo(layer.theta());
        Fit normal = training()
                .init((given, random) -> AttentionLayer.linear(given.n()).normal(0.1, random))
                .run();
        assertThat(normal.initial().theta())
                .isEqualTo(AttentionLayer.linear(N)
                        .normal(0.1, RandomStream.of(3, "weights"))
                        .theta());
        assertThat(training().seed(4).run().initial().theta())
                .isNotEqualTo(training().run().initial().theta());
    }

    @Test
    void wordsSetTheOptions() {
        assertThat(Training.of(layer).options()).isEqualTo(TrainingOptions.published(100));
        TrainingOptions options = Training.of(layer)
                .epochs(50)
                .keep(10, 50)
                .epochs(20)
                .batch(7)
                .sgd(0.05, 0.9)
                .decay(0.5, 0.25, 0.75)
                .options();
        assertThat(options)
                .isEqualTo(new TrainingOptions(
                        20,
                        7,
                        new Optimiser.Sgd(0.05, 0.9),
                        new Decay(0.5, List.of(0.25, 0.75)),
                        new TreeSet<>(Set.of(10))));
        assertThat(Training.of(layer).noDecay().options().schedule()).isEqualTo(Decay.NONE);
        assertThat(training().toString())
                .isEqualTo(String.format("training of softmax%n  on 48 prompts of 20 tokens in R^6, float64, " + TASK
                        + "%n  6 epochs, batches of 10, Adam[rate=0.01, beta1=0.9, beta2=0.999, epsilon=1.0E-8], seed"
                        + " 3"));
    }

    /** No prompt comes twice, and each epoch's are the same whenever asked and on any number of threads. */
    @Test
    void freshPromptsAreFresh() {
        TrainingPrompts fresh = TrainingPrompts.fresh(TASK, 40, 5, Precision.FLOAT64, 1);
        Set<Double> seen = new HashSet<>();
        for (int epoch = 1; epoch <= 20; epoch++) {
            PromptSet set = fresh.of(epoch, Workers.caller());
            assertThat(set.size()).isEqualTo(fresh.size()).isEqualTo(40);
            for (int k = 0; k < 40; k++) {
                assertThat(seen.add(set.queries()[k * N])).isTrue();
            }
            try (Workers two = Workers.of(2)) {
                assertThat(fresh.of(epoch, two).contexts()).isEqualTo(set.contexts());
            }
        }
    }

    private Training onFresh() {
        return Training.of(layer)
                .onFresh(TASK, 48, 20, Precision.FLOAT64, 5)
                .epochs(6)
                .batch(10)
                .seed(3)
                .keep(3);
    }

    /** By hand: each epoch on its own set; the loss told is on the next set, which nothing was learnt from. */
    @Test
    void trainsOnFreshPrompts() {
        TrainingPrompts fresh = TrainingPrompts.fresh(TASK, 48, 20, Precision.FLOAT64, 5);
        Fit fit = onFresh().run();
        Fit fixed = onFresh().on(fresh.of(1, Workers.caller()), fit.test()).run();
        assertThat(fit.trainLoss()[0]).isEqualTo(fixed.trainLoss()[0]);
        assertThat(fit.testLoss()[1]).as("the first epoch's set is the same").isEqualTo(fixed.testLoss()[1]);
        assertThat(fit.testLoss()[2]).as("the second's is not").isNotEqualTo(fixed.testLoss()[2]);
        for (int epoch : new int[] {3, 6}) {
            Attention then = epoch == 3 ? fit.kept().get(3) : fit.model();
            PromptSet next = fresh.of(epoch + 1, Workers.caller());
            assertThat(fit.trainLoss()[epoch])
                    .isCloseTo(Score.of(then, next, Workers.caller()).msePerDim(), within(1e-14));
        }
        assertThat(fit.test().queries())
                .doesNotContain(fresh.of(1, Workers.caller()).queries()[0]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameBitsOnAnyThreadsAndAfterAnyBreak(boolean fixed) {
        Training training = fixed ? training() : onFresh();
        List<TrainingState> states = new ArrayList<>();
        Fit whole = training.threads(1).watch(states::add).run();
        assertThat(states).hasSize(6);
        assertThat(training.threads(3).run().model().theta())
                .isEqualTo(whole.model().theta());
        for (TrainingState state : states) {
            Fit broken = new Fit(whole.trainer(), 2, state, true);
            Fit resumed = broken.resume();
            assertThat(resumed.state().theta()).isEqualTo(whole.state().theta());
            assertThat(resumed.trainLoss()).isEqualTo(whole.trainLoss());
            assertThat(resumed.testLoss()).isEqualTo(whole.testLoss());
            assertThat(resumed.interrupted()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anInterruptEndsItWithTheFitSoFar(int threads) {
        Training training = training().threads(threads);
        Fit whole = training.run();
        Fit cut = training.watch(state -> {
                    if (state.epoch() == 4) {
                        Thread.currentThread().interrupt();
                    }
                })
                .run();
        assertThat(Thread.currentThread().isInterrupted()).as("answered").isFalse();
        assertThat(cut.interrupted()).isTrue();
        assertThat(cut.state().epoch()).isEqualTo(4);
        assertThat(cut.testLoss()).isEqualTo(Arrays.copyOf(whole.testLoss(), 5));
        assertThat(cut.toString()).contains("after 4 of 6 epochs (interrupted): train MSE/n ");
        assertThat(cut.resume().model().theta()).isEqualTo(whole.model().theta());
    }

    /** Before anything was done, there is the layer as it was, and everything still to do. */
    @Test
    void anInterruptAtTheStart() {
        Thread.currentThread().interrupt();
        Fit cut = training().run();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(cut.interrupted()).isTrue();
        assertThat(cut.model().theta()).isEqualTo(cut.initial().theta());
        assertThat(cut.trainLoss()).containsExactly(Double.NaN);
        assertThat(cut.toString())
                .endsWith("  no epoch of 6 was finished (interrupted), so there are no losses yet; resume() goes on")
                .doesNotContain("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(cut::plot)
                .withMessageContaining("before an epoch was finished");
        Fit whole = training().run();
        assertThat(Fit.plot(List.of(whole, cut)).note()).contains("#2, of which no epoch was finished.");
        assertThat(cut.resume().state().trainLoss()).isEqualTo(whole.trainLoss());
        assertThat(cut.resume().model().theta()).isEqualTo(whole.model().theta());
    }

    @Test
    void goesOnBeyondItsEpochs() {
        Training constant = training().noDecay();
        Fit longer = constant.run().resume(9);
        assertThat(longer.state().epoch()).isEqualTo(9);
        assertThat(longer.model().theta())
                .isEqualTo(constant.epochs(9).run().model().theta());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> longer.resume(8))
                .withMessage("Fit.resume: epochs must be >= 9, which are done, got 8");
    }

    @Test
    void errors() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Training.of(layer).run())
                .withMessage("Training.run: there must be prompts to train on, got none; say on(train, test) or"
                        + " onFresh(task, count, L)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().threads(0))
                .withMessage("Training.threads: threads must be > 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingPrompts.fresh(TASK, 0, 5, Precision.FLOAT32, 0))
                .withMessage("TrainingPrompts.fresh: count and L must be > 0, got 0 and 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.of(AttentionLayer.linear(5).identity(1, 1))
                        .on(prompts, prompts)
                        .run())
                .withMessage("Losses: layer and prompts must be of one dimension, got n = 5 and n = 6");
    }
}
