package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import icd.kernel.TokenStack;
import org.junit.jupiter.api.Test;

class PromptSetErrorsTest {

    @Test
    void errors() {
        Task task = new Subspaces(6, 3, 2, 1);
        PromptSet prompts = task.prompts(3, 2, 1);
        PromptSet none = task.prompts(3, 0, 1);
        assertThatIllegalStateException()
                .isThrownBy(none::contexts)
                .withMessage("PromptSet.contexts: the prompts must have a context, got L = 0 (drawn for oracles only)");
        assertThat(none.slice(1, 3).targets()).hasSize(12);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.prompts(0, 5, 1))
                .withMessage("PromptSet.draw: count must be > 0 and L >= 0, got 0 and 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.prompts(1 << 30, 0, 1))
                .withMessage("PromptSet.draw: count x n must be below 2^31, got 1073741824 x 6; draw several sets"
                        + " instead");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.prompts(20, 1 << 28, 1))
                .withMessage("TokenStack: 16 x n x L must be below 2^31, as so many prompts are in one array, got n = 6"
                        + " and L = 268435456");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> prompts.query(3))
                .withMessage("PromptSet: prompt must be between 0 and 2, got 3");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> prompts.slice(2, 2))
                .withMessage("PromptSet.slice: must have 0 <= from < to <= 3, got from = 2 and to = 2");
        PromptSet imported = PromptSet.of(prompts.contexts(), prompts.queries(), prompts.targets());
        assertThatExceptionOfType(UnknownInstanceException.class)
                .isThrownBy(() -> imported.instance(0))
                .withMessage("PromptSet.instance: the prompts must know the instance they were drawn from, got imported"
                        + " ones; oracles such as bayes and projection need prompts drawn from a task");
        assertThatExceptionOfType(UnknownInstanceException.class)
                .isThrownBy(imported::task)
                .withMessageStartingWith("PromptSet.task: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptSet.of(prompts.contexts(), prompts.queries(), new double[5]))
                .withMessage("PromptSet.of: queries and targets must hold N x n = 3 x 6 numbers, got 18 and 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> imported.drawnFrom(task, prompts.instance(0)))
                .withMessage("PromptSet.drawnFrom: there must be one instance for each of 3 prompts, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> imported.drawnFrom(new Subspaces(7, 3, 2, 1)))
                .withMessage("PromptSet.drawnFrom: task and prompts must be of one dimension, got n = 7 and n = 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenStack<>(new float[5], 1, 2, 3))
                .withMessage("TokenStack: data must be laid out as allocate() does, got 5 numbers for 1 x 2 x 3");
    }
}
