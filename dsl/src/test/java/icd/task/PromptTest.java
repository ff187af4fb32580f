package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import icd.kernel.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** One prompt, prompts of one's own, and splits. */
class PromptTest {

    private final Subspaces task = new Subspaces(3, 2);

    @Test
    void isAViewOfItsSet() {
        PromptSet prompts = task.prompts(5, 7, 1);
        Prompt prompt = prompts.prompt(2);
        assertThat(prompt.n()).isEqualTo(3);
        assertThat(prompt.L()).isEqualTo(7);
        assertThat(prompt.context().doubleValue(1, 6))
                .isEqualTo(prompts.contexts().get(2, 1, 6));
        assertThat(prompt.query().doubleValue(2)).isEqualTo(prompts.queries()[2 * 3 + 2]);
        assertThat(prompt.target().doubleValue(2)).isEqualTo(prompts.targets()[2 * 3 + 2]);
        assertThat(prompt.instance()).isSameAs(prompts.instance(2));
        assertThat(task.prompt(7, 1).query().doubleValue(0)).isEqualTo(prompts.queries()[0]);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prompts.prompt(5));
    }

    private static R064Store column(double... numbers) {
        return R064Store.wrap(numbers);
    }

    @Test
    void ofOnesOwn() {
        R064Store context = R064Store.FACTORY.rows(new double[][] {{1, 2, 3}, {4, 5, 6}});
        Prompt own = Prompt.of(context, column(0.5, -0.25), column(7, 8));
        context.set(0, 0, 99.0);
        assertThat(own.context().doubleValue(0, 0)).isEqualTo(1);
        assertThat(own.context().doubleValue(1, 2)).isEqualTo(6);
        assertThat(own.target().doubleValue(1)).isEqualTo(8);
        assertThat(own).hasToString("prompt of 3 tokens in R^2\n  query  (0.5000, -0.2500)\n  target (7.000, 8.000)");
        Prompt without = Prompt.of(context, column(0.5, -0.25));
        assertThat(without.toString()).endsWith("target unknown");
        assertThatIllegalStateException().isThrownBy(without::target).withMessageStartingWith("Prompt.target: ");
        assertThatExceptionOfType(UnknownInstanceException.class).isThrownBy(own::instance);
        PromptSet set = PromptSet.of(List.of(own, own));
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.precision()).isEqualTo(Precision.FLOAT64);
        assertThat(set.contexts().get(1, 1, 0)).isEqualTo(4);
        assertThat(set.knowsTruth()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prompt.of(context, column(1, 2, 3), column(1, 2)))
                .withMessage("Prompt.of: query must be n x 1 with n = 2, got 3 x 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptSet.of(List.of(own, task.prompt(3, 0))))
                .withMessage("PromptSet.of: prompts must be of one n and L, got 2 and 3, then 3 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptSet.of(List.of()))
                .withMessage("PromptSet.of: there must be a prompt, got none");
    }

    @Test
    void togetherWithTheirTruth() {
        PromptSet prompts = task.prompts(5, 7, 1);
        PromptSet some = PromptSet.of(List.of(prompts.prompt(4), prompts.prompt(1)));
        assertThat(some.contexts())
                .isEqualTo(PromptSet.of(List.of(
                                prompts.slice(4, 5).prompt(0),
                                prompts.slice(1, 2).prompt(0)))
                        .contexts());
        assertThat(some.instance(0)).isSameAs(prompts.instance(4));
        assertThat(some.noise(1)).isSameAs(prompts.noise(1));
        assertThat(some.task()).isEqualTo(task);
        assertThat(some.queries()[3]).isEqualTo(prompts.queries()[3]);
        assertThat(PromptSet.of(List.of(prompts.prompt(0), new Subspaces(3, 1).prompt(7, 1)))
                        .knowsTruth())
                .isFalse();
    }

    @Test
    void splits() {
        PromptSet prompts = task.prompts(10, 7, 1);
        Split split = prompts.split(0.8);
        assertThat(split.train().size()).isEqualTo(8);
        assertThat(split.test().size()).isEqualTo(2);
        assertThat(split.test().queries()[0]).isEqualTo(prompts.queries()[24]);
        assertThat(split.test().instance(1)).isSameAs(prompts.instance(9));
        assertThat(prompts.split(0.999).test().size()).isEqualTo(1);
        assertThat(split)
                .hasToString("8 prompts to train on, 2 to test on: 2 prompts of 7 tokens in R^3, float64, "
                        + "subspaces(3, 2).variance(2.0).noiseVariance(1.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prompts.split(1))
                .withMessage(
                        "PromptSet.split: share must be in (0, 1), and there must be two prompts or more, got 1.0 of"
                                + " 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Split(prompts, new Subspaces(4, 2).prompts(2, 7, 1)))
                .withMessage("Split: train and test must be of one dimension, got n = 3 and n = 4");
    }

    @Test
    void truthOfNoiseThatIsNotIsotropicMustBeGiven() {
        Subspaces orthogonal = task.noise(Noise.orthogonal(1));
        PromptSet prompts = orthogonal.prompts(1, 7, 1);
        PromptSet imported = PromptSet.of(prompts.contexts(), prompts.queries(), prompts.targets());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> imported.drawnFrom(orthogonal, prompts.instance(0)))
                .withMessage("PromptSet.drawnFrom: noises must be given where the task's noise is not isotropic, got"
                        + " orthogonal(1.0) and none");
        PromptSet known = imported.drawnFrom(
                orthogonal, new Instance[] {prompts.instance(0)}, new Covariance[] {prompts.noise(0)});
        assertThat(known.noise(0)).isSameAs(prompts.noise(0));
        assertThatExceptionOfType(UnknownInstanceException.class).isThrownBy(() -> imported.noise(0));
    }
}
