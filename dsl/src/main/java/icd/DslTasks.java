package icd;

import icd.io.Npy;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.math.RandomStream;
import icd.task.Digits;
import icd.task.Gaussians;
import icd.task.Instance;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.OwnTokens;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.StateSpace;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.TokenTable;
import icd.task.Transform;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The part of {@link Dsl} about tasks, their noise and their prompts. */
public abstract class DslTasks extends DslMatrices {

    DslTasks() {}

    /**
     * Case 1: Gaussian tokens in a random d-dimensional subspace of {@math R^n}. With a drift the subspace turns from token to token.
     *
     * {@snippet :
     *   subspaces(16, 8).variance(2).noiseVariance(1).prompts(10, 50, seed(0));
     *   subspaces(16, 8).drift(0.02).prompt(50, seed(0))
     * }
     */
    public static Subspaces subspaces(int n, int d) {
        return new Subspaces(n, d);
    }

    /**
     * Case 2: tokens uniform on a d-sphere in a random (d+1)-dimensional subspace of {@math R^n}.
     *
     * {@snippet :
     *   spheres(16, 8).radius(1).noiseVariance(0.1).prompt(20, seed(3))
     * }
     */
    public static Spheres spheres(int n, int d) {
        return new Spheres(n, d);
    }

    /**
     * Case 3: tokens of K Gaussians whose centres lie on a sphere of {@math R^n}.
     *
     * {@snippet :
     *   mixtures(16, 8).variance(0.02).noiseVariance(0.1).prompts(10, 50, seed(0))
     * }
     */
    public static Mixtures mixtures(int n, int K) {
        return new Mixtures(n, K);
    }

    /**
     * Tokens in a random d-dimensional subspace of {@math R^n}, each the sum of {@math rho} times the one before and a new draw.
     *
     * {@snippet :
     *   stateSpace(16, 8).variance(2).rho(0.9).contextNoise(1).noiseVariance(1).kalmanLoss(100)
     * }
     */
    public static StateSpace stateSpace(int n, int d) {
        return new StateSpace(n, d);
    }

    /**
     * Tokens Gaussian with this covariance, for which the Bayes denoiser is linear.
     *
     * {@snippet :
     *   gaussians(diagonal(4, 1, 0)).prompts(10, 50, seed(0))
     * }
     */
    public static Gaussians gaussians(MatrixStore<Double> covariance) {
        return Gaussians.of(covariance);
    }

    /**
     * Gaussian tokens with a covariance of these eigenvalues, along axes drawn for each prompt.
     *
     * {@snippet :
     *   gaussians(4, 1, 0).prompts(10, 50, seed(0))
     * }
     */
    public static Gaussians gaussians(double... eigenvalues) {
        return Gaussians.spectrum(eigenvalues);
    }

    /**
     * Your own tokens, n x count, one in each column: each prompt draws L of them and its target, all different.
     *
     * {@snippet :
     *   tokens(matrix(row(1, 0, -1, 0), row(0, 1, 0, -1))).noiseVariance(0.1).prompts(10, 2, seed(0))
     * }
     */
    public static OwnTokens tokens(MatrixStore<Double> tokens) {
        return OwnTokens.of(TokenTable.of(tokens));
    }

    /**
     * Your own tokens from a file; a share of them may be kept back for testing.
     *
     * {@snippet :
     *   TokenTable.of(matrix(row(1, 0, -1, 0), row(0, 1, 0, -1))).write(directory.resolve("tokens.npz").toString());
     *   tokens(readTokens(directory.resolve("tokens.npz").toString())).split(0.5).heldOut().prompts(10, 1, seed(0))
     * }
     */
    public static OwnTokens tokens(TokenTable tokens) {
        return OwnTokens.of(tokens);
    }

    /**
     * Tokens from a CSV, npz or IDX file. A CSV file has one token a row, with or without a header line; an npz file has an array
     * tokens (count x n); of an IDX file such as those of MNIST, packed by gzip or not, the bytes are divided by 255.
     *
     * {@snippet :
     *   TokenTable.of(matrix(row(1, 0, -1), row(0, 1, 0))).write(directory.resolve("tokens.npz").toString());
     *   readTokens(directory.resolve("tokens.npz").toString())
     * }
     */
    public static TokenTable readTokens(String file) throws IOException {
        return Holding.read(file, List.of(Holding.TOKENS, Holding.TABLE), TokenTable::read);
    }

    /**
     * The tokens of a CSV file with one token a row, as a matrix with the tokens as its columns.
     *
     * {@snippet :
     *   java.nio.file.Files.writeString(directory.resolve("tokens.csv"), "1,0\n0,1\n-1,0\n");
     *   readCsv(directory.resolve("tokens.csv").toString())
     * }
     */
    public static R064Store readCsv(String file) throws IOException {
        return readTokens(file).matrix();
    }

    /**
     * The numbers of an npy file as a matrix, one axis as a column.
     *
     * {@snippet :
     *   Npy.write(directory.resolve("a.npy"), NpyArray.of(row(1, 2, 3, 4), 2, 2));
     *   readNpy(directory.resolve("a.npy").toString())
     * }
     */
    public static R064Store readNpy(String file) throws IOException {
        NpyArray array = Holding.read(file, List.of(Holding.ARRAY), Npy::read);
        if (array.shape().length > 2) {
            throw new IOException(file + ": must be an array of one or two axes to be a matrix, got "
                    + Arrays.toString(array.shape()));
        }
        return array.matrix();
    }

    /**
     * All arrays of an npz file by their names, of any number of axes; those of one or two are a {@code matrix()} too.
     *
     * {@snippet :
     *   subspaces(4, 2).prompts(5, 10, seed(0)).write(directory.resolve("prompts.npz").toString());
     *   readNpz(directory.resolve("prompts.npz").toString()).get("query").shape()
     * }
     */
    public static SequencedMap<String, NpyArray> readNpz(String file) throws IOException {
        return Holding.read(file, List.of(Holding.ARRAYS), Npz::read);
    }

    /**
     * Pictures of digits, 8 x 8 pixels, a row of the picture after another; each prompt draws which of the ten it shows.
     *
     * {@snippet :
     *   digits().classes(3).noiseVariance(0.05).prompts(10, 50, seed(0))
     * }
     */
    public static Digits digits() {
        return new Digits();
    }

    /**
     * Your own task: how to draw an instance, from which tokens are drawn.
     *
     * {@snippet :
     *   task("coins", 2, 0.1, r -> Instance.of(2, s -> new double[] {s.below(2), s.below(2)})).prompt(10, seed(0))
     * }
     */
    public static Task task(String name, int n, double noiseVariance, Function<RandomStream, Instance> draw) {
        return Task.of(name, n, noiseVariance, draw);
    }

    /**
     * A task whose whole prompt is mapped by A, the target kept in the old coordinates (appendix H).
     * {@link Task#transformed} also takes one that maps the target to the new coordinates.
     *
     * {@snippet :
     *   transformed(subspaces(2, 1), matrix(row(2, 1), row(0, 1))).prompt(10, seed(0))
     * }
     */
    public static Task transformed(Task task, MatrixStore<Double> A) {
        return task.transformed(Transform.of(A, Transform.Target.OLD));
    }

    /**
     * Noise of one variance in every direction, as the tasks have it by default.
     *
     * {@snippet :
     *   subspaces(16, 8).noise(isotropicNoise(0.5))
     * }
     */
    public static Noise isotropicNoise(double variance) {
        return Noise.isotropic(variance);
    }

    /**
     * Gaussian noise of a given covariance.
     *
     * {@snippet :
     *   subspaces(2, 1).noise(gaussianNoise(matrix(row(1, 0.5), row(0.5, 1))))
     * }
     */
    public static Noise gaussianNoise(MatrixStore<Double> covariance) {
        return Noise.gaussian(covariance);
    }

    /**
     * Gaussian noise whose covariance has these eigenvalues, along axes drawn for each prompt.
     *
     * {@snippet :
     *   subspaces(3, 1).noise(spectrumNoise(2, 1, 0.1))
     * }
     */
    public static Noise spectrumNoise(double... eigenvalues) {
        return Noise.spectrum(eigenvalues);
    }

    /**
     * Noise orthogonal to the subspace that the tokens span.
     *
     * {@snippet :
     *   subspaces(16, 8).noise(orthogonalNoise(1))
     * }
     */
    public static Noise orthogonalNoise(double variance) {
        return Noise.orthogonal(variance);
    }

    /**
     * A prompt of your own: a context with one token in each column, and a query.
     *
     * {@snippet :
     *   promptOf(matrix(row(1, 0, -1), row(0, 1, 0)), vector(0.8, 0.1))
     * }
     */
    public static Prompt promptOf(MatrixStore<Double> context, MatrixStore<Double> query) {
        return Prompt.of(context, query);
    }

    /**
     * Prompts from an npz file with the arrays X, query and, where they are known, target.
     *
     * {@snippet :
     *   subspaces(4, 2).prompts(5, 10, seed(0)).write(directory.resolve("prompts.npz").toString());
     *   readPrompts(directory.resolve("prompts.npz").toString())
     * }
     */
    public static PromptSet readPrompts(String npz) throws IOException {
        return Holding.read(npz, List.of(Holding.PROMPTS), PromptSet::read);
    }
}
