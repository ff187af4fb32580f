package icd.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.StateSpace;
import icd.task.Subspaces;
import icd.task.Transform;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** Linear attention on tokens that follow one another, against Wick's sum over pairings, coordinate by coordinate. */
class StateSpaceOptimumTest {

    /** One coordinate of a token k steps back, of the query (0) or of the target (-1). */
    private record Variable(int k, int coordinate) {}

    private static double covariance(StateSpace task, Variable a, Variable b) {
        if (a.coordinate != b.coordinate) {
            return 0;
        }
        int lag = Math.abs(Math.max(a.k, 0) - Math.max(b.k, 0));
        double state = a.coordinate < task.d() ? task.variance() * Math.pow(task.rho(), lag) : 0;
        boolean same = a.k == b.k;
        return state + (same && a.k > 0 ? task.contextNoise() : 0) + (same && a.k == 0 ? task.noiseVariance() : 0);
    }

    /** E of a product: the first with each other, times the rest. */
    private static double moment(StateSpace task, Variable... factors) {
        if (factors.length == 0) {
            return 1;
        }
        double sum = 0;
        for (int other = 1; other < factors.length; other++) {
            double with = covariance(task, factors[0], factors[other]);
            if (with != 0) {
                Variable[] rest = new Variable[factors.length - 2];
                int at = 0;
                for (int i = 1; i < factors.length; i++) {
                    if (i != other) {
                        rest[at++] = factors[i];
                    }
                }
                sum += with * moment(task, rest);
            }
        }
        return sum;
    }

    private static Variable of(int k, int coordinate) {
        return new Variable(k, coordinate);
    }

    @Test
    void againstPairings() {
        for (StateSpace task : new StateSpace[] {
            new StateSpace(3, 2, 1.3, .7, .4, Noise.isotropic(.6)),
            new StateSpace(2, 2, .8, -.6, 0, Noise.isotropic(.3)),
            new StateSpace(3, 1, 2, .9, 1, Noise.isotropic(1))
        }) {
            int L = 3;
            int n = task.n();
            double decay = .35;
            double overlap = 0;
            double quadratic = 0;
            for (int j = 1; j <= L; j++) {
                for (int a = 0; a < n; a++) {
                    for (int b = 0; b < n; b++) {
                        overlap += Math.exp(-decay * j) / L * moment(task, of(-1, a), of(j, a), of(j, b), of(0, b));
                        for (int k = 1; k <= L; k++) {
                            for (int c = 0; c < n; c++) {
                                quadratic += Math.exp(-decay * (j + k))
                                        / L
                                        / L
                                        * moment(task, of(j, a), of(0, a), of(k, b), of(0, b), of(j, c), of(k, c));
                            }
                        }
                    }
                }
            }
            LinearOptimum optimum = LinearOptimum.of(task, L, decay);
            assertThat(optimum.overlap()).isCloseTo(overlap, within(1e-12));
            assertThat(optimum.product()).isCloseTo(overlap / quadratic, within(1e-12));
            assertThat(optimum.loss())
                    .isCloseTo(task.d() * task.variance() - overlap * overlap / quadratic, within(1e-12));
        }
    }

    /** Without correlation and noise of the context it is case 1; a stretch changes the unit alone. */
    @Test
    void knownCases() {
        StateSpace task = new StateSpace(16, 8);
        assertThat(LinearOptimum.of(task.rho(0), 100).loss())
                .isCloseTo(LinearOptimum.of(new Subspaces(16, 8, 2, 1), 100).loss(), within(1e-12));
        Transform twice = Transform.of(
                R064Store.FACTORY.copy(R064Store.FACTORY.makeIdentity(16).multiply(2)), Transform.Target.NEW);
        StateSpace noisy = task.contextNoise(1);
        assertThat(LinearOptimum.of(noisy.transformed(twice), 20).loss())
                .isCloseTo(4 * LinearOptimum.of(noisy, 20).loss(), within(1e-10));
        assertThat(LinearOptimum.ofBestDecay(task.rho(0), 100).decay()).isZero();
    }

    /** The layer of the best decay on drawn prompts has the loss that is said, and blindness costs more. */
    @Test
    void onPrompts() {
        StateSpace task = new StateSpace(6, 3).contextNoise(.5);
        LinearOptimum best = LinearOptimum.ofBestDecay(task, 30);
        assertThat(best.decay()).isGreaterThan(.01);
        assertThat(best.loss()).isLessThan(LinearOptimum.of(task, 30).loss());
        PromptSet prompts = PromptSet.draw(task, 40_000, 30, Precision.FLOAT64, 3, "test", Workers.caller());
        double[] estimates = best.layer().estimate(prompts);
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < prompts.size(); k++) {
            double loss = 0;
            for (int i = 0; i < 6; i++) {
                double error = estimates[6 * k + i] - prompts.targets()[6 * k + i];
                loss += error * error;
            }
            sum += loss;
            squares += loss * loss;
        }
        double mean = sum / prompts.size();
        double error = Math.sqrt((squares / prompts.size() - mean * mean) / prompts.size());
        assertThat(mean).isCloseTo(best.loss(), within(4 * error));
    }
}
