package icd;

import static org.assertj.core.api.Assertions.assertThat;

import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.math.Frame;
import icd.task.Instance;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Sphere;
import icd.task.Spheres;
import icd.task.Subspace;
import icd.task.Subspaces;
import icd.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SequencedMap;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/** The arrays of {@code resources/golden}, and how close ours must come. */
public final class Golden {

    private Golden() {}

    public static SequencedMap<String, NpyArray> read(String name) {
        String resource = "/golden/" + name + ".npz";
        try (InputStream in = Golden.class.getResourceAsStream(resource)) {
            assertThat(in).as("golden file %s", resource).isNotNull();
            return Npz.read(in, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The prompts of a case with the instances they were drawn from. */
    public static PromptSet prompts(String kind, Precision precision) {
        SequencedMap<String, NpyArray> golden = read("prompts_" + kind);
        PromptSet prompts = imported(golden, precision);
        int n = prompts.n();
        double noise = golden.get("sigmaZ_sq").value();
        Task task = switch (kind) {
            case "subspace" ->
                new Subspaces(
                        n,
                        (int) golden.get("d").value(),
                        golden.get("sigma0_sq").value(),
                        noise);
            case "sphere" ->
                new Spheres(n, (int) golden.get("d").value(), golden.get("R").value(), noise);
            default ->
                new Mixtures(
                        n, golden.get("weights").shape()[0], golden.get("R").value(), 0.02, noise);
        };
        Instance[] instances = new Instance[prompts.size()];
        for (int k = 0; k < instances.length; k++) {
            instances[k] = switch (task) {
                case Subspaces s -> new Subspace(frame(golden, k, n, s.d()), s.variance());
                case Spheres s -> new Sphere(frame(golden, k, n, s.d() + 1), s.radius());
                default -> mixture(golden, k, n);
            };
        }
        return prompts.drawnFrom(task, instances);
    }

    private static PromptSet imported(SequencedMap<String, NpyArray> golden, Precision precision) {
        int[] shape = golden.get("X").shape();
        double[] x = golden.get("X").doubles();
        TokenStack<?> stack = TokenStack.allocate(precision, shape[0], shape[1], shape[2]);
        for (int k = 0; k < shape[0]; k++) {
            for (int i = 0; i < shape[1]; i++) {
                stack.setRow(k, i, x, (k * shape[1] + i) * shape[2]);
            }
        }
        return PromptSet.of(
                stack, golden.get("query").doubles(), golden.get("target").doubles());
    }

    private static Frame frame(SequencedMap<String, NpyArray> golden, int k, int n, int dimension) {
        double[] projectors = golden.get("projector").doubles();
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(n, true);
        eigen.decompose(R064Store.wrap(Arrays.copyOfRange(projectors, k * n * n, (k + 1) * n * n), n));
        return Frame.of(R064Store.FACTORY.copy(eigen.getV().limits(n, dimension)));
    }

    private static Mixture mixture(SequencedMap<String, NpyArray> golden, int k, int n) {
        double[] given = golden.get("centres").doubles(); // N x n x K
        int components = golden.get("weights").shape()[0];
        double[] centres = new double[components * n];
        for (int a = 0; a < components; a++) {
            for (int i = 0; i < n; i++) {
                centres[a * n + i] = given[(k * n + i) * components + a];
            }
        }
        return new Mixture(
                n,
                centres,
                golden.get("weights").doubles(),
                golden.get("variances").doubles());
    }

    /** Fails unless every number is within a relative tolerance of its own reference. */
    public static void assertEachClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double worst = 0;
        int where = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = actual[i] == expected[i] ? 0 : Math.abs(actual[i] - expected[i]) / Math.abs(expected[i]);
            if (!(error <= worst)) {
                worst = error;
                where = i;
            }
        }
        assertThat(worst)
                .as(
                        "%s: relative error of element %d, got %s, expected %s",
                        what, where, actual[where], expected[where])
                .isLessThanOrEqualTo(tolerance);
    }

    /** Fails unless ||difference|| / ||reference|| is within the tolerance. */
    public static void assertNormClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        assertThat(Math.sqrt(difference / norm))
                .as("%s: relative error of the norm", what)
                .isLessThanOrEqualTo(tolerance);
    }

    /** float64 element by element to 1e-10; float32 to 5e-6 of the norm. */
    public static void assertClose(String what, double[] actual, double[] expected, Precision precision) {
        switch (precision) {
            case FLOAT64 -> assertEachClose(what, actual, expected, 1e-10);
            case FLOAT32 -> assertNormClose(what, actual, expected, 5e-6);
        }
    }
}
