package icd.attention;

import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.kernel.Kernel;
import icd.math.Digits;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A layer of attention that takes into account where tokens stand, see {@link Position}. Its parameters are the layer's and then those of
 * the position, as far as they are trained: {@code positions} (n x (reach + 1), a column for each distance), {@code scale}, {@code
 * frequencies} ({@math n/2}) or {@code slope}.
 *
 * <pre>
 * AttentionLayer.softmax(16).recency(0.05).trained().identity(1, 0.3)
 * </pre>
 *
 * <p>Weights are drawn or set as the layer's; numbers of the position begin as the position says. It is no step on an energy, and its
 * passes visit the tokens themselves, also those of linear attention.
 */
public final class PositionedLayer extends GradientByFormula {

    private final AttentionLayer layer;
    private final Position position;
    private final double[] theta;

    private PositionedLayer(AttentionLayer layer, Position position, double[] theta) {
        this.layer = layer;
        this.position = position;
        this.theta = theta;
    }

    /**
     * The layer with a position, from its beginning.
     *
     * @throws RefusedException if the position is none or does not exist in n dimensions, or the layer scores tokens by distance
     */
    static PositionedLayer of(AttentionLayer layer, Position position) {
        if (position instanceof Position.None) {
            throw new RefusedException("PositionedLayer", "position", "be a kind other than none", "none");
        }
        checkScoring(layer.potential(), position);
        position.misfit(layer.n()).ifPresent(says -> {
            throw new IllegalArgumentException("PositionedLayer: " + says);
        });
        return new PositionedLayer(layer, position, joined(layer.theta(), position.start(layer.n())));
    }

    /** Refuses a position where tokens are scored by distance. */
    static void checkScoring(Potential potential, Position position) {
        if (Scoring.of(potential) == Scoring.DISTANCE && !(position instanceof Position.None)) {
            throw new RefusedException(
                    "PositionedLayer",
                    "position",
                    "be none where tokens are scored by their distance from the query, as a position acts on x_t^T W_KQ x~",
                    kind(position) + " with " + potential.label());
        }
    }

    private static String kind(Position position) {
        return Kinds.name(position.getClass());
    }

    private static double[] joined(double[] weights, double[] placed) {
        double[] all = Arrays.copyOf(weights, weights.length + placed.length);
        System.arraycopy(placed, 0, all, weights.length, placed.length);
        return all;
    }

    /** The layer without its position. */
    public AttentionLayer layer() {
        return layer;
    }

    /** The position, with its numbers before training. */
    public Position position() {
        return position;
    }

    /** The same layer whose position is trained too, from its beginning; a table always is. */
    public PositionedLayer trained() {
        return of(layer, position.asTrained());
    }

    private PositionedLayer around(AttentionLayer other) {
        return new PositionedLayer(
                other, position, joined(other.theta(), Arrays.copyOfRange(theta, layer.theta().length, theta.length)));
    }

    /** As {@link AttentionLayer#scalar}. */
    public PositionedLayer scalar() {
        return around(layer.scalar());
    }

    /** As {@link AttentionLayer#unmerged()}. */
    public PositionedLayer unmerged() {
        return around(layer.unmerged());
    }

    /** As {@link AttentionLayer#unmerged(int)}. */
    public PositionedLayer unmerged(int h) {
        return around(layer.unmerged(h));
    }

    /** As {@link AttentionLayer#full}: the query is the last of the keys, at L + 1, and of the values as it is. */
    public PositionedLayer full() {
        return around(layer.full());
    }

    @Override
    public PositionedLayer residual() {
        return around(layer.residual());
    }

    @Override
    public Attention normalised() {
        return layer.isResidual() ? new RmsNorm(around(layer.withoutResidual())).residual() : new RmsNorm(this);
    }

    @Override
    public PositionedLayer initialised(Initialisation how, RandomStream random) {
        return how instanceof Initialisation.FromFile
                ? with(how.draw(parameters(), n(), random))
                : of(layer.initialised(how, random), position);
    }

    @Override
    public PositionedLayer uniform(RandomStream random) {
        return initialised(new Initialisation.Uniform(), random);
    }

    @Override
    public PositionedLayer normal(double standardDeviation, RandomStream random) {
        return initialised(new Initialisation.Normal(standardDeviation), random);
    }

    @Override
    public PositionedLayer identity(double alpha, double beta) {
        return initialised(new Initialisation.Identity(alpha, beta), null);
    }

    @Override
    public PositionedLayer with(double[] theta) {
        NamedWeights.check("PositionedLayer.with", parameters(), theta);
        return new PositionedLayer(layer.with(Arrays.copyOf(theta, layer.theta().length)), position, theta.clone());
    }

    @Override
    public PositionedLayer with(String parameter, MatrixStore<Double> matrix) {
        return with(NamedWeights.of(this).replaced(parameter, matrix));
    }

    /** {@code softmax_recency}, {@code linear_scalar_rotary} and the like: all but the numbers. */
    @Override
    public String name() {
        return layer.name() + position.label();
    }

    @Override
    public int n() {
        return layer.n();
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(layer.parameters().stream(), position.parameters(n()).stream())
                .toList();
    }

    @Override
    double[] numbers() {
        return theta;
    }

    @Override
    public R064Store keyQuery() {
        return layer.keyQuery();
    }

    @Override
    public R064Store projectionValue() {
        return layer.projectionValue();
    }

    @Override
    public Pass pass(PromptSet prompts, Kernel kernel) {
        check(prompts);
        return layer.pass(prompts, kernel, position);
    }

    @Override
    public Pass passOnce(PromptSet prompts, Kernel kernel) {
        return pass(prompts, kernel);
    }

    /**
     * The weights of a prompt's tokens; with the query among them, it is the last.
     *
     * @return L numbers, or L + 1
     * @throws IllegalArgumentException if the prompt is of another dimension
     */
    public double[] tokenWeights(Prompt prompt) {
        check(prompt.set());
        return layer.tokenWeights(prompt, position, theta);
    }

    /**
     * Returns what the position adds to the score of a token {@math k = 1, ..., L} steps before the query, whatever the two are:
     * {@math p_t^T W_KQ p_{L+1}}, or -slope k. It is 0 for rotary positions, and for recency
     * where it multiplies weights.
     *
     * @param L context length, at least 1
     */
    public double[] addedScores(int L) {
        return onEach(L, (k, w) -> switch (position) {
            case Position.Recency _ -> isMultiplied() ? 0 : -slope() * k;
            case Position.Learned(int reach) ->
                product(w, i -> table(reach, i, Math.min(k, reach)), i -> table(reach, i, 0));
            case Position.Sinusoidal sinusoidal -> {
                double[] frequencies = Position.frequencies(n(), sinusoidal.base());
                double scale = sinusoidal.trained() ? own(0) : sinusoidal.scale();
                yield scale
                        * scale
                        * product(
                                w,
                                i -> Position.wave(i, L + 1 - k, frequencies),
                                i -> Position.wave(i, L + 1, frequencies));
            }
            case Position.Rotary _, Position.None _ -> 0;
        });
    }

    /**
     * Returns what the position multiplies by for a token {@math k = 1, ..., L} steps before the query. Rotary positions multiply the score
     * of a token that is the query by {@math tr(R(t)^T W_KQ R(L+1)) / tr W_KQ}, in the mean over its directions. Recency, where the potential
     * is a power, multiplies the weight by {@math e^(-"slope" k)}. For other positions it is 1.
     *
     * @param L context length, at least 1
     */
    public double[] factors(int L) {
        return onEach(L, (k, w) -> switch (position) {
            case Position.Recency _ -> isMultiplied() ? StrictMath.exp(-slope() * k) : 1;
            case Position.Rotary rotary -> {
                double[] frequencies = rotary.trained()
                        ? Arrays.copyOfRange(theta, theta.length - n() / 2, theta.length)
                        : Position.frequencies(n(), rotary.base());
                double turned = 0;
                double whole = 0;
                for (int i = 0; i < n(); i += 2) {
                    double along = w.doubleValue(i, i) + w.doubleValue(i + 1, i + 1);
                    double across = w.doubleValue(i, i + 1) - w.doubleValue(i + 1, i);
                    whole += along;
                    turned += StrictMath.cos(k * frequencies[i / 2]) * along
                            + StrictMath.sin(k * frequencies[i / 2]) * across;
                }
                yield turned / whole;
            }
            case Position.Learned _, Position.Sinusoidal _, Position.None _ -> 1;
        });
    }

    private interface OfDistance {
        double at(int k, R064Store keyQuery);
    }

    private interface Vector {
        double at(int i);
    }

    private double[] onEach(int L, OfDistance what) {
        if (!(L >= 1)) {
            throw new IllegalArgumentException("PositionedLayer: L must be >= 1, got " + L);
        }
        R064Store w = keyQuery();
        double[] values = new double[L];
        Arrays.setAll(values, i -> what.at(i + 1, w));
        return values;
    }

    private static double product(R064Store w, Vector left, Vector right) {
        double sum = 0;
        for (int i = 0; i < w.getRowDim(); i++) {
            for (int j = 0; j < w.getColDim(); j++) {
                sum += left.at(i) * w.doubleValue(i, j) * right.at(j);
            }
        }
        return sum;
    }

    private double own(int index) {
        return theta[layer.theta().length + index];
    }

    private double table(int reach, int i, int k) {
        return own(i * (reach + 1) + k);
    }

    private double slope() {
        return position instanceof Position.Recency(double slope, boolean trained) && !trained ? slope : own(0);
    }

    private boolean isMultiplied() {
        return PositionedRetrieval.isPower(layer.potential());
    }

    @Override
    public String toString() {
        String placed = position.parameters(n()).stream()
                .map(parameter -> parameter.size() == 1
                        ? Digits.text(", trained %s = %.4g", parameter.name(), own(0))
                        : ", trained " + parameter)
                .reduce("", String::concat);
        return Digits.text(
                "%s attention, n = %d, alpha = %.4g and beta = %.4g%s",
                name(), n(), alpha(), beta(), placed.isEmpty() ? ", " + position : placed);
    }
}
