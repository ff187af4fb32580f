package icd.workbench.piece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.workbench.engine.Plan;
import icd.workbench.recipe.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadwayTest {

    private static final String TRIALS = """
            name: r
            data: {n: 4, L: 10, train: 8, test: 2}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 5, batch: 4, seed: 1}
            sweep: {training.seed: [1, 2]}
            """;

    private static List<Piece> plan(String recipe) {
        return Plan.of(Recipe.parse("r", recipe, List.of())).pieces();
    }

    /** A thorough claim takes about ten times as long as a quick one. */
    @Test
    void ofClaims() {
        List<Piece> plan = plan("name: r\nclaims: [lse-hessian, trained-product]");
        Headway headway = new Headway(plan);
        assertThat(headway.share()).isZero();
        assertThat(headway.secondsLeft(1)).isNaN();
        assertThat(headway).hasToString("0/2 claims");
        Piece quick = plan.get(plan.getFirst().id().equals("lse-hessian") ? 0 : 1);
        Piece thorough = plan.get(plan.getFirst() == quick ? 1 : 0);
        headway.accept(new Event.Reused(quick));
        assertThat(headway.share()).isCloseTo(1 / 11.0, within(1e-9));
        assertThat(headway.secondsLeft(1)).as("nothing done now").isNaN();
        headway.accept(new Event.Finished(thorough, 1, ""));
        assertThat(headway.share()).isCloseTo(1, within(1e-12));
        assertThat(headway).hasToString("2/2 claims");
    }

    @Test
    void ofTrialsWhoseBaselinesAreNotCounted() {
        List<Piece> plan = plan(TRIALS);
        Headway headway = new Headway(plan);
        assertThat(headway).hasToString("0/2 trials");
        double work = plan.stream().mapToDouble(Piece::cost).sum();
        headway.accept(new Event.Advanced(plan.getFirst(), 0.4));
        headway.accept(new Event.Advanced(plan.getFirst(), 0.6));
        assertThat(headway.share())
                .as("shares do not add up")
                .isCloseTo(0.6 * plan.getFirst().cost() / work, within(1e-3));
        headway.accept(new Event.Finished(plan.getFirst(), 1, ""));
        assertThat(headway).hasToString("1/2 trials");
        headway.accept(new Event.Finished(plan.getLast(), 1, ""));
        assertThat(plan.getLast().sort()).isEqualTo(Piece.Sort.BASELINES);
        assertThat(headway).hasToString("1/2 trials");
        assertThat(new Headway(plan(TRIALS + "claims: [lse-hessian]\n"))).hasToString("0/3 trials and claims");
    }
}
