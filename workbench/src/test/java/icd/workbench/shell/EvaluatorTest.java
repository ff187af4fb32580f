package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EvaluatorTest {

    /**
     * The thread that waits for a job which has taken all memory is the first to run out of it, and must not leave the
     * job running.
     */
    @Test
    void aJobThatLeavesNoMemoryForItsWatchIsEnded() {
        SnippetLoader loader =
                new SnippetLoader(EvaluatorTest.class.getClassLoader(), InterpreterOptions.of(null, null));
        try (Evaluator evaluator = new Evaluator(loader, 0.9)) {
            CountDownLatch never = new CountDownLatch(1);
            Job job = evaluator.run(
                    () -> {
                        never.await();
                        return "done";
                    },
                    () -> {
                        throw new OutOfMemoryError("Java heap space");
                    },
                    () -> false);
            assertThat(job.ending()).isInstanceOfSatisfying(Ending.Halt.class, halt -> {
                assertThat(halt.reason()).isEqualTo(Outcome.Reason.HEAP);
                assertThat(halt.why()).startsWith("the heap is full; ");
            });
            assertThat(job.value()).isNull();
            assertThat(evaluator.run(() -> 42, () -> {}, () -> false).value()).isEqualTo(42);
        }
    }
}
