package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The losses of Figure 3's oracles from 250,000 draws: to 0.5 %, and to 4 standard errors where a formula is exact. */
class OracleLossTest {

    private static final int CHUNKS = 5;
    private static final int CHUNK = 50_000;

    record Loss(double mse, double error) {

        void is(double expected) {
            assertThat(mse).isCloseTo(expected, within(0.005 * expected));
        }

        void isExactly(double expected) {
            is(expected);
            assertThat(mse).isCloseTo(expected, within(4 * error));
        }
    }

    private static Map<String, Loss> measure(Task task, Denoiser... denoisers) {
        Map<String, Loss> losses = new HashMap<>();
        try (Workers workers = Workers.of(2)) {
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                PromptSet prompts = PromptSet.draw(task, CHUNK, 0, Precision.FLOAT64, chunk, "oracles", workers);
                for (Denoiser denoiser : denoisers) {
                    Score score = Score.of(denoiser, prompts, workers);
                    double error = score.standardError() * task.n() / CHUNKS;
                    losses.merge(
                            denoiser.name(),
                            new Loss(score.mse() / CHUNKS, error),
                            (a, b) -> new Loss(a.mse + b.mse, Math.hypot(a.error, b.error)));
                }
            }
        }
        Arrays.stream(denoisers)
                .filter(d -> !d.name().equals("bayes"))
                .forEach(d -> assertThat(losses.get("bayes").mse)
                        .as("Bayes against %s", d)
                        .isLessThan(losses.get(d.name()).mse));
        return losses;
    }

    @Test
    void subspaces() {
        Map<String, Loss> losses = measure(
                new Subspaces(16, 8, 2, 1),
                Baselines.bayes(),
                Baselines.projection(),
                Baselines.zero(),
                Baselines.query());
        losses.get("bayes").isExactly(8 * 2.0 / 3);
        losses.get("projection").isExactly(8);
        losses.get("zero").isExactly(16);
        losses.get("query").isExactly(16);
    }

    @Test
    void spheres() {
        Map<String, Loss> losses = measure(
                new Spheres(16, 8, 1, 0.1),
                Baselines.bayes(),
                Baselines.projectionToSphere(),
                Baselines.projection(),
                Baselines.zero(),
                Baselines.query());
        losses.get("bayes").isExactly(new Spheres(16, 8).bayesLoss().getAsDouble());
        losses.get("projection_to_sphere").isExactly(new Spheres(16, 8).loss(r -> 1));
        losses.get("projection").isExactly(9 * 0.1);
        assertThat(losses.get("zero").mse).isCloseTo(1, within(1e-12)); // no spread: |x| = R
        losses.get("query").isExactly(1.6);
        assertThat(losses.get("bayes").mse / 16).isCloseTo(0.02899, within(1e-4));
    }

    @Test
    void mixtures() {
        Map<String, Loss> losses = measure(
                new Mixtures(16, 8, 1, 0.02, 0.1),
                Baselines.bayes(),
                Baselines.zeroVariance(),
                Baselines.zero(),
                Baselines.query());
        losses.get("bayes").is(.36758);
        losses.get("zero_variance").is(.42002);
        losses.get("zero").isExactly(1 + 16 * 0.02);
        losses.get("query").isExactly(1.6);
    }
}
