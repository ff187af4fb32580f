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
 * Evaluating a layer allocates as much for 10 prompts as for 400, so it allocates nothing for each prompt. The test
 * uses the scalar kernels, since the Vector API's objects vanish only once the compiler has optimised the code.
 */
class AllocationTest {

    private static final int N = 5;
    private static final PromptSet PROMPTS =
            PromptSet.draw(new Subspaces(N, 3, 2, 1), 400, 21, Precision.FLOAT32, 1, "p", Workers.caller());

    static List<Attention> layers() {
        return Layers.all(N, RandomStream.of(1, "weights"));
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long bytes(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void estimates(Attention layer) {
        double[] estimates = new double[PROMPTS.size() * N];
        GradientByFormula fused = (GradientByFormula) layer;
        long few = 0;
        long many = 0;
        for (int repeat = 0; repeat < 3; repeat++) { // the first loads classes, and normalises the contexts
            few = bytes(() -> fused.estimate(PROMPTS, 0, 10, estimates, Kernel.scalar()));
            many = bytes(() -> fused.estimate(PROMPTS, 0, 400, estimates, Kernel.scalar()));
        }
        assertThat(many - few).as(layer.name()).isLessThan(390);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradients(Attention layer) {
        double[] estimates = new double[PROMPTS.size() * N];
        double[] residual = new double[N];
        double[] queryGradient = new double[N];
        double[] gradient = new double[layer.theta().length];
        Pass pass = layer.pass(PROMPTS, Kernel.scalar());
        pass.load(layer.theta());
        Runnable backAndForth = () -> {
            for (int k = 0; k < 400; k++) {
                pass.forward(k, PROMPTS.queries(), k * N, estimates, k * N);
                pass.backward(k, residual, gradient, queryGradient);
            }
        };
        backAndForth.run();
        assertThat(bytes(backAndForth)).as(layer.name()).isLessThan(390);
    }

    /** A formula makes matrices for each prompt. */
    @Test
    void theMeasureCanFail() {
        Attention allocating = Attention.of("mine", N, new double[] {0.3}, (theta, x, q) -> q.multiply(theta[0]));
        double[] estimates = new double[PROMPTS.size() * N];
        allocating.estimate(PROMPTS, 0, 10, estimates);
        long few = bytes(() -> allocating.estimate(PROMPTS, 0, 10, estimates));
        long many = bytes(() -> allocating.estimate(PROMPTS, 0, 400, estimates));
        assertThat(many - few).isGreaterThan(390 * 40);
    }
}
