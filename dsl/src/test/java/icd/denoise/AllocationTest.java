package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.Transform;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Estimating allocates as much for ten prompts as for a thousand. (But for denoisers from a user's function, whose arguments
 * and results are objects, and for sampling, where each prompt's draws are the instance's to allocate.)
 */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final long LITTLE = 512;
    /** Until the compiler has removed what does not leave its method, such as vectors. */
    private static final long PATIENCE = 10_000_000_000L;

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        Noise tilted = Noise.spectrum(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        Covariance noise = Covariance.of(Covariance.isotropic(6, 0.5).matrix());
        List<Denoiser> ofContexts = List.of(
                Baselines.zero(),
                Baselines.query(),
                Baselines.contextMean(),
                Baselines.pcaProjection(2),
                Baselines.pcaProjection(),
                Baselines.pcaExplaining(0.9),
                Baselines.shrunkPcaProjection(2, 1),
                Baselines.contextGaussian(noise),
                Baselines.empiricalPosterior(1),
                Baselines.empiricalPosterior(noise),
                Baselines.leastSquares(new Subspaces(6, 2).prompts(50, 0, 1)));
        ofContexts.forEach(denoiser -> cases.add(Arguments.of(new Subspaces(6, 2), denoiser)));
        for (Task task : new Task[] {
            new Subspaces(6, 2).d(1, 4),
            new Subspaces(6, 2).noise(tilted),
            new Spheres(6, 2),
            new Mixtures(6, 3).K(2, 5),
            new Mixtures(6, 3).noise(tilted),
            Gaussians.spectrum(3, 2, 1, 0, 0, 1),
            Gaussians.spectrum(3, 2, 1, 0, 0, 1).noise(tilted),
            new Spheres(6, 2)
                    .transformed(Transform.random(6, 5, Transform.Target.NEW, icd.math.RandomStream.of(1, "transform")))
        }) {
            cases.add(Arguments.of(task, Baselines.bayes()));
        }
        cases.add(Arguments.of(new Spheres(6, 2), Baselines.projection()));
        cases.add(Arguments.of(new Spheres(6, 2), Baselines.projectionToSphere()));
        cases.add(Arguments.of(new Mixtures(6, 3), Baselines.zeroVariance()));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingPerPrompt(Task task, Denoiser denoiser) {
        PromptSet prompts = task.prompts(MANY, 12, 1);
        double[] estimates = new double[MANY * 6];
        long few = Long.MAX_VALUE;
        long many = Long.MAX_VALUE;
        long begin = System.nanoTime();
        for (int round = 0; round < 20 || (many - few > LITTLE && System.nanoTime() - begin < PATIENCE); round++) {
            few = Math.min(few, bytes(denoiser, prompts, FEW, estimates));
            many = Math.min(many, bytes(denoiser, prompts, MANY, estimates));
        }
        assertThat(many - few).as("%s of %s", denoiser, task).isLessThanOrEqualTo(LITTLE);
    }

    private static long bytes(Denoiser denoiser, PromptSet prompts, int count, double[] estimates) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        denoiser.estimate(prompts, 0, count, estimates);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
