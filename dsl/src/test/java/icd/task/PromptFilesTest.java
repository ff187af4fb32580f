package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import icd.describe.KnownKinds;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.Frame;
import icd.math.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.R064Store;

class PromptFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void roundTrip(Precision precision) throws IOException {
        PromptSet prompts = PromptSet.draw(new Spheres(6, 3, 1, 0.1), 5, 21, precision, 1, "prompts", Workers.caller());
        Path file = folder.resolve("prompts.npz");
        prompts.write(file);
        PromptSet read = PromptSet.read(file);
        assertThat(read.contexts()).isEqualTo(prompts.contexts());
        assertThat(read.queries()).isEqualTo(prompts.queries());
        assertThat(read.targets()).isEqualTo(prompts.targets());
        assertThat(read.precision()).isEqualTo(precision);
        SequencedMap<String, NpyArray> arrays = Npz.read(file);
        assertThat(arrays.get("X").shape()).containsExactly(5, 6, 21);
        assertThat(arrays.get("X").doubles()[(2 * 6 + 3) * 21 + 4]) // no padding between rows
                .isEqualTo(prompts.contexts().get(2, 3, 4));
        assertThat(read).hasToString("5 prompts of 21 tokens in R^6, " + precision + ", a file, with their instances");
    }

    private SequencedMap<String, NpyArray> written(Task task) throws IOException {
        Path file = folder.resolve("truth.npz");
        PromptSet.draw(task, 3, 40, Precision.FLOAT64, 1, "prompts", Workers.caller())
                .write(file);
        return Npz.read(file);
    }

    /** Equation 3 from the arrays alone is the Bayes estimate of the instances. */
    @Test
    void theTruthGivesTheBayesEstimates() throws IOException {
        Task task = new Subspaces(4, 2, 2, 0.5);
        PromptSet prompts = PromptSet.draw(task, 3, 40, Precision.FLOAT64, 1, "prompts", Workers.caller());
        SequencedMap<String, NpyArray> arrays = written(task);
        double[] query = arrays.get("query").doubles();
        double[] projector = arrays.get("projector").doubles();
        double shrink = arrays.get("sigma0_sq").value()
                / (arrays.get("sigma0_sq").value() + arrays.get("sigmaZ_sq").value());
        for (int k = 0; k < 3; k++) {
            R064Store bayes = prompts.instance(k).posteriorMean(prompts.query(k), prompts.noise(k));
            for (int i = 0; i < 4; i++) {
                double estimate = 0;
                for (int j = 0; j < 4; j++) {
                    estimate += shrink * projector[(k * 4 + i) * 4 + j] * query[k * 4 + j];
                }
                assertThat(estimate).isCloseTo(bayes.doubleValue(i), within(1e-12));
            }
        }
    }

    @Test
    void tokensOfASphereLieInItsSubspaceAtItsRadius() throws IOException {
        SequencedMap<String, NpyArray> arrays = written(new Spheres(5, 2, 3, 0.1));
        double[] x = arrays.get("X").doubles();
        double[] projector = arrays.get("projector").doubles();
        for (int k = 0; k < 3; k++) {
            double trace = 0;
            double square = 0;
            for (int i = 0; i < 5; i++) {
                double projected = 0;
                for (int j = 0; j < 5; j++) {
                    projected += projector[(k * 5 + i) * 5 + j] * x[(k * 5 + j) * 40 + 7];
                }
                assertThat(projected).isCloseTo(x[(k * 5 + i) * 40 + 7], within(1e-12));
                square += projected * projected;
                trace += projector[(k * 5 + i) * 5 + i];
            }
            assertThat(trace).isCloseTo(3, within(1e-12));
            assertThat(Math.sqrt(square)).isCloseTo(arrays.get("R").value(), within(1e-12));
        }
        assertThat(arrays.get("sigmaZ_sq").value()).isEqualTo(0.1);
        assertThat(arrays).doesNotContainKeys("sigma0_sq", "A", "centres");
    }

    @Test
    void tokensOfAMixtureWithoutVarianceAreItsCentres() throws IOException {
        SequencedMap<String, NpyArray> arrays = written(new Mixtures(3, 2, 1, 0, 0.1));
        assertThat(arrays.get("centres").shape()).containsExactly(3, 3, 2);
        assertThat(arrays.get("weights").doubles()).containsExactly(0.5, 0.5);
        assertThat(arrays.get("variances").doubles()).containsExactly(0, 0);
        double[] centres = arrays.get("centres").doubles();
        double[] x = arrays.get("X").doubles();
        for (int k = 0; k < 3; k++) {
            for (int t = 0; t < 40; t++) {
                int a = x[k * 3 * 40 + t] == centres[k * 3 * 2] ? 0 : 1;
                for (int i = 0; i < 3; i++) {
                    assertThat(x[(k * 3 + i) * 40 + t]).isEqualTo(centres[(k * 3 + i) * 2 + a]);
                }
            }
        }
    }

    @Test
    void transformedPromptsBringTheirTransform() throws IOException {
        R064Store A = R064Store.FACTORY.make(2, 2);
        A.set(0, 0, 1);
        A.set(0, 1, 3);
        A.set(1, 1, 2);
        Task task = new Subspaces(2, 1, 2, 0.5).transformed(Transform.of(A, Transform.Target.OLD));
        assertThat(written(task).get("A").doubles()).containsExactly(1, 3, 0, 2);
    }

    /** Only a user's code knows what the user's instances are, and prompts that were read have no truth to write. */
    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        assertThat(written(Task.of("own", 3, 1, _ -> Instance.of(3, random -> new double[] {random.uniform(), 0, 1})))
                        .sequencedKeySet())
                .containsExactly("X", "query", "target", "sigmaZ_sq");
        assertThat(PromptSet.read(folder.resolve("truth.npz")).knowsTruth()).isFalse();
        Path again = folder.resolve("again.npz");
        PromptSet.read(folder.resolve("truth.npz")).write(again);
        assertThat(Npz.read(again).sequencedKeySet()).containsExactly("X", "query", "target");
    }

    /** No kind of task that the library knows is missing among those of the next test. */
    @Test
    void tasksOfEveryKindAreWritten() {
        assertThat(tasks().<Class<?>>map(task -> task instanceof Transformed ? Transformed.class : task.getClass())
                        .distinct())
                .containsAll(
                        Stream.of(Task.class.getAnnotation(KnownKinds.class).value())
                                .filter(kind -> kind != UnknownTask.class)
                                .toList());
    }

    /** An oracle says the same of prompts that were written and read back. */
    @ParameterizedTest
    @MethodSource("tasks")
    void oraclesAreAskedAgain(Task task) throws IOException {
        PromptSet prompts = PromptSet.draw(task, 6, 9, Precision.FLOAT32, 4, "prompts", Workers.caller());
        Path file = folder.resolve("prompts.npz");
        prompts.write(file);
        PromptSet read = PromptSet.read(file);
        Path again = folder.resolve("again.npz");
        read.write(again);
        assertThat(Npz.read(again)).isEqualTo(Npz.read(file));
        Scratch scratch = new Scratch();
        for (int k = 0; k < 6; k++) {
            double[] expected = new double[task.n()];
            double[] actual = new double[task.n()];
            double[] query = prompts.query(k).toRawCopy1D();
            double trace = prompts.instance(k).posterior(query, 0, prompts.noise(k), expected, 0, scratch);
            assertThat(read.instance(k).posterior(query, 0, read.noise(k), actual, 0, scratch))
                    .isEqualTo(trace);
            assertThat(actual).containsExactly(expected);
        }
        assertThat(read.slice(2, 5).noise(0)).isEqualTo(read.noise(2));
        assertThat(read.task().transform()).isEqualTo(task.transform());
    }

    static Stream<Task> tasks() {
        double[] mean = {1, 2, 0, -1};
        R064Store own = R064Store.FACTORY.make(4, 12);
        for (int t = 0; t < 12; t++) {
            own.set(t % 4, t, t);
        }
        R064Store A = R064Store.FACTORY.make(4, 4);
        for (int i = 0; i < 4; i++) {
            A.set(i, i, i + 1);
            A.set(i, (i + 1) % 4, 0.5);
        }
        return Stream.of(
                new Subspaces(4, 2, 2, 0.5),
                new Subspaces(4, 2).d(1, 4),
                new Subspaces(4, 4),
                new Subspaces(4, 2).noise(Noise.gaussian(Covariance.of(Frame.random(4, 4, seed()), 3, 1, 0.5, 0.1))),
                new Subspaces(4, 2).noise(Noise.orthogonal(0.7)),
                new Spheres(4, 2, 1.5, 0.1),
                new Spheres(4, 2).d(1, 3).radius(1, 3),
                new Mixtures(4, 3),
                new Mixtures(4, 3).weights(0.5, 0.3, 0.2).variances(0.1, 0, 0.4),
                new Mixtures(4, 3).K(2, 50),
                new Mixtures(4, 3).noise(Noise.spectrum(3, 1, 0.5, 0.1)),
                Gaussians.spectrum(3, 2, 1, 0),
                Gaussians.spectrum(2, 2, 2, 2),
                Gaussians.spectrum(3, 2, 1, 0).noise(Noise.spectrum(3, 1, 0.5, 0.1)),
                Gaussians.of(Covariance.of(Frame.random(4, 4, seed()), 3, 1, 0.5, 0)),
                Gaussians.of(Covariance.of(Frame.random(4, 4, seed()), 3, 1, 0.5, 0))
                        .noise(Noise.spectrum(3, 1, 0, 0)),
                Gaussians.spectrum(3, 2, 1, 0.5).transformed(Transform.of(A, Transform.Target.NEW)),
                Task.of("of a mean", 4, 1, _ -> new GaussianTokens(mean, Covariance.isotropic(4, 2))),
                OwnTokens.of(TokenTable.of(own)),
                OwnTokens.of(TokenTable.of(own)).noise(Noise.spectrum(3, 1, 0.5, 0.1)),
                new Digits().classes(3),
                new StateSpace(4, 2).rho(0.5).contextNoise(0.3),
                new Subspaces(4, 2).drift(0.1),
                new Spheres(4, 1).drift(0.1),
                new Subspaces(4, 2).transformed(Transform.of(A, Transform.Target.OLD)),
                new Subspaces(4, 2).transformed(Transform.of(A, Transform.Target.NEW)));
    }

    private static RandomStream seed() {
        return RandomStream.of(1, "test");
    }

    /** Damaged arrays are refused by their names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basis     | 2, 3, 1 | 1, 0, 0, 1, 1, 0 | columns must be orthonormal
            basis     | 2, 3, 1 | 1, 0, 0, NaN, 0, 0 | columns must be orthonormal
            basis     | 2, 3    | 1, 0, 0, 0, 1, 0 | basis must be of shape (N, n, columns), none of them 0, got [2, 3]
            basis     | 3, 2, 1 | 1, 0, 0, 0, 1, 0 | basis must be of shape [2, 3, 1] to go with the prompts, got [3, 2, 1]
            R         | 3       | 1, 1, 1 | R must be one number or 2, one for each prompt, got 3
            R         | 2       | 1, -1 | radius must be > 0 and finite, got -1.0
            sigmaZ_sq | 2       | 1, 1 | sigmaZ_sq must be one number or 1
            sigmaZ_sq | 1       | 0 | variance must be > 0
            A         | 3, 2    | 1, 0, 0, 1, 0, 0 | A must be of shape [3, 3] to go with the prompts, got [3, 2]
            """)
    void damagedTruth(String name, String shape, String numbers, String says) {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.put("basis", NpyArray.of(new double[] {1, 0, 0, 0, 1, 0}, 2, 3, 1));
        arrays.put("R", NpyArray.scalar(1));
        arrays.put("sigmaZ_sq", NpyArray.scalar(1));
        arrays.put(name, NpyArray.of(doubles(numbers), ints(shape)));
        assertThatIOException()
                .isThrownBy(() -> PromptSet.of(arrays, "p.npz"))
                .withMessageStartingWith("p.npz: ")
                .withMessageContaining(says);
    }

    private static double[] doubles(String list) {
        return Stream.of(list.split(", ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static int[] ints(String list) {
        return Stream.of(list.split(", ")).mapToInt(Integer::parseInt).toArray();
    }

    private static SequencedMap<String, NpyArray> good() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("X", NpyArray.of(new float[12], 2, 3, 2));
        arrays.put("query", NpyArray.of(new double[] {0.1, 0, 0, 0, 0, 0}, 2, 3));
        arrays.put("target", NpyArray.of(new double[6], 2, 3));
        return arrays;
    }

    /** So that writing and reading change nothing. */
    @Test
    void queriesAreRoundedToThePrecisionOfTheContexts() throws IOException {
        assertThat(PromptSet.of(good(), "p").queries()[0]).isEqualTo(0.1f);
    }

    @Test
    void missingArray() {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.remove("query");
        refused(arrays, "p.npz: must hold the arrays X, query and, where it is known, target, got [X, target]");
    }

    /** Prompts of which nobody knows the answer can be denoised all the same; they are written and read as they are. */
    @Test
    void targetsThatAreNotKnown() throws IOException {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.remove("target");
        PromptSet prompts = PromptSet.of(arrays, "p.npz");
        assertThat(prompts.prompt(0).knowsTarget()).isFalse();
        assertThat(prompts.queries()).containsExactly(PromptSet.of(good(), "p").queries());
        PromptSet again = PromptSet.of(prompts.arrays(), "p.npz");
        assertThat(again.prompt(0).knowsTarget()).isFalse();
    }

    @Test
    void shapesThatDoNotFit() {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.put("X", NpyArray.of(new float[12], 4, 3));
        refused(arrays, "p.npz: X must be of shape (N, n, L), none of them 0, got [4, 3]");
        arrays.put("X", NpyArray.of(new float[0], 0, 3, 2));
        refused(arrays, "p.npz: X must be of shape (N, n, L), none of them 0, got [0, 3, 2]");
        arrays.put("X", NpyArray.of(new float[12], 2, 2, 3));
        refused(arrays, "p.npz: query must be of shape [2, 2] to go with X [2, 2, 3], got [2, 3]");
    }

    @Test
    void numbersThatAreNone() {
        SequencedMap<String, NpyArray> arrays = good();
        arrays.put("target", NpyArray.of(new double[] {0, 1, Double.NaN, 0, 0, 0}, 2, 3));
        refused(arrays, "p.npz: target must hold finite numbers, got NaN as number 2");
    }

    private static void refused(SequencedMap<String, NpyArray> arrays, String message) {
        assertThatIOException().isThrownBy(() -> PromptSet.of(arrays, "p.npz")).withMessage(message);
    }
}
