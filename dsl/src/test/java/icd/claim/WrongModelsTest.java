package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;

import icd.attention.AttentionLayer;
import icd.kernel.Workers;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import org.junit.jupiter.api.Test;

/** Claims about models do not hold of models that are wrong inside: by a factor, off the sphere, by an order. */
class WrongModelsTest {

    private static Outcome converges(Task task, AttentionLayer layer) {
        return Claim.asPrinted(
                        "test",
                        "test",
                        "the layer tends to the Bayes estimate as 1/sqrt L",
                        Limit.power("L", -0.5, lab -> ConvergenceClaims.scaling(lab, task, layer)),
                        "test",
                        Cost.QUICK)
                .check()
                .outcome();
    }

    @Test
    void theoremThreeOneIsAboutSpheresAndOneTemperature() {
        Spheres spheres = new Spheres(6, 3, 1, 0.5);
        assertThat(converges(spheres, Layers.softmax(6, 1, 2))).isEqualTo(Outcome.HOLDS);
        assertThat(converges(spheres, Layers.softmax(6, 1, 4))).as("2 beta").isEqualTo(Outcome.FAILS);
        assertThat(converges(spheres, Layers.softmax(6, 2, 2))).as("2 alpha").isEqualTo(Outcome.FAILS);
        assertThat(converges(spheres, Layers.softmax(6, 1, -2))).as("-beta").isEqualTo(Outcome.FAILS);
        assertThat(converges(new Subspaces(6, 3, 0.5, 0.5), Layers.softmax(6, 1, 2)))
                .as("norms differ")
                .isEqualTo(Outcome.FAILS);
        assertThat(converges(new Subspaces(6, 3, 2, 1), Layers.linear(6, 1, 0.5)))
                .as("1/sigma_0^2")
                .isEqualTo(Outcome.FAILS);
    }

    /** A neighbouring order of the Bessel functions is visible to the quadrature. */
    @Test
    void besselOrders() {
        for (int d : new int[] {1, 3, 8}) {
            double right = icd.math.Bessel.ratio((d - 1) / 2.0, 2);
            double wrong = icd.math.Bessel.ratio(d / 2.0, 2);
            assertThat(Math.abs(SphereClaims.meanCosine(d, 2) - right)).isLessThan(1e-12);
            assertThat(Math.abs(SphereClaims.meanCosine(d, 2) - wrong)).isGreaterThan(0.01);
        }
    }

    /** Proposition 6's bounds are within a factor 40 of what is seen: a bound without its exponential would be broken. */
    @Test
    void concentrationBoundsAreNotVacuous() {
        try (Workers workers = Workers.of(2)) {
            for (String id : new String[] {"partition-bound", "weighted-sum-bound"}) {
                Bound bound = (Bound) Claims.of(id).kind();
                for (Coverage coverage : bound.measure().of(new Laboratory(id, workers))) {
                    assertThat(coverage.slack()).as(coverage.what()).isBetween(1.0, 40.0);
                }
            }
        }
    }
}
