package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.piece.Contents;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that are killed go on where they were, to the bytes of a training that was never killed. */
class CheckpointTest {

    private static final String RECIPE = """
            name: long
            data: {n: 4, L: 10, train: 24, test: 5, fresh: 10}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: %s
            training: {epochs: 8, batch: 10, seed: 1%s}
            baselines: []
            """;

    private static final int DAMAGES = 10 * Integer.getInteger("icd.tenths", 1);

    private static final Engine.Options EVERY_STEP = new Engine.Options(false, false, Duration.ZERO);
    private static final Engine.Options NEVER = new Engine.Options(false, false, Duration.ofDays(1));

    /** As if the process were killed: nothing is done in answer to it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    private Path scratch;

    private Store store;
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void open() {
        store = new Store(scratch.resolve("store"));
    }

    private static Piece trial(String model, String more) {
        return Plan.of(Recipe.parse("long", RECIPE.formatted(model, more), List.of()))
                .pieces()
                .getFirst();
    }

    private static Piece trial() {
        return trial("{attention: softmax}", "");
    }

    private Contents whole(Piece piece) throws IOException {
        Store other = new Store(scratch.resolve("never-killed"));
        assertThat(new LocalEngine(1).execute(List.of(piece), other, NEVER, _ -> {}))
                .isEmpty();
        return other.find(piece.hash()).contents().orElseThrow();
    }

    /** Trains until a number of epochs is done, and no further. Returns whether the thread was left interrupted. */
    private boolean trainUntil(double epoch, Piece piece, Engine.Options options, Runnable ending) {
        Consumer<Event> listener = event -> {
            if (event instanceof Event.Advanced advanced && advanced.share() >= epoch / 8.0) {
                ending.run();
            }
        };
        assertThatThrownBy(() -> new LocalEngine(1).execute(List.of(piece), store, options, listener))
                .isInstanceOfAny(Killed.class, CancellationException.class);
        return Thread.interrupted();
    }

    private static void kill() {
        throw new Killed();
    }

    /** As {@link icd.kernel.Workers#poll} answers an interrupt: the thread remains interrupted. */
    private static void interrupt() {
        Thread.currentThread().interrupt();
        throw new CancellationException();
    }

    /** Runs it to its end and returns the contents that are kept. */
    private Contents complete(Piece piece, Engine.Options options) throws IOException {
        events.clear();
        assertThat(new LocalEngine(1).execute(List.of(piece), store, options, events::add))
                .isEmpty();
        return store.find(piece.hash()).contents().orElseThrow();
    }

    private <E extends Event> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{attention: linear}|",
                "{attention: softmax}|, precision: float64",
                "{attention: softmax, weights: scalar}|, keep: [2, 3, 6]",
                "{attention: linear, weights: scalar}|, optimiser: {kind: sgd, rate: 0.001, momentum: 0.9}",
                "{attention: softmax, heads: 2}|, precision: float64, keep: [1]",
                "{attention: softmax, layers: 2}|, decay: {factor: 0.1, at: [0.5]}",
                "{attention: softmax, layers: 2, norm: rms, context: moves, scales: trained, mlp: 3}|, keep: [2]",
                "{attention: softmax, weights: qkv}|, prompts: fresh",
                "{attention: softmax}|, optimiser: adamw, schedule: {kind: cosine, warmup: 2}, clip: 0.1",
                "{attention: linear}|, optimiser: {kind: sgd, rate: 0.001, momentum: 0.9, nesterov: true}, trained: [W_PV]",
                "{attention: linear}|, optimiser: {kind: sgd, rate: 0.03}, weights_kept: best",
                "{attention: linear}|, optimiser: adam, weights_kept: best, stop: {patience: 8}",
            })
    void aKilledTrainingGoesOnToTheSameBytes(String given) throws IOException {
        String[] parts = given.split("\\|", -1);
        Piece piece = trial(parts[0], parts[1]);
        trainUntil(3, piece, EVERY_STEP, CheckpointTest::kill);
        assertThat(store.checkpoints()).containsExactly(piece.hash());
        trainUntil(6, piece, EVERY_STEP, CheckpointTest::kill);
        assertThat(complete(piece, NEVER)).isEqualTo(whole(piece));
        assertThat(told(Event.Resumed.class))
                .hasSize(1)
                .allMatch(event -> event.from().startsWith("after epoch 6 "));
        assertThat(told(Event.Advanced.class).stream().map(Event.Advanced::share))
                .containsExactly(6 / 8.0, 7 / 8.0, 1.0);
        assertThat(store.checkpoints()).as("removed with the piece kept").isEmpty();
    }

    /** An epoch has three steps. One after the first, one before the last loss, one before the first epoch is over. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "8, 2, 2", "23, 2, 7"})
    void noEpochIsBegunAgain(int steps, int within, int epochs) throws Exception {
        for (String model : List.of("{attention: softmax}", "{attention: linear, weights: qkv}")) {
            Piece piece = trial(model, ", prompts: " + (steps == 8 ? "fresh" : "fixed"));
            trainUntil(epochs + within / 4.0, piece, EVERY_STEP, CheckpointTest::kill);
            assertThat(piece.reached(store.checkpoint(piece.hash()).orElseThrow()))
                    .isEqualTo("after epoch " + epochs + " of 8 and " + within + " of 3 steps of the next");
            assertThat(complete(piece, NEVER)).isEqualTo(whole(piece));
            assertThat(told(Event.Resumed.class))
                    .hasSize(1)
                    .allMatch(event -> event.from().startsWith("after epoch " + epochs + " (step " + steps + ")"));
        }
    }

    @Test
    void anInterruptSavesWhereItIsAndAKillInBetweenDoesNot() throws IOException {
        trainUntil(4, trial(), NEVER, CheckpointTest::kill);
        assertThat(store.checkpoints()).isEmpty();
        assertThat(trainUntil(4, trial(), NEVER, CheckpointTest::interrupt)).isTrue();
        assertThat(complete(trial(), NEVER)).isEqualTo(whole(trial()));
        assertThat(told(Event.Resumed.class))
                .hasSize(1)
                .allMatch(event -> event.from().startsWith("after epoch 4 "));
    }

    @Test
    void anotherTrialDoesNotTakeIt() throws IOException {
        trainUntil(4, trial(), EVERY_STEP, CheckpointTest::kill);
        for (Piece other : List.of(trial("{attention: softmax}", ", keep: [1]"), trial("{attention: linear}", ""))) {
            assertThat(complete(other, NEVER)).isEqualTo(whole(other));
            assertThat(told(Event.Resumed.class)).isEmpty();
        }
        assertThat(store.checkpoints()).containsExactly(trial().hash());
    }

    @Test
    void freshReadsNone() throws IOException {
        trainUntil(4, trial(), EVERY_STEP, CheckpointTest::kill);
        assertThat(complete(trial(), new Engine.Options(true, false, Duration.ofDays(1))))
                .isEqualTo(whole(trial()));
        assertThat(told(Event.Resumed.class)).isEmpty();
        assertThat(store.checkpoints()).isEmpty();
    }

    /** A dry run says where a piece resumes, and whether it can. */
    @Test
    void aForecastSaysFromWhere() throws IOException {
        Recipe recipe = Recipe.parse("long", RECIPE.formatted("{attention: softmax}", ""), List.of());
        trainUntil(4, trial(), EVERY_STEP, CheckpointTest::kill);
        assertThat(Forecast.of(recipe, store, false)).singleElement().hasToString("resumes: after epoch 4 of 8");
        assertThat(Forecast.of(recipe, store, true)).extracting(Forecast::state).containsExactly(Forecast.State.NEW);
        Path file = store.checkpointFile(trial().hash());
        Files.write(file, new byte[] {1, 2, 3});
        assertThat(Forecast.of(recipe, store, false).toString()).contains("new: " + file + " is damaged");
        assertThat(file).as("left where it is").exists();
    }

    /**
     * Flipped bits, cut files, another trial's checkpoint, another version's, or no file: each is named and set aside,
     * and the trial is trained from the start.
     */
    @Test
    void noDamageIsGoneOnFrom() throws IOException {
        Piece other = trial("{attention: linear}", "");
        trainUntil(4, other, EVERY_STEP, CheckpointTest::kill);
        byte[] others = Files.readAllBytes(store.checkpointFile(other.hash()));
        Contents whole = whole(trial());
        SplittableRandom draws = new SplittableRandom(3);
        for (int damage = 0; damage < DAMAGES; damage++) {
            store = new Store(scratch.resolve("store" + damage));
            trainUntil(4, trial(), EVERY_STEP, CheckpointTest::kill);
            Path file = store.checkpointFile(trial().hash());
            byte[] bytes = Files.readAllBytes(file);
            switch (damage % 4) {
                case 0 -> Files.write(file, Arrays.copyOf(bytes, draws.nextInt(bytes.length)));
                case 1 -> Files.write(file, others);
                case 2 -> {
                    Files.delete(file);
                    Files.createDirectories(file.resolve("folder"));
                }
                default -> {
                    bytes[draws.nextInt(bytes.length)] ^= (byte) (1 << draws.nextInt(8));
                    Files.write(file, bytes);
                }
            }
            assertThat(complete(trial(), NEVER)).as("damage %d", damage).isEqualTo(whole);
            assertThat(told(Event.Resumed.class)).as("damage %d", damage).isEmpty();
            assertThat(told(Event.Warned.class))
                    .as("damage %d", damage)
                    .hasSize(1)
                    .allMatch(event -> event.message().startsWith(file + " is damaged: ")
                            && event.message().contains("; set aside as "));
            try (Stream<Path> aside = Files.list(store.folder().resolve(".damaged"))) {
                assertThat(aside).hasSize(1);
            }
        }
    }

    @Test
    void whatCannotBeSavedStopsNothing() throws IOException {
        Files.createDirectories(store.folder());
        Files.writeString(store.folder().resolve("checkpoints"), "in the way");
        assertThat(complete(trial(), EVERY_STEP)).isEqualTo(whole(trial()));
        assertThat(told(Event.Warned.class))
                .hasSize(1)
                .allMatch(event -> event.message().contains("must be writable, got "));
    }
}
