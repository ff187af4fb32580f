package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Evaluating a layer allocates as much for 10 prompts as for 400: nothing for each. On the scalar kernels, since the Vector
 * API's objects vanish only once the compiler has seen to them.
 */
class AllocationTest {

    private static final int N = 5;
    private static final PromptSet PROMPTS =
            PromptSet.draw(new Subspaces(N, 3, 2, 1), 400, 21, Precision.FLOAT32, 1, "p", Workers.caller());

    static List<Attention> layers() {
        return Layers.all(N, RandomStream.of(1, "weights"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void nothingForEachPrompt(Attention layer) {
        double[] estimates = new double[PROMPTS.size() * N];
        double[] queryGradient = new double[N];
        double[] gradient = new double[layer.theta().length];
        Pass pass = layer.passOnce(PROMPTS, Kernel.scalar());
        pass.load(layer.theta());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[2];
        for (int repeat = 0; repeat < 3; repeat++) { // the first loads classes
            for (int size = 0; size < 2; size++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int k = 0; k < (size == 0 ? 10 : 400); k++) {
                    pass.forward(k, PROMPTS.queries(), k * N, estimates, k * N);
                    pass.backward(k, queryGradient, gradient, queryGradient);
                }
                bytes[size] = threads.getCurrentThreadAllocatedBytes() - before;
            }
        }
        assertThat(bytes[1] - bytes[0]).as(layer.name()).isLessThan(390);
    }

    /** A formula makes matrices for each prompt. */
    @Test
    void theMeasureCanFail() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Attention allocating =
                Attention.of("mine", N, new double[] {0.3}, (theta, x, q) -> q.multiply(theta[0]));
        double[] estimates = new double[PROMPTS.size() * N];
        long[] bytes = new long[2];
        allocating.estimate(PROMPTS, 0, 10, estimates); // loads classes
        for (int size = 0; size < 2; size++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            allocating.estimate(PROMPTS, 0, size == 0 ? 10 : 400, estimates);
            bytes[size] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(bytes[1] - bytes[0]).isGreaterThan(390 * 40);
    }
}
