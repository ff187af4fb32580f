package icd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.Comparison;
import icd.denoise.Denoiser;
import icd.math.RandomStream;
import icd.task.Instance;
import icd.task.Noise;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Task;
import icd.task.Transform;
import icd.train.Fit;
import icd.train.Training;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** A user's own task and denoiser, in a few lines, wherever built-in ones go. */
class OwnTypesTest {

    /** Tokens at +-c, one pair of each prompt's own. */
    private final Task pairs = Task.of("pairs", 4, 0.1, random -> {
        double[] c = new double[4];
        random.gaussians(c, 0, 4);
        return Instance.of(4, r -> {
            double sign = r.below(2) == 0 ? 1 : -1;
            return new double[] {sign * c[0], sign * c[1], sign * c[2], sign * c[3]};
        });
    });

    /** The context's first token, with the sign of the query. */
    private final Denoiser nearest = Denoiser.of("nearest", (x, q) -> {
        double overlap = x.sliceColumn(0).dot(q);
        return R064Store.FACTORY.copy(x.column(0).multiply(Math.signum(overlap)));
    });

    @Test
    void areCompared() {
        PromptSet prompts = pairs.prompts(200, 10, 1);
        Comparison table = Comparison.of(
                prompts, nearest, Baselines.bayes(), Baselines.bayesBySampling(200), Baselines.pcaProjection());
        assertThat(table.row("bayes").note()).startsWith("Instance.posterior: OwnInstance gives no closed form");
        assertThat(table.row("bayes_by_sampling(200)").msePerDim())
                .isLessThan(table.row("pca_projection").msePerDim());
        assertThat(table.row("nearest").aboveBest()).isGreaterThanOrEqualTo(0);
        // Both know the pair; what is left is the sign, told by a query at distance |c|/sigma_Z = 6 or so.
        assertThat(table.row("nearest").msePerDim()).isLessThan(0.06);
        assertThat(prompts.task()).hasToString("pairs in R^4, isotropicNoise(0.1)");
    }

    @Test
    void areTrainedOnAndTransformed() {
        Fit fit = Training.of(AttentionLayer.softmax(4).identity(1, 1))
                .onFresh(pairs, 100, 10)
                .epochs(10)
                .batch(20)
                .adam(0.05)
                .run();
        assertThat(fit.testLoss()[10]).isLessThan(fit.testLoss()[0]);
        Task warped = pairs.transformed(Transform.random(4, 3, Transform.Target.NEW, RandomStream.of(1, "A")));
        PromptSet prompts = warped.prompts(50, 10, 1);
        double[] estimates = nearest.estimate(prompts);
        assertThat(Math.abs(estimates[0])).isCloseTo(Math.abs(prompts.contexts().get(0, 0, 0)), within(1e-15));
        Task tilted = Task.of("tilted", 4, Noise.spectrum(1, 2, 3, 4), _ -> Instance.of(4, _ -> new double[4]));
        assertThat(tilted.prompts(3, 1, 0).noise(2).trace()).isCloseTo(10, within(1e-13));
    }

    @Test
    void estimateOnePrompt() {
        Prompt prompt = pairs.prompt(10, 1);
        assertThat(nearest.estimate(prompt).doubleValue(2)).isEqualTo(nearest.estimate(pairs.prompts(3, 10, 1))[2]);
        assertThat(nearest.estimate(pairs.prompts(3, 10, 1), 0).doubleValue(2))
                .isEqualTo(nearest.estimate(prompt).doubleValue(2));
    }

    @Test
    void errorsNameWhatIsWrong() {
        Denoiser wrong = Denoiser.of("wrong", (x, q) -> R064Store.FACTORY.make(3, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.estimate(pairs.prompt(2, 0)))
                .withMessage("Denoiser.of(wrong): the estimate must be n x 1 with n = 4, got 3 x 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.of("short", 4, 1, _ -> Instance.of(4, _ -> new double[3]))
                        .prompt(1, 0))
                .withMessage("Instance.of: a token must be of n = 4 numbers, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.of("other", 4, 1, _ -> Instance.of(3, _ -> new double[3]))
                        .prompt(1, 0))
                .withMessage("Task.of: task and instance must be of one dimension, got n = 4 and n = 3");
    }
}
