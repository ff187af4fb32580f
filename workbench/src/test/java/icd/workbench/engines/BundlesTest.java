package icd.workbench.engines;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.engine.Plan;
import icd.workbench.piece.Piece;
import icd.workbench.recipe.Recipe;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pieces on the same prompts travel together, in tasks of about the wanted time. */
class BundlesTest {

    private static final String RECIPE = """
            name: bundles
            data: {n: 8, L: 40, train: 200, test: 40, fresh: 100, baseline_draws: 200}
            task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}
            model: {attention: softmax}
            training: {epochs: 30, batch: 20, seed: 1}
            sweep: {data.L: [40, 60, 80], training.seed: [1, 2, 3, 4, 5, 6, 7, 8]}
            claims: [lse-hessian]
            """;

    private final List<Piece> pieces =
            Plan.of(Recipe.parse("bundles", RECIPE, List.of())).pieces();

    private static double cost(List<Piece> bundle) {
        return bundle.stream().mapToDouble(Piece::cost).sum();
    }

    @Test
    void everyPieceIsInOne() {
        for (double wanted : new double[] {0, 1e-3, 0.1, 1, 60, 1e9}) {
            assertThat(Bundles.of(pieces, 1e-9, wanted).stream().flatMap(List::stream))
                    .as("%s s", wanted)
                    .containsExactlyInAnyOrderElementsOf(pieces);
        }
    }

    @Test
    void noneOfSeveralPiecesLastsLongerThanWanted() {
        double wanted = 2.5 * pieces.getFirst().cost();
        List<List<Piece>> bundles = Bundles.of(pieces, 1, wanted);
        assertThat(bundles)
                .hasSizeGreaterThan(8)
                .allSatisfy(bundle -> assertThat(bundle.size() == 1 || cost(bundle) <= wanted * 1.000001)
                        .isTrue());
        assertThat(bundles.stream().mapToDouble(BundlesTest::cost))
                .as("the most expensive first")
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    /** 24 trainings on three sets of prompts: with room for a whole set in each task no set is drawn twice. */
    @Test
    void promptsAreDrawnOnce() {
        List<Piece> trials = pieces.stream()
                .filter(piece -> piece.sort() == Piece.Sort.TRIAL)
                .toList();
        double ofDearest = trials.stream()
                .filter(piece -> piece.id().startsWith("L80"))
                .mapToDouble(Piece::cost)
                .sum();
        List<List<Piece>> bundles = Bundles.of(trials, 1, ofDearest * 1.001);
        assertThat(bundles).hasSize(3);
        Set<Object> drawn = new HashSet<>();
        bundles.forEach(bundle -> assertThat(bundle)
                .extracting(piece -> piece.needs().getFirst())
                .allMatch(bundle.getFirst().needs().getFirst()::equals)
                .first()
                .matches(drawn::add, "in no other task"));
    }

    @Test
    void whatIsShortFillsUp() {
        assertThat(Bundles.of(pieces, 1e-30, 60)).hasSize(1);
    }
}
