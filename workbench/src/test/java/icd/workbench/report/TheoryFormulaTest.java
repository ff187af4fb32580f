package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.workbench.recipe.Theory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The formulas against numbers from elsewhere (ORACLES where no other source is named). */
class TheoryFormulaTest {

    private static final Place SUBSPACES = new Place(
            new Subspaces(16, 8, 2, 1),
            Map.of("n", 16.0, "L", 500.0, "d", 8.0, "variance", 2.0, "noise_variance", 1.0));
    private static final Place SPHERES = new Place(
            new Spheres(16, 8, 1, 0.1), Map.of("n", 16.0, "L", 500.0, "d", 8.0, "radius", 1.0, "noise_variance", 0.1));

    private static double at(Theory theory, Place place, Object... more) {
        Map<String, Double> values = new HashMap<>(place.parameters());
        for (int i = 0; i < more.length; i += 2) {
            values.put((String) more[i], ((Number) more[i + 1]).doubleValue());
        }
        return TheoryFormula.at(theory, new Place(place.task(), values));
    }

    @Test
    void figure4aAtItsContextLengths() {
        assertThat(at(Theory.FINITE_CONTEXT_PRODUCT, SUBSPACES)).isCloseTo(0.327439, within(5e-7));
        assertThat(at(Theory.FINITE_CONTEXT_LOSS, SUBSPACES) / 16).isCloseTo(0.345121, within(5e-7));
        assertThat(at(Theory.FINITE_CONTEXT_LOSS, SUBSPACES, "L", 20) / 16).isCloseTo(0.540230, within(5e-7));
        assertThat(at(Theory.FINITE_CONTEXT_LOSS, SUBSPACES, "L", 200) / 16).isCloseTo(0.362041, within(5e-7));
        assertThat(at(Theory.ASYMPTOTIC_PRODUCT, SUBSPACES)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(at(Theory.ASYMPTOTIC_PRODUCT, SPHERES)).isCloseTo(1 / (1 / 9.0 + 0.1), within(1e-14));
        assertThat(at(Theory.BAYES_LOSS, SUBSPACES)).isCloseTo(5.33333, within(5e-6));
        assertThat(at(Theory.BAYES_LOSS, SPHERES)).isCloseTo(.46388353, within(5e-9));
        assertThat(at(Theory.ZERO_LOSS, SUBSPACES)).isEqualTo(16);
        assertThat(at(Theory.ZERO_LOSS, SPHERES)).isEqualTo(1);
        Place mixtures =
                new Place(new Mixtures(16, 8, 1, 0.02, 0.1), Map.of("n", 16.0, "variance", 0.02, "radius", 1.0));
        assertThat(at(Theory.ZERO_LOSS, mixtures)).isCloseTo(1.32, within(1e-12));
    }

    @Test
    void scaledIdentitiesAreBestAtTheOptimum() {
        double best = at(Theory.FINITE_CONTEXT_PRODUCT, SUBSPACES, "L", 50);
        double least = at(Theory.FINITE_CONTEXT_LOSS, SUBSPACES, "L", 50);
        assertThat(at(Theory.SCALED_IDENTITY_LOSS, SUBSPACES, "L", 50, "alpha", 0.5, "beta", 2 * best))
                .isCloseTo(least, within(1e-12));
        assertThat(at(Theory.SCALED_IDENTITY_LOSS, SUBSPACES, "L", 50, "alpha", 0.4, "beta", 2 * best))
                .isGreaterThan(1.01 * least);
    }

    /** One full step at 1/(sigma_0^2 + sigma_Z^2) is Bayes, many are zero, none is the query. */
    @Test
    void descentOnSubspaces() {
        Object[] start = {"alpha", 1, "beta", 1 / 3.0, "rate", 0.5, "steps", 0};
        assertThat(at(Theory.DESCENT_LOSS, SUBSPACES, start)).isEqualTo(16);
        Object[] one = {"alpha", 1, "beta", 1 / 3.0, "rate", 1, "steps", 1};
        assertThat(at(Theory.DESCENT_LOSS, SUBSPACES, one)).isCloseTo(16 / 3.0, within(1e-12));
        // ORACLES: each further step multiplies the estimate by 2/3
        Object[] three = {"alpha", 1, "beta", 1 / 3.0, "rate", 1, "steps", 3};
        double left = 8 / 27.0;
        assertThat(at(Theory.DESCENT_LOSS, SUBSPACES, three))
                .isCloseTo(8 * (2 * (1 - left) * (1 - left) + left * left), within(1e-12));
        Object[] many = {"alpha", 1, "beta", 1 / 3.0, "rate", 1, "steps", 500};
        assertThat(at(Theory.DESCENT_LOSS, SUBSPACES, many)).isCloseTo(16, within(1e-12));
        // beside the subspace half a step leaves half of the noise: sigma_Z^2 (n - d)/4
        Object[] half = {"alpha", 1, "beta", 1 / 3.0, "rate", 0.5, "steps", 1};
        double inside = 1 - 0.5 / 3;
        assertThat(at(Theory.DESCENT_LOSS, SUBSPACES, half))
                .isCloseTo(8 * (2 * (1 - inside) * (1 - inside) + inside * inside) + 2, within(1e-12));
    }

    /** In one dimension the sphere is a pair of antipodal memories: m = tanh(beta R^2 m). */
    @Test
    void fixedPointOfAntipodalMemories() {
        Place pair = new Place(new Spheres(16, 1, 2, 1), Map.of("d", 0.0, "radius", 2.0, "alpha", 1.0));
        assertThat(at(Theory.FIXED_POINT_NORM, pair, "beta", 1.1 / 4)).isCloseTo(2 * .502941, within(1e-6));
        assertThat(at(Theory.FIXED_POINT_NORM, pair, "beta", 2 / 4.0)).isCloseTo(2 * .957504, within(1e-6));
        assertThat(at(Theory.FIXED_POINT_NORM, pair, "beta", 0.99 / 4)).isZero();
        assertThat(at(Theory.STABILITY_THRESHOLD, pair)).isEqualTo(1 / 4.0);
    }

    /** In three dimensions A is Langevin's function, coth kappa - 1/kappa. */
    @Test
    void fixedPointInThreeDimensions() {
        Place ball = new Place(new Spheres(16, 2, 1, 1), Map.of("d", 2.0, "radius", 1.0));
        double s = at(Theory.FIXED_POINT_NORM, ball, "alpha", 0.8, "beta", 6);
        assertThat(s).isGreaterThan(0.1).isCloseTo(0.8 * (1 / Math.tanh(6 * s) - 1 / (6 * s)), within(1e-10));
        assertThat(at(Theory.STABILITY_THRESHOLD, ball, "alpha", 0.8)).isCloseTo(3 / 0.8, within(1e-12));
        assertThat(at(Theory.FIXED_POINT_NORM, ball, "alpha", 0.8, "beta", 3.74))
                .isZero();
        assertThat(at(Theory.FIXED_POINT_NORM, ball, "alpha", 0.8, "beta", 3.76))
                .isPositive();
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> at(Theory.DESCENT_LOSS, SUBSPACES))
                .hasMessage("theory: rate must be known, got none of it");
    }
}
