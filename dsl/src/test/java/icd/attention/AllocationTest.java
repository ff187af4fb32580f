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
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
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

    /** The bytes that 390 prompts may take together, less than one each. */
    private static final long ALMOST_NOTHING = 390;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long bytes(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** A measure once it is small or has been taken often: the first calls load classes, and vectors are objects until they are compiled. */
    private static long inTheEnd(LongSupplier measure) {
        return LongStream.generate(measure)
                .limit(2000)
                .filter(bytes -> bytes < ALMOST_NOTHING)
                .findFirst()
                .orElseGet(measure);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void estimates(Attention layer) {
        double[] estimates = new double[PROMPTS.size() * N];
        GradientByFormula fused = (GradientByFormula) layer;
        assertThat(inTheEnd(() -> bytes(() -> fused.estimate(PROMPTS, 0, 400, estimates, Kernel.scalar()))
                        - bytes(() -> fused.estimate(PROMPTS, 0, 10, estimates, Kernel.scalar()))))
                .as(layer.name())
                .isLessThan(ALMOST_NOTHING);
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
        assertThat(inTheEnd(() -> bytes(backAndForth))).as(layer.name()).isLessThan(ALMOST_NOTHING);
    }

    /** A formula makes matrices for each prompt. */
    @Test
    void theMeasureCanFail() {
        Attention allocating = Attention.of("mine", N, new double[] {0.3}, (theta, x, q) -> q.multiply(theta[0]));
        double[] estimates = new double[PROMPTS.size() * N];
        allocating.estimate(PROMPTS, 0, 10, estimates);
        long few = bytes(() -> allocating.estimate(PROMPTS, 0, 10, estimates));
        long many = bytes(() -> allocating.estimate(PROMPTS, 0, 400, estimates));
        assertThat(many - few).isGreaterThan(40 * ALMOST_NOTHING);
    }
}
