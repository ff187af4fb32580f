package icd.task;

import icd.io.NpyArray;
import icd.math.Frame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/**
 * What is known of where prompts came from, as named arrays: what another program needs to compute the Bayes baseline.
 *
 * <p>Of instances in a subspace (subspaces and spheres) {@code projector} P (N, n, n), with {@code sigma0_sq} or {@code R}; of
 * mixtures {@code centres} (N, n, K), {@code weights} and {@code variances} (K). {@code sigmaZ_sq} where the noise is isotropic,
 * and {@code A} (n, n) of transformed prompts, whose instances are those before the transform. All float64; what is not the
 * same for all prompts and should be is left out.
 */
final class TruthArrays {

    private TruthArrays() {}

    static SequencedMap<String, NpyArray> of(PromptSet.Truth truth) {
        Instance[] instances = truth.instances();
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        switch (instances[0]) {
            case SpannedInstance _ when all(instances, SpannedInstance.class) -> spanned(instances, arrays);
            case Mixture first when alike(instances, first) -> mixtures(instances, first, arrays);
            default -> {}
        }
        if (truth.task().noise().isIsotropic()) {
            arrays.put("sigmaZ_sq", NpyArray.scalar(truth.task().noise().variance()));
        }
        truth.task()
                .transform()
                .ifPresent(transform -> arrays.put("A", rows(transform.matrix().toRawCopy2D())));
        return arrays;
    }

    private static boolean all(Instance[] instances, Class<?> type) {
        return Arrays.stream(instances).allMatch(type::isInstance);
    }

    private static boolean alike(Instance[] instances, Mixture first) {
        return Arrays.stream(instances)
                .allMatch(instance -> instance instanceof Mixture mixture
                        && Arrays.equals(mixture.weights(), first.weights())
                        && Arrays.equals(mixture.variances(), first.variances()));
    }

    private static void spanned(Instance[] instances, SequencedMap<String, NpyArray> arrays) {
        int n = instances[0].n();
        double[] projectors = new double[Math.multiplyExact(instances.length, n * n)];
        double[] axis = new double[n];
        for (int k = 0; k < instances.length; k++) {
            Frame frame = ((SpannedInstance) instances[k]).frame();
            for (int i = 0; i < n; i++) {
                axis[i] = 1;
                frame.project(axis, 0, projectors, (k * n + i) * n); // row i, as P is symmetric
                axis[i] = 0;
            }
        }
        arrays.put("projector", NpyArray.of(projectors, instances.length, n, n));
        if (all(instances, Subspace.class)) {
            common("sigma0_sq", Arrays.stream(instances).mapToDouble(s -> ((Subspace) s).variance()), arrays);
        } else if (all(instances, Sphere.class)) {
            common("R", Arrays.stream(instances).mapToDouble(s -> ((Sphere) s).radius()), arrays);
        }
    }

    /** A number that all instances have, or nothing. */
    private static void common(String name, DoubleStream ofEach, SequencedMap<String, NpyArray> arrays) {
        double[] distinct = ofEach.distinct().toArray();
        if (distinct.length == 1) {
            arrays.put(name, NpyArray.scalar(distinct[0]));
        }
    }

    private static void mixtures(Instance[] instances, Mixture first, SequencedMap<String, NpyArray> arrays) {
        int n = first.n();
        int K = first.K();
        double[] centres = new double[Math.multiplyExact(instances.length, n * K)];
        for (int k = 0; k < instances.length; k++) {
            double[] ofPrompt = ((Mixture) instances[k]).centres();
            for (int a = 0; a < K; a++) {
                for (int i = 0; i < n; i++) {
                    centres[(k * n + i) * K + a] = ofPrompt[a * n + i];
                }
            }
        }
        arrays.put("centres", NpyArray.of(centres, instances.length, n, K));
        arrays.put("weights", NpyArray.of(first.weights(), K));
        arrays.put("variances", NpyArray.of(first.variances(), K));
    }

    private static NpyArray rows(double[][] matrix) {
        double[] flat = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
        return NpyArray.of(flat, matrix.length, matrix.length);
    }
}
