package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings side by side have the bits that each has alone. */
class CohortTest {

    /** Holds how the training of a member ended. */
    private record End(Fit fit, RuntimeException failure) {

        static End of(Supplier<Fit> fit) {
            try {
                return new End(fit.get(), null);
            } catch (RuntimeException e) {
                return new End(null, e);
            }
        }
    }

    private static Attention layer(int kind, int n) {
        return switch (kind) {
            case 0 -> AttentionLayer.linear(n);
            case 1 -> AttentionLayer.softmax(n);
            case 2 -> AttentionLayer.softmax(n).scalar();
            case 3 -> AttentionLayer.softmax(n).full().residual();
            case 4 -> AttentionLayer.gaussian(n);
            case 5 -> AttentionLayer.entmax(n, 1.5);
            case 6 -> AttentionLayer.linear(n).full().unmerged(2);
            case 7 -> Heads.of(AttentionLayer.softmax(n), 2);
            case 8 -> LayerStack.of(AttentionLayer.softmax(n), 2);
            default -> AttentionLayer.softmax(n).residual().normalised();
        };
    }

    private static TrainingOptions options(RandomStream random) {
        int epochs = 1 + random.below(4);
        Optimiser optimiser = List.of(
                        new Optimiser.Adam(0.02),
                        new Optimiser.AdamW(0.02, 0.1),
                        new Optimiser.Sgd(0.05, 0.5),
                        new Optimiser.Sgd(0.05, 0.5, true, 0.01),
                        new Lbfgs(0.5, 2))
                .get(random.below(5));
        Schedule schedule = List.of(
                        Decay.NONE,
                        new Decay(0.5, List.of(0.4)),
                        new Schedule.Cosine(0, 2),
                        new Schedule.Linear(0.1, 0))
                .get(random.below(4));
        return new TrainingOptions(
                epochs,
                optimiser.needsAllPrompts() ? 100 : 1 + random.below(40),
                optimiser,
                schedule,
                random.below(2) == 0 ? Optional.empty() : Optional.of(0.1),
                new TreeSet<>(Set.of(random.below(epochs + 1))),
                random.below(3) == 0 ? Optional.of(new Stop(1)) : Optional.empty(),
                WeightsKept.values()[random.below(2)],
                List.of());
    }

    private static TrainingPrompts prompts(RandomStream random, int n, int L, int count, Precision precision) {
        Subspaces task = new Subspaces(n, 2);
        return random.below(2) == 0
                ? TrainingPrompts.fixed(PromptSet.draw(task, count, L, precision, 1, "train", Workers.caller()))
                : TrainingPrompts.fresh(task, count, L, precision, 1);
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachHasTheBitsThatItHasAlone(int seed) {
        RandomStream random = RandomStream.of(seed, "cohort");
        int n = 2 + random.below(16);
        int L = 1 + random.below(70);
        int count = 1 + random.below(45);
        Precision precision = Precision.values()[random.below(2)];
        Kernel kernel = List.of(Kernel.simd(), Kernel.scalar(), Kernel.ojalgo()).get(random.below(3));
        TrainingPrompts train = prompts(random, n, L, count, precision);
        List<PromptSet> tests = IntStream.range(0, 2)
                .mapToObj(
                        i -> PromptSet.draw(new Subspaces(n, 2), 1 + 9 * i, L, precision, i, "test", Workers.caller()))
                .toList();
        Map<Trainer, End> ends = new LinkedHashMap<>();
        Map<Trainer, TrainingState> within = new HashMap<>();
        List<Cohort.Member> members = new ArrayList<>();
        int size = 1 + random.below(7);
        for (int i = 0; i < size; i++) {
            int kind = seed % 2 == 0
                    ? random.below(10)
                    : 1 + random.below(3); // every other time those that share their loads
            Attention start = layer(kind, n).uniform(RandomStream.of(i, "weights"));
            Trainer trainer = new Trainer(
                    "member " + i,
                    start,
                    train,
                    tests.get(random.below(2)),
                    train instanceof TrainingPrompts.Fixed
                            ? options(random)
                            : options(random).with(new Optimiser.Adam(0.02)),
                    BatchOrder.shuffled(seed),
                    kernel,
                    Workers.caller());
            List<TrainingState> states = new ArrayList<>();
            trainer.run(new Follower() {
                @Override
                public void epoch(TrainingState state) {
                    states.add(state);
                }

                @Override
                public void step(Learner learner) {
                    states.add(learner.now());
                }
            });
            within.put(trainer, states.get(random.below(states.size())));
            Optional<TrainingState> from =
                    random.below(3) == 0 ? Optional.of(states.get(random.below(states.size()))) : Optional.empty();
            members.add(new Cohort.Member(trainer, from, _ -> {}, fit -> ends.put(trainer, End.of(fit))));
        }
        Cohort.run(members);
        assertThat(ends).as("seed %d", seed).hasSize(size);
        ends.forEach((trainer, end) -> {
            for (int threads = 1; threads <= 3; threads++) {
                try (Workers workers = Workers.of(threads)) {
                    assertSame(
                            end.fit().state(),
                            trainer.with(workers).run().state(),
                            "seed " + seed + ", " + trainer.trial() + ", " + threads + " threads");
                    assertSame(
                            end.fit().state(),
                            trainer.with(workers)
                                    .resume(within.get(trainer), _ -> {})
                                    .state(),
                            "seed " + seed + ", " + trainer.trial() + ", " + threads + " threads, gone on");
                }
            }
        });
    }

    private static void assertSame(TrainingState actual, TrainingState expected, String what) {
        assertThat(actual.arrays().keySet()).isEqualTo(expected.arrays().keySet());
        actual.arrays()
                .forEach((name, array) -> assertThat(array.doubles())
                        .as(what + ": " + name)
                        .isEqualTo(expected.arrays().get(name).doubles()));
    }

    private static Trainer trainer(String name, PromptSet prompts, Optimiser optimiser, int epochs) {
        return new Trainer(
                name,
                AttentionLayer.softmax(6).uniform(RandomStream.of(name.length(), "weights")),
                prompts,
                prompts.slice(0, 5),
                new TrainingOptions(epochs, 7, optimiser, Decay.NONE),
                BatchOrder.shuffled(2),
                Kernel.chosen(),
                Workers.caller());
    }

    private static final PromptSet PROMPTS =
            PromptSet.draw(new Subspaces(6, 3), 30, 12, Precision.FLOAT64, 1, "p", Workers.caller());

    /** The first overflows in its first epoch, and the second is broken off after its second: neither matters to the others. */
    @Test
    void failuresAreOfTheirOwnMemberAlone() {
        List<Trainer> trainers = List.of(
                trainer("overflowing", PROMPTS, new Optimiser.Sgd(1e300, 0), 4),
                trainer("broken off", PROMPTS, new Optimiser.Adam(0.01), 4),
                trainer("long", PROMPTS, new Optimiser.Adam(0.01), 5),
                trainer("short", PROMPTS, new Optimiser.Adam(0.01), 1));
        Map<String, End> ends = new LinkedHashMap<>();
        List<Cohort.Member> members = new ArrayList<>();
        for (Trainer trainer : trainers) {
            Follower afterEpoch = state -> {
                if (trainer.trial().equals("broken off") && state.epoch() == 2) {
                    throw new CancellationException("enough");
                }
            };
            members.add(new Cohort.Member(
                    trainer, Optional.empty(), afterEpoch, fit -> ends.put(trainer.trial(), End.of(fit))));
        }
        Cohort.run(members);
        assertThat(ends.keySet()).containsExactly("overflowing", "short", "broken off", "long");
        assertThat(ends.get("overflowing").failure())
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("overflowing: ")
                .hasMessageContaining("in epoch 1");
        assertThat(ends.get("broken off").failure())
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        for (Trainer trainer : trainers.subList(2, 4)) {
            assertSame(ends.get(trainer.trial()).fit().state(), trainer.run().state(), trainer.trial());
        }
    }

    /** The thread is interrupted in the second epoch: nothing has ended then, and the thread remains interrupted. */
    @Test
    void anInterruptEndsAll() {
        List<Cohort.Member> members = new ArrayList<>();
        List<Supplier<Fit>> ends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(new Cohort.Member(
                    trainer("m" + "m".repeat(i), PROMPTS, new Optimiser.Adam(0.01), 5),
                    Optional.empty(),
                    state -> {
                        if (state.epoch() == 1) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    ends::add));
        }
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> Cohort.run(members));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ends).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void membersShareTheirVisits(boolean prompts) {
        Trainer first = trainer("first", PROMPTS, new Optimiser.Adam(0.01), 1);
        Trainer second = prompts
                ? trainer("second", PROMPTS.slice(0, 20), new Optimiser.Adam(0.01), 1)
                : new Trainer(
                        "second",
                        first.layer(),
                        first.train(),
                        first.test(),
                        first.options(),
                        BatchOrder.shuffled(3),
                        first.kernel(),
                        first.workers());
        assertThatThrownBy(() -> Cohort.run(List.of(
                        new Cohort.Member(first, Optional.empty(), _ -> {}, _ -> {}),
                        new Cohort.Member(second, Optional.empty(), _ -> {}, _ -> {}))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Cohort: members must have the same prompts, order and kernel, got trainer of ");
    }
}
