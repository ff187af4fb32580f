package icd.task;

import icd.io.NpyArray;
import icd.math.Frame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.store.R064Store;

/**
 * Writes what is known of where prompts came from as named arrays, and reads it back. Another program can compute the Bayes baseline from
 * them, and oracles can be asked again once the prompts are read.
 *
 * <p>Of instances in a subspace (subspaces and spheres) {@code basis} B (N, n, m), whose columns are orthonormal and followed by columns of
 * zeros where m is more than the dimension of a subspace, and its {@code projector} P = B B^T (N, n, n), with {@code sigma0_sq} or
 * {@code R}: one number, or N of them where they differ; of state spaces {@code rho} and {@code context_noise} too. Of mixtures {@code centres} (N, n, K), {@code weights} and {@code variances} (K);
 * these are (N, K) where they are not alike in all prompts, and the last weights are 0 where a prompt has fewer components. Of Gaussian
 * tokens {@code SigmaX} (N, n, n), and {@code mean} (N, n) unless it is 0. Of a user's own tokens {@code tokens} (count, n).
 * {@code sigmaZ_sq} where the noise is isotropic, else {@code SigmaZ} (N, n, n). Where a covariance was made from its axes, these are
 * {@code SigmaX_axes} (N, n, n), a row each, and {@code SigmaX_eigenvalues} (N, n), or the same of {@code SigmaZ}, so that oracles give
 * the same bits. {@code A} (n, n) of transformed prompts, whose instances and noises are those before the transform, with
 * {@code A_target}: 1 where targets are transformed too, else 0. All float64.
 */
final class TruthArrays {

    /** The arrays that are read; the projector is what the basis says. */
    static final List<String> READ = List.of(
            "basis",
            "sigma0_sq",
            "R",
            "rho",
            "context_noise",
            "centres",
            "weights",
            "variances",
            "SigmaX",
            "SigmaX_axes",
            "SigmaX_eigenvalues",
            "mean",
            "tokens",
            "sigmaZ_sq",
            "SigmaZ",
            "SigmaZ_axes",
            "SigmaZ_eigenvalues",
            "A",
            "A_target");

    private TruthArrays() {}

    static SequencedMap<String, NpyArray> of(PromptSet.Truth truth) {
        Instance[] instances = truth.instances();
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        switch (instances[0]) {
            case SpannedInstance _ when all(instances, SpannedInstance.class) -> spanned(instances, arrays);
            case Mixture _ when all(instances, Mixture.class) -> mixtures(instances, arrays);
            case GaussianTokens _ when all(instances, GaussianTokens.class) -> gaussians(instances, arrays);
            case TokenDraws draws
            when Arrays.stream(instances).allMatch(draws::equals) ->
                arrays.put(
                        "tokens",
                        NpyArray.of(draws.prior().centres(), draws.prior().K(), draws.n()));
            default -> {} // of a user's own instance only the code knows what it is
        }
        if (truth.task().noise().isIsotropic()) {
            arrays.put("sigmaZ_sq", NpyArray.scalar(truth.task().noise().variance()));
        } else {
            covariances("SigmaZ", truth.noises(), arrays);
        }
        truth.task().transform().ifPresent(transform -> {
            arrays.put("A", rows(transform.matrix().toRawCopy2D()));
            arrays.put("A_target", NpyArray.scalar(transform.target() == Transform.Target.NEW ? 1 : 0));
        });
        return arrays;
    }

    /**
     * The prompts with the truth that arrays tell; as they are where these tell none.
     *
     * @throws IllegalArgumentException if a shape does not fit the prompts, or numbers make no instance
     */
    static PromptSet read(Map<String, NpyArray> arrays, PromptSet prompts) {
        Optional<Instance[]> instances = instances(arrays, prompts.size(), prompts.n());
        if (instances.isEmpty()) {
            return prompts;
        }
        int n = prompts.n();
        if (arrays.containsKey("sigmaZ_sq")) {
            Noise noise = Noise.isotropic(ofEach("sigmaZ_sq", arrays, 1)[0]);
            return prompts.drawnFrom(new FiledTask(n, noise, transform(arrays, n)), instances.get());
        }
        return arrays.containsKey("SigmaZ")
                ? prompts.drawnFrom(
                        new FiledTask(n, UnknownTask.NOISE, transform(arrays, n)),
                        instances.get(),
                        covariances("SigmaZ", arrays, prompts.size(), n))
                : prompts;
    }

    private static Optional<Instance[]> instances(Map<String, NpyArray> arrays, int size, int n) {
        Instance[] instances = new Instance[size];
        if (arrays.containsKey("basis") && (arrays.containsKey("sigma0_sq") || arrays.containsKey("R"))) {
            int m = last("basis", arrays, size, n);
            double[] bases = arrays.get("basis").doubles();
            String of = arrays.containsKey("sigma0_sq") ? "sigma0_sq" : "R";
            double[] numbers = ofEach(of, arrays, size);
            for (int k = 0; k < size; k++) {
                Frame frame = frame(bases, k * n * m, n, m);
                instances[k] = of.equals("R")
                        ? new Sphere(frame, numbers[k])
                        : arrays.containsKey("rho") && arrays.containsKey("context_noise")
                                ? new StatePath(
                                        frame,
                                        numbers[k],
                                        ofEach("rho", arrays, size)[k],
                                        ofEach("context_noise", arrays, size)[k])
                                : new Subspace(frame, numbers[k]);
            }
            return Optional.of(instances);
        }
        if (arrays.containsKey("centres") && arrays.containsKey("weights") && arrays.containsKey("variances")) {
            int K = last("centres", arrays, size, n);
            double[] centres = arrays.get("centres").doubles();
            double[][] weights = rows("weights", arrays, size, K);
            double[][] variances = rows("variances", arrays, size, K);
            for (int k = 0; k < size; k++) {
                int own = K; // components of this prompt
                while (own > 1 && weights[k][own - 1] == 0) {
                    own--;
                }
                double[] ofPrompt = new double[own * n];
                for (int a = 0; a < own; a++) {
                    for (int i = 0; i < n; i++) {
                        ofPrompt[a * n + i] = centres[(k * n + i) * K + a];
                    }
                }
                instances[k] =
                        new Mixture(n, ofPrompt, Arrays.copyOf(weights[k], own), Arrays.copyOf(variances[k], own));
            }
            return Optional.of(instances);
        }
        if (arrays.containsKey("SigmaX")) {
            Covariance[] sigmas = covariances("SigmaX", arrays, size, n);
            double[][] means = arrays.containsKey("mean") ? rows("mean", arrays, size, n) : new double[size][n];
            for (int k = 0; k < size; k++) {
                instances[k] = new GaussianTokens(means[k], sigmas[k]);
            }
            return Optional.of(instances);
        }
        if (arrays.containsKey("tokens")) {
            int[] shape = arrays.get("tokens").shape();
            shape("tokens", arrays, shape.length == 0 ? 1 : shape[0], n);
            double[] tokens = arrays.get("tokens").doubles();
            Arrays.fill(instances, new TokenDraws(new TokenTable(n, tokens, List.of(), Optional.empty())));
            return Optional.of(instances);
        }
        return Optional.empty();
    }

    /** The covariances of an array; one where neighbours are alike, as each is decomposed. */
    private static Covariance[] covariances(String name, Map<String, NpyArray> arrays, int size, int n) {
        shape(name, arrays, size, n, n);
        double[] numbers = arrays.get(name).doubles();
        boolean hasAxes = arrays.containsKey(name + "_axes") && arrays.containsKey(name + "_eigenvalues");
        if (hasAxes) {
            shape(name + "_axes", arrays, size, n, n);
        }
        double[] axes = hasAxes ? arrays.get(name + "_axes").doubles() : numbers;
        double[][] values = hasAxes ? rows(name + "_eigenvalues", arrays, size, n) : new double[size][n];
        Covariance[] covariances = new Covariance[size];
        for (int k = 0; k < size; k++) {
            int at = k * n * n;
            boolean again = k > 0
                    && Arrays.equals(numbers, at - n * n, at, numbers, at, at + n * n)
                    && Arrays.equals(axes, at - n * n, at, axes, at, at + n * n)
                    && Arrays.equals(values[k - 1], values[k]);
            covariances[k] = again
                    ? covariances[k - 1]
                    : hasAxes
                            ? ofAxes(name, matrix(numbers, at, n, n, n), matrix(axes, at, n, n, n), values[k])
                            : Covariance.of(matrix(numbers, at, n, n, n));
        }
        return covariances;
    }

    /** @param axes one in each row */
    private static Covariance ofAxes(String name, R064Store sigma, R064Store axes, double[] values) {
        Covariance covariance = Covariance.of(Frame.of(axes.transpose().collect(R064Store.FACTORY)), values);
        double most = 1e-9 * covariance.trace();
        for (int i = 0; i < sigma.getRowDim(); i++) {
            for (int j = 0; j < sigma.getColDim(); j++) {
                double given = sigma.doubleValue(i, j);
                if (!(Math.abs(covariance.get(i, j) - given) <= most)) {
                    throw new IllegalArgumentException(name + " must be what " + name + "_axes and " + name
                            + "_eigenvalues make, " + covariance.get(i, j) + " in row " + i + " and column " + j
                            + ", got " + given);
                }
            }
        }
        return covariance;
    }

    /** A row for each prompt, of an array that has one for all or N. */
    private static double[][] rows(String name, Map<String, NpyArray> arrays, int size, int length) {
        NpyArray array = arrays.get(name);
        boolean one = array.shape().length == 1;
        if (one) {
            shape(name, arrays, length);
        } else {
            shape(name, arrays, size, length);
        }
        double[] numbers = array.doubles();
        double[][] rows = new double[size][];
        for (int k = 0; k < size; k++) {
            rows[k] = one ? numbers : Arrays.copyOfRange(numbers, k * length, (k + 1) * length);
        }
        return rows;
    }

    private static Optional<Transform> transform(Map<String, NpyArray> arrays, int n) {
        if (!arrays.containsKey("A")) {
            return Optional.empty();
        }
        shape("A", arrays, n, n);
        boolean isNew = arrays.containsKey("A_target") && ofEach("A_target", arrays, 1)[0] == 1;
        return Optional.of(Transform.of(
                matrix(arrays.get("A").doubles(), 0, n, n, n), isNew ? Transform.Target.NEW : Transform.Target.OLD));
    }

    /** The columns of a basis before those of zeros. */
    private static Frame frame(double[] bases, int at, int n, int m) {
        int columns = m;
        while (columns > 1 && isZero(bases, at + columns - 1, n, m)) {
            columns--;
        }
        return Frame.of(matrix(bases, at, n, columns, m));
    }

    private static boolean isZero(double[] numbers, int at, int n, int stride) {
        for (int i = 0; i < n; i++) {
            if (numbers[at + i * stride] != 0) {
                return false;
            }
        }
        return true;
    }

    /** @param stride from one row to the next */
    private static R064Store matrix(double[] numbers, int at, int rows, int columns, int stride) {
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, numbers[at + i * stride + j]);
            }
        }
        return matrix;
    }

    /** One number for each prompt, of an array that has one or N. */
    private static double[] ofEach(String name, Map<String, NpyArray> arrays, int size) {
        double[] numbers = arrays.get(name).doubles();
        if (numbers.length != 1 && numbers.length != size) {
            throw new IllegalArgumentException(
                    name + " must be one number or " + size + ", one for each prompt, got " + numbers.length);
        }
        if (numbers.length == size) {
            return numbers;
        }
        double[] all = new double[size];
        Arrays.fill(all, numbers[0]);
        return all;
    }

    private static int last(String name, Map<String, NpyArray> arrays, int size, int n) {
        int[] shape = arrays.get(name).shape();
        if (shape.length != 3 || shape[2] == 0) {
            throw new IllegalArgumentException(
                    name + " must be of shape (N, n, columns), none of them 0, got " + Arrays.toString(shape));
        }
        shape(name, arrays, size, n, shape[2]);
        return shape[2];
    }

    private static void shape(String name, Map<String, NpyArray> arrays, int... expected) {
        int[] shape = arrays.get(name).shape();
        if (!Arrays.equals(shape, expected)) {
            throw new IllegalArgumentException(name + " must be of shape " + Arrays.toString(expected)
                    + " to go with the prompts, got " + Arrays.toString(shape));
        }
    }

    private static void covariances(String name, Covariance[] covariances, SequencedMap<String, NpyArray> arrays) {
        int n = covariances[0].n();
        int size = covariances.length;
        double[] numbers = new double[Math.multiplyExact(size, n * n)];
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    numbers[(k * n + i) * n + j] = covariances[k].get(i, j);
                }
            }
        }
        arrays.put(name, NpyArray.of(numbers, size, n, n));
        if (Arrays.stream(covariances).allMatch(Covariance::hasOwnAxes)) {
            double[] axes = new double[numbers.length];
            double[] values = new double[size * n];
            for (int k = 0; k < size; k++) {
                System.arraycopy(covariances[k].spectrum().axes(), 0, axes, k * n * n, n * n);
                System.arraycopy(covariances[k].spectrum().values(), 0, values, k * n, n);
            }
            arrays.put(name + "_axes", NpyArray.of(axes, size, n, n));
            arrays.put(name + "_eigenvalues", NpyArray.of(values, size, n));
        }
    }

    private static void gaussians(Instance[] instances, SequencedMap<String, NpyArray> arrays) {
        Covariance[] sigmas = Arrays.stream(instances)
                .map(instance -> ((GaussianTokens) instance).covariance())
                .toArray(Covariance[]::new);
        covariances("SigmaX", sigmas, arrays);
        double[] means = Arrays.stream(instances)
                .flatMapToDouble(instance -> Arrays.stream(((GaussianTokens) instance).mean()))
                .toArray();
        if (Arrays.stream(means).anyMatch(mean -> mean != 0)) {
            arrays.put("mean", NpyArray.of(means, instances.length, instances[0].n()));
        }
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
        arrays.put("basis", bases(instances, instances[0].n()));
        if (all(instances, Subspace.class)) {
            arrays.put("sigma0_sq", ofEach(instances, instance -> ((Subspace) instance).variance()));
        } else if (all(instances, StatePath.class)) {
            arrays.put("sigma0_sq", ofEach(instances, instance -> ((StatePath) instance).variance()));
            arrays.put("rho", ofEach(instances, instance -> ((StatePath) instance).rho()));
            arrays.put("context_noise", ofEach(instances, instance -> ((StatePath) instance).contextNoise()));
        } else if (all(instances, Sphere.class)) {
            arrays.put("R", ofEach(instances, instance -> ((Sphere) instance).radius()));
        }
    }

    /** The projectors that the bases say, for programs that would have to compute them; empty where there are no bases. */
    static Optional<NpyArray> projectors(PromptSet.Truth truth) {
        Instance[] instances = truth.instances();
        if (!all(instances, SpannedInstance.class)) {
            return Optional.empty();
        }
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
        return Optional.of(NpyArray.of(projectors, instances.length, n, n));
    }

    private static NpyArray bases(Instance[] instances, int n) {
        int m = Arrays.stream(instances)
                .mapToInt(instance -> ((SpannedInstance) instance).frame().k())
                .max()
                .orElseThrow();
        double[] bases = new double[Math.multiplyExact(instances.length, n * m)];
        for (int k = 0; k < instances.length; k++) {
            Frame frame = ((SpannedInstance) instances[k]).frame();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < frame.k(); j++) {
                    bases[(k * n + i) * m + j] = frame.get(i, j);
                }
            }
        }
        return NpyArray.of(bases, instances.length, n, m);
    }

    /** One number where all instances have the same, else one for each. */
    private static NpyArray ofEach(Instance[] instances, ToDoubleFunction<Instance> number) {
        double[] numbers = Arrays.stream(instances).mapToDouble(number).toArray();
        return Arrays.stream(numbers).distinct().count() == 1
                ? NpyArray.scalar(numbers[0])
                : NpyArray.of(numbers, numbers.length);
    }

    private static void mixtures(Instance[] instances, SequencedMap<String, NpyArray> arrays) {
        int n = instances[0].n();
        int size = instances.length;
        int K = Arrays.stream(instances)
                .mapToInt(instance -> ((Mixture) instance).K())
                .max()
                .orElseThrow();
        double[] centres = new double[Math.multiplyExact(size, n * K)];
        double[] weights = new double[size * K];
        double[] variances = new double[size * K];
        for (int k = 0; k < size; k++) {
            Mixture mixture = (Mixture) instances[k];
            for (int a = 0; a < mixture.K(); a++) {
                for (int i = 0; i < n; i++) {
                    centres[(k * n + i) * K + a] = mixture.centres()[a * n + i];
                }
                weights[k * K + a] = mixture.weights()[a];
                variances[k * K + a] = mixture.variances()[a];
            }
        }
        Mixture first = (Mixture) instances[0];
        boolean alike = alike(instances, first);
        arrays.put("centres", NpyArray.of(centres, size, n, K));
        arrays.put("weights", alike ? NpyArray.of(first.weights(), K) : NpyArray.of(weights, size, K));
        arrays.put("variances", alike ? NpyArray.of(first.variances(), K) : NpyArray.of(variances, size, K));
    }

    private static NpyArray rows(double[][] matrix) {
        double[] flat = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
        return NpyArray.of(flat, matrix.length, matrix.length);
    }
}
