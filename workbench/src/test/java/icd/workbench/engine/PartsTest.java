package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.piece.Contents;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluation that is added to a finished recipe trains nothing, and measures nothing twice. */
class PartsTest {

    private static final String RECIPE = """
            name: parts
            data: {n: 4, L: 10, train: 24, test: 5, fresh: 10}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: %s
            training: {epochs: 8, batch: 10, seed: 1}
            baselines: []
            evaluate: [%s]
            """;

    private static final String SOFTMAX = "{attention: softmax}";
    private static final String SHIFT = "{kind: shift, d: [1, 2], L: [5], prompts: 10}";
    private static final String ERRORS = "{kind: errors}";
    private static final String CONSERVATIVE = "{kind: conservativeness, prompts: 5}";

    @TempDir
    private Path scratch;

    private Store store;
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void open() {
        store = new Store(scratch.resolve("store"));
    }

    private static Recipe recipe(String model, String... evaluations) {
        return Recipe.parse("parts", RECIPE.formatted(model, String.join(", ", evaluations)), List.of());
    }

    private static Piece trial(String model, String... evaluations) {
        return Plan.of(recipe(model, evaluations)).pieces().getFirst();
    }

    private Contents run(Piece piece, Store into, boolean fresh) throws IOException {
        events.clear();
        assertThat(new LocalEngine(1)
                        .execute(
                                List.of(piece),
                                into,
                                new Engine.Options(fresh, false, Duration.ofDays(1)),
                                events::add))
                .isEmpty();
        return into.find(piece.hash()).contents().orElseThrow();
    }

    private boolean hasTrained() {
        return events.stream().anyMatch(Event.Advanced.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SOFTMAX,
                "{attention: linear, weights: scalar}",
                "{attention: softmax, weights: qkv, width: 3}",
                "{attention: softmax, heads: 2, layers: 2}"
            })
    void anotherEvaluationTrainsNothing(String model) throws IOException {
        run(trial(model), store, false);
        assertThat(hasTrained()).isTrue();
        Contents added = run(trial(model, SHIFT), store, false);
        assertThat(hasTrained()).as("the layer is there").isFalse();
        Contents both = run(trial(model, SHIFT, ERRORS), store, false);
        assertThat(hasTrained()).isFalse();
        Contents turned = run(trial(model, ERRORS, SHIFT), store, false);
        Store other = new Store(scratch.resolve("other"));
        assertThat(added).isEqualTo(run(trial(model, SHIFT), other, false));
        assertThat(hasTrained()).isTrue();
        assertThat(both).isEqualTo(run(trial(model, SHIFT, ERRORS), other, false));
        assertThat(turned).isEqualTo(run(trial(model, ERRORS, SHIFT), other, false));
        assertThat(both.files()).containsKeys("trial.json", "metrics.csv", "weights.npz", "shift.csv", "errors.csv");
    }

    /** The store's contents for an evaluation are taken as they are: here they differ. */
    @Test
    void anEvaluationThatIsThereIsNotMeasuredAgain() throws IOException {
        Piece one = trial(SOFTMAX, SHIFT);
        Contents found = run(one, store, false);
        TreeMap<String, byte[]> files = new TreeMap<>(found.files());
        String other = found.text("shift.csv").replaceAll("\\d+\\.\\d+", "7.0");
        files.put("shift.csv", other.getBytes(StandardCharsets.UTF_8));
        store.remove(one.hash());
        store.keep(one, new Contents(files));
        assertThat(run(trial(SOFTMAX, SHIFT, ERRORS, CONSERVATIVE), store, false)
                        .text("shift.csv"))
                .isEqualTo(other);
        assertThat(run(trial(SOFTMAX, ERRORS, CONSERVATIVE), store, false).files())
                .doesNotContainKey("shift.csv");
    }

    @Test
    void freshTakesNoPart() throws IOException {
        run(trial(SOFTMAX, SHIFT), store, false);
        Contents whole = run(trial(SOFTMAX, SHIFT, ERRORS), store, false);
        assertThat(run(trial(SOFTMAX, SHIFT, ERRORS), store, true)).isEqualTo(whole);
        assertThat(hasTrained()).isTrue();
        assertThat(events.stream().filter(event -> event instanceof Event.Advanced advanced && advanced.share() == 1))
                .as("trained once")
                .hasSize(1);
    }

    @Test
    void aDryRunSaysWhatIsThere() throws IOException {
        run(trial(SOFTMAX), store, false);
        assertThat(Forecast.of(recipe(SOFTMAX, SHIFT), store, false))
                .singleElement()
                .hasToString("new: the layer it is made from is there");
        run(trial(SOFTMAX, SHIFT), store, false);
        assertThat(Forecast.of(recipe(SOFTMAX, SHIFT, ERRORS), store, false))
                .singleElement()
                .hasToString("new: 2 of the 3 pieces it is made from are there");
        assertThat(trial(SOFTMAX, SHIFT, ERRORS).withParts().map(Piece::hash).distinct())
                .as("itself, two trials with an evaluation each, and their layer")
                .hasSize(4);
    }
}
