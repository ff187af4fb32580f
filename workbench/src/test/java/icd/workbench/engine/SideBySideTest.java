package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that share their prompts are trained side by side: to the bytes, and with the failures, that each has alone. */
class SideBySideTest {

    private static final String RECIPE = """
            name: group
            data: {n: 4, L: 10, train: 24, test: 5, fresh: 10}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: softmax}
            training: {epochs: 4, batch: 10, optimiser: {kind: sgd, rate: 0.1}, seed: 1, prompts: %s}
            sweep:
              model.attention: [linear, softmax]
              training.optimiser.rate: [0.1, 1.0e+300]
              training.seed: [1, 2]
            baselines: []
            """;

    /** As if the process were killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    private Path scratch;

    private static List<Piece> pieces(String prompts) {
        return Plan.of(Recipe.parse("group", RECIPE.formatted(prompts), List.of()))
                .pieces();
    }

    private void assertAsAlone(List<Piece> pieces, Store store, Map<String, String> failures) throws IOException {
        Store other = new Store(scratch.resolve("alone"));
        for (Piece piece : pieces) {
            Map<String, String> failure =
                    new LocalEngine(1).execute(List.of(piece), other, Engine.Options.USUAL, _ -> {});
            assertThat(failures.get(piece.name())).isEqualTo(failure.get(piece.name()));
            assertThat(store.find(piece.hash()).contents())
                    .as(piece.name())
                    .usingRecursiveComparison()
                    .isEqualTo(other.find(piece.hash()).contents());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "fresh"})
    void eachIsKeptOrFailsAsAlone(String prompts) throws IOException {
        List<Piece> pieces = pieces(prompts);
        assertThat(pieces).hasSize(8);
        assertThat(pieces.stream().map(Piece::together).distinct()).hasSize(1);
        for (int threads = 1; threads <= 3; threads++) {
            Store store = new Store(scratch.resolve("store" + threads));
            List<Event> events = Collections.synchronizedList(new ArrayList<>());
            Map<String, String> failures =
                    new LocalEngine(threads).execute(pieces, store, Engine.Options.USUAL, events::add);
            assertThat(failures)
                    .hasSize(4)
                    .allSatisfy((name, why) -> assertThat(why).startsWith(name + ": the loss must stay finite"));
            assertThat(events.stream().filter(Event.Finished.class::isInstance)).hasSize(4);
            assertAsAlone(pieces, store, failures);
        }
    }

    /** Killed in the third epoch of one of them, all go on from their second epoch. */
    @Test
    void whatIsKilledGoesOn() throws IOException {
        List<Piece> pieces = pieces("fixed").stream()
                .filter(piece -> !piece.name().contains("300"))
                .toList();
        assertThat(pieces).hasSize(4);
        Engine.Options everyEpoch = new Engine.Options(false, false, Duration.ZERO);
        Store store = new Store(scratch.resolve("store"));
        assertThatThrownBy(() -> new LocalEngine(1).execute(pieces, store, everyEpoch, event -> {
                    if (event instanceof Event.Advanced(Piece piece, double share)
                            && piece == pieces.getFirst()
                            && share == 0.75) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
        List<Event> events = new ArrayList<>();
        Map<String, String> failures = new LocalEngine(1).execute(pieces, store, everyEpoch, events::add);
        assertThat(failures).isEmpty();
        assertThat(events.stream().filter(Event.Resumed.class::isInstance)).hasSize(4);
        assertAsAlone(pieces, store, failures);
    }

    /** Trials that differ only in their evaluations have one training, in a group as well as alone. */
    @Test
    void aLayerIsTrainedOnce() throws IOException {
        List<Piece> pieces =
                Plan.of(Recipe.parse("group", RECIPE.formatted("fixed") + """
                        cases:
                          none: {evaluate: []}
                          one: {evaluate: [{kind: errors}]}
                          two: {evaluate: [{kind: errors}, {kind: conservativeness, prompts: 5}]}
                        """, List.of())).pieces().stream()
                        .filter(piece -> !piece.name().contains("300"))
                        .toList();
        assertThat(pieces).hasSize(12);
        Store store = new Store(scratch.resolve("store"));
        List<Event> events = new ArrayList<>();
        Map<String, String> failures = new LocalEngine(1).execute(pieces, store, Engine.Options.USUAL, events::add);
        assertThat(failures).isEmpty();
        assertThat(events.stream()
                        .filter(event -> event instanceof Event.Advanced(Piece _, double share) && share == 0.5))
                .as("half-way, once for each of four layers")
                .hasSize(4);
        assertAsAlone(pieces, store, failures);
    }
}
