package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.claim.Claims;
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

    @Test
    void ofClaims() {
        Headway headway = new Headway(Recipe.parse("r", "name: r\nclaims: [lse-hessian, trained-product]", List.of()));
        assertThat(headway.share()).isZero();
        assertThat(headway.secondsLeft(1)).isNaN();
        assertThat(headway).hasToString("0/2 claims");
        headway.reused(Claims.of("lse-hessian")); // the quick one of the two
        assertThat(headway.share()).isCloseTo(1 / 11.0, within(1e-15));
        assertThat(headway.secondsLeft(1)).as("nothing done now").isNaN();
        headway.finished(Claims.of("trained-product"));
        assertThat(headway.share()).isEqualTo(1);
        assertThat(headway.secondsLeft(1)).isZero();
        assertThat(headway).hasToString("2/2 claims");
        assertThat(headway.reused()).isEqualTo(1);
    }

    @Test
    void ofTrialsAndClaims() {
        Recipe recipe = Recipe.parse("r", TRIALS + "claims: [lse-hessian, sphere-dimension]\n", List.of());
        Headway headway = new Headway(recipe);
        assertThat(headway).hasToString("0/4 trials and claims");
        for (int epoch = 0; epoch < 5; epoch++) {
            headway.epoch(recipe.trials().getFirst());
        }
        headway.finished(recipe.trials().getFirst());
        assertThat(headway.share()).as("one of four").isCloseTo(0.25, within(1e-3));
        assertThat(headway.secondsLeft(2)).as("three more as long").isCloseTo(6, within(0.05));
        headway.finished(Claims.of("lse-hessian"));
        assertThat(headway.share()).isCloseTo(0.5, within(1e-3));
        assertThat(headway).hasToString("2/4 trials and claims");
        assertThat(new Headway(Recipe.parse("r", TRIALS, List.of()))).hasToString("0/2 trials");
    }
}
