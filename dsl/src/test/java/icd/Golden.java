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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SequencedMap;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * Arrays of another implementation, and how close ours must come. They are those of {@code resources/golden}, or of the folder
 * that {@code -Dicd.golden=DIR} names: any arrays of the same layout, as the README there says.
 */
public final class Golden {

    private Golden() {}

    private static final String FOLDER = System.getProperty("icd.golden", "");

    /** Whether the arrays are our own. */
    public static boolean isShipped() {
        return FOLDER.isEmpty();
    }

    public static SequencedMap<String, NpyArray> read(String name) {
        if (isShipped()) {
            return shipped(name);
        }
        Path file = Path.of(FOLDER).toAbsolutePath().resolve(name + ".npz");
        assertThat(file).as("golden file, for -Dicd.golden=%s", FOLDER).isRegularFile();
        try {
            return Npz.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of our own files, whatever folder is asked for. */
    public static SequencedMap<String, NpyArray> shipped(String name) {
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
                new Mixtures(n, golden.get("weights").shape()[0])
                        .radius(golden.get("R").value())
                        .weights(golden.get("weights").doubles())
                        .variances(golden.get("variances").doubles())
                        .noiseVariance(noise);
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

    /**
     * Fails unless every number is within a relative tolerance of its own reference, which counts as at least 1e-5 of the
     * largest: cancellation leaves a small one no digits.
     */
    public static void assertEachClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double least = 1e-5 * Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        double worst = 0;
        int where = 0;
        for (int i = 0; i < actual.length; i++) {
            double size = Math.max(Math.abs(expected[i]), least);
            double error = actual[i] == expected[i] ? 0 : Math.abs(actual[i] - expected[i]) / size;
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
        assertThat(distance(actual, expected))
                .as("%s: relative error of the norm", what)
                .isLessThanOrEqualTo(tolerance);
    }

    /** ||difference|| / ||reference||. */
    public static double distance(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference / norm);
    }
}
