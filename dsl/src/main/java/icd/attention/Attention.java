package icd.attention;

import icd.denoise.Denoiser;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Kernel;
import icd.math.Finite;
import icd.math.RandomStream;
import icd.task.PromptSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A denoiser with parameters that can be trained by gradient. Immutable: training makes new ones.
 *
 * <p>Open to users: {@link #name}, {@link #n}, {@link #parameters}, {@link #theta}, {@link #with} and
 * {@link #estimate(PromptSet, int, int, double[]) estimate} are enough; what is left out follows from them, the gradient by
 * central differences. {@link #of(String, int, double[], Formula)} makes one from a formula. Built in: {@link AttentionLayer},
 * {@link PositionedLayer}, {@link Heads}, {@link LayerStack}.
 */
public interface Attention extends Denoiser {

    /** Ambient dimension. */
    int n();

    /** Returns the parameters whose numbers {@link #theta} holds, in order. */
    List<Parameter> parameters();

    /** All parameters, one after another, matrices row-major (a copy). */
    double[] theta();

    /**
     * The same layer with other numbers.
     *
     * @param theta not modified, nor kept
     */
    Attention with(double[] theta);

    /**
     * A layer from a formula, its numbers one parameter named {@code theta}; the gradient is by central differences. The
     * linear layer with one number, say:
     *
     * <pre>
     * Attention.of("mine", 16, new double[] {0.3}, (theta, x, q) -&gt;
     *     x.multiply(x.transpose()).multiply(q).multiply(theta[0] / x.getColDim()));
     * </pre>
     *
     * @param theta not modified
     */
    static Attention of(String name, int n, double[] theta, Formula formula) {
        return of(name, n, List.of(new Parameter("theta", theta.length)), theta, formula);
    }

    /**
     * A layer from a formula, with named parameters.
     *
     * @param theta as many numbers as the parameters hold. Not modified.
     * @throws IllegalArgumentException if they are more or fewer, or not finite
     */
    static Attention of(String name, int n, List<Parameter> parameters, double[] theta, Formula formula) {
        Finite.numbers("Attention.of", "theta", theta);
        return new FormulaAttention(name, n, List.copyOf(parameters), theta.clone(), formula);
    }

    /**
     * One of several heads, counted from 0; a layer alone is its own head 0.
     *
     * @throws IllegalArgumentException if there is no such head; the message says how many there are
     */
    default Attention head(int index) {
        if (index != 0) {
            throw new IllegalArgumentException(
                    "Attention.head: index must be 0, as " + name() + " is one head, got " + index);
        }
        return this;
    }

    /** Whether {@link #pass} has a gradient by formula; without one it is by central differences. Goes with {@link #pass}. */
    default boolean hasGradient() {
        return false;
    }

    /**
     * A pass over these prompts, for one thread at a time; where prompts will be seen many times, as in training.
     *
     * <p>Unless overridden, built on {@link #estimate(PromptSet, int, int, double[]) estimate}, its gradient by central
     * differences: four estimates or more for each parameter, to about twelve digits where the estimates are of float64.
     */
    default Pass pass(PromptSet prompts, Kernel kernel) {
        return new DifferencePass(this, prompts);
    }

    /**
     * Does the same as {@link #pass}, for prompts that will be seen once: computes nothing beforehand, keeps nothing
     * for each prompt.
     */
    default Pass passOnce(PromptSet prompts, Kernel kernel) {
        return pass(prompts, kernel);
    }

    /**
     * The same layer with weights drawn, or set, anew.
     *
     * @param random consumed in the order of theta; not used by {@link Initialisation.Identity}
     * @throws UnsupportedOperationException if scaled identities are asked for, and a parameter has another name than those
     *     of the layers here
     */
    default Attention initialised(Initialisation how, RandomStream random) {
        return with(how.draw(parameters(), n(), random));
    }

    /** The same layer with every number uniform in {@math [-1/sqrt n, 1/sqrt n]}, as in the paper. */
    default Attention uniform(RandomStream random) {
        return initialised(new Initialisation.Uniform(), random);
    }

    /** The same layer with every number normal with mean 0. */
    default Attention normal(double standardDeviation, RandomStream random) {
        return initialised(new Initialisation.Normal(standardDeviation), random);
    }

    /** The same layer with {@math W_PV = alpha I} and {@math W_KQ = beta I}, or what amounts to it. */
    default Attention identity(double alpha, double beta) {
        return initialised(new Initialisation.Identity(alpha, beta), null);
    }

    /** This layer's estimate plus the query, once: a residual stream around it. It adds the query as it was given. */
    default Attention residual() {
        return new Residual(this);
    }

    /**
     * This layer with a skip and a step that are trained with its weights: see {@link ScaledLayer}. They are 0 and 1 to begin with, so
     * that the estimate is the layer's.
     */
    default ScaledLayer trainedScales() {
        return ScaledLayer.of(this, 1);
    }

    /**
     * This layer behind an RMS normalisation of tokens and query: see {@link RmsNorm}. What {@link #residual} adds stays the
     * query as it was, whichever of the two is said first, and also in heads: the norm comes before the layer, the residual
     * stream goes around both. Said twice, it is the same.
     */
    default Attention normalised() {
        return new RmsNorm(this);
    }

    /**
     * A parameter as a matrix (a copy): a vector as a column, a scalar as 1 x 1.
     *
     * @throws IllegalArgumentException if there is no such parameter; the message lists those there are
     */
    default R064Store matrix(String parameter) {
        return NamedWeights.of(this).matrix(parameter);
    }

    /**
     * The same layer with one parameter replaced.
     *
     * @param matrix of the parameter's shape, as {@link #matrix} gives it. Not modified.
     * @throws IllegalArgumentException if there is no such parameter, or it is of another shape or not finite
     */
    default Attention with(String parameter, MatrixStore<Double> matrix) {
        return with(NamedWeights.of(this).replaced(parameter, matrix));
    }

    /**
     * {@math W_KQ}, n x n (a copy); {@math W_K^T W_Q} where they are apart, {@math beta I} where scalar.
     *
     * @throws UnsupportedOperationException if the layer has no such map
     */
    default R064Store keyQuery() {
        return NamedWeights.of(this).map("W_KQ", "beta", "keyQuery");
    }

    /**
     * {@math W_PV}, n x n (a copy); {@math W_O W_V} where they are apart, {@math alpha I} where scalar.
     *
     * @throws UnsupportedOperationException if the layer has no such map
     */
    default R064Store projectionValue() {
        return NamedWeights.of(this).map("W_PV", "alpha", "projectionValue");
    }

    /** Mean of the diagonal of {@link #projectionValue}; throws what that throws. */
    default double alpha() {
        return NamedWeights.meanDiagonal(projectionValue());
    }

    /** Mean of the diagonal of {@link #keyQuery}; throws what that throws. */
    default double beta() {
        return NamedWeights.meanDiagonal(keyQuery());
    }

    /** The parameters as named arrays; {@code suffix} goes behind each name, as in {@code W_KQ_final}. */
    default SequencedMap<String, NpyArray> arrays(String suffix) {
        return NamedWeights.of(this).arrays(suffix);
    }

    /**
     * The same layer with the weights of arrays, as {@link #arrays} names them.
     *
     * @throws IllegalArgumentException if an array is missing, of another shape or not finite; the message names what is
     *     needed and what is there
     */
    default Attention with(SequencedMap<String, NpyArray> arrays, String suffix) {
        return with(NamedWeights.of(this).from(arrays, suffix));
    }

    /**
     * The same layer with the weights of a file, such as a run's {@code weights.npz}.
     *
     * @param suffix behind each name: {@code _final}, {@code _init}, {@code _epoch40}
     * @throws IOException if the file cannot be read, or its arrays do not fit
     */
    default Attention read(Path npz, String suffix) throws IOException {
        List<String> names =
                parameters().stream().map(each -> each.name() + suffix).toList();
        SequencedMap<String, NpyArray> arrays = Npz.read(npz, names::contains);
        try {
            return with(arrays, suffix);
        } catch (IllegalArgumentException e) {
            throw new IOException(npz + ": " + e.getMessage(), e);
        }
    }
}
