package icd.attention;

import icd.kernel.DenseKernel;
import icd.kernel.Kernel;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.math.Digits;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * One layer of attention, its output read at the query {@math x~}: a cue u, a retrieval from the context X, and a readout,
 *
 * {@equation
 *   u  = W_KQ x~
 *   m  = X w,     w = grad F(z),     z = X^T u
 *   x^ = W_PV m
 * }
 *
 * <p>The weights w are {@math X^T u / L} of linear attention (equation 11) and {@math softmax(X^T u)} of softmax (equation 12);
 * {@link Potential} has all kinds of F, and {@link Scoring} the two kinds of z.
 *
 * <p>By default it has the paper's form: merged matrices {@math W_KQ} and {@math W_PV}, the query neither key nor value, no residual
 * stream; and a new layer has {@math W_KQ = W_PV = I}. There are these choices, each giving a new layer:
 *
 * <ul>
 *   <li>the form of the weights: {@link #scalar} ({@math beta I} and {@math alpha I}), {@link #unmerged()} ({@math W_K^T W_Q}, and {@math W_V}),
 *       {@link #unmerged(int)} (the same of h rows, and {@math W_O W_V});
 *   <li>whether it knows the order of tokens: {@link #position};
 *   <li>{@link #full} (the query among keys and values too) and {@link #residual} ({@math x^} plus the query);
 *   <li>the weights: {@link #uniform}, {@link #normal}, {@link #identity}, {@link #weights}, {@link #with(double[]) with},
 *       {@link #read}.
 * </ul>
 *
 * <pre>
 * AttentionLayer.softmax(16).full().residual().uniform(RandomStream.of(1, "weights"))
 * </pre>
 *
 * <p>Softmax takes scores of any size that the precision of the tokens can hold: the largest is subtracted first.
 */
public final class AttentionLayer extends GradientByFormula {

    private final Potential potential;
    private final int n;
    private final Form form;
    private final boolean full;
    private final boolean residual;
    private final double[] theta;

    /** The two maps around the retrieval, and the name of the form. */
    private record Form(LinearMap cue, LinearMap readout, String name) {

        static Form merged(Scoring scoring, int n) {
            LinearMap cue = scoring == Scoring.DISTANCE ? new LinearMap.KeyQuery(n, true) : new LinearMap.Dense("W_KQ");
            return new Form(cue, new LinearMap.Dense("W_PV"), "");
        }

        List<Parameter> parameters(int n) {
            return Stream.of(cue, readout)
                    .flatMap(map -> map.parameters(n).stream())
                    .toList();
        }
    }

    private AttentionLayer(Potential potential, int n, Form form, boolean full, boolean residual, double[] theta) {
        this.potential = potential;
        this.n = n;
        this.form = form;
        this.full = full;
        this.residual = residual;
        this.theta = theta;
    }

    /**
     * A layer with this potential, merged weights and {@math W_KQ = W_PV = I}.
     *
     * @throws IllegalArgumentException if n is not positive
     */
    public static AttentionLayer of(Potential potential, int n) {
        if (!(n > 0)) {
            throw new IllegalArgumentException("AttentionLayer: n must be > 0, got " + n);
        }
        return blank(potential, n, Form.merged(Scoring.of(potential), n), false, false)
                .identity(1, 1);
    }

    private static AttentionLayer blank(Potential potential, int n, Form form, boolean full, boolean residual) {
        int size = form.cue.size(n) + form.readout.size(n);
        return new AttentionLayer(potential, n, form, full, residual, new double[size]);
    }

    /** Equation 11: {@math x^ = (1/L) W_PV X X^T W_KQ x~}. */
    public static AttentionLayer linear(int n) {
        return of(new Potential.Linear(), n);
    }

    /** Equation 12: {@math x^ = W_PV X softmax(X^T W_KQ x~)}. With {@math alpha = 1} and {@math beta = 1/sigma_Z^2} it is equation 13. */
    public static AttentionLayer softmax(int n) {
        return of(new Potential.Softmax(), n);
    }

    /**
     * Equation 14: {@math x^ = W_PV X w} with w the softmax of {@math -||W_K X_t - W_Q x~||^2 / 2}. With {@math W_PV = I} and
     * {@math W_K = W_Q = I / sigma_Z}, that is {@code identity(1, 1/sigma_Z^2)}, it is the empirical posterior mean.
     */
    public static AttentionLayer gaussian(int n) {
        return of(new Potential.Gaussian(), n);
    }

    /** {@math x^ = W_PV X sparsemax(X^T W_KQ x~)}: one token alone where its score is 1 above all others. */
    public static AttentionLayer sparsemax(int n) {
        return of(new Potential.Sparsemax(), n);
    }

    /**
     * {@math x^ = W_PV X entmax_a(X^T W_KQ x~)}; {@math a = 2} is sparsemax, and softmax the limit a to 1.
     *
     * @param a &gt; 1
     */
    public static AttentionLayer entmax(int n, double a) {
        return of(new Potential.Entmax(a), n);
    }

    /**
     * {@math x^ = W_PV X normmax_a(X^T W_KQ x~)}.
     *
     * @param a &gt; 1
     */
    public static AttentionLayer normmax(int n, double a) {
        return of(new Potential.Normmax(a), n);
    }

    /**
     * {@math x^ = (1/L) W_PV X (X^T W_KQ x~)^(k-1)}, the power taken of each score; {@math k = 2} is linear. Its estimates grow as the
     * (k-1)-th power of the query: beyond the range of the tokens' precision they are not finite, which is an error wherever
     * estimates are shown, scored or trained on.
     *
     * @param k &gt;= 2
     */
    public static AttentionLayer polynomial(int n, int k) {
        return of(new Potential.Polynomial(k, false), n);
    }

    /** Does the same as {@link #polynomial}, with 0 in place of scores below 0. */
    public static AttentionLayer rectifiedPolynomial(int n, int k) {
        return of(new Potential.Polynomial(k, true), n);
    }

    /**
     * {@math x^ = (1/L) W_PV X exp(X^T W_KQ x~)}: softmax without its denominator. Beyond scores of 709 (88 where tokens are of float32)
     * estimates are not finite, as with {@link #polynomial}.
     */
    public static AttentionLayer exponential(int n) {
        return of(new Potential.Exponential(), n);
    }

    /**
     * Returns the same layer, which now takes into account where tokens stand. {@link #recency}, {@link #rotary}, {@link #sinusoidal} and {@link
     * #learnedPositions} are the kinds with their usual numbers.
     *
     * @param position not none
     * @throws IllegalArgumentException if it does not exist in n dimensions, or the layer scores tokens by distance
     */
    public PositionedLayer position(Position position) {
        return PositionedLayer.of(this, position);
    }

    /**
     * The score of a token falls by the slope for each step that it is further from the query; of linear and polynomial attention its weight
     * falls by {@math e^-slope}. {@link PositionedLayer#trained} trains the slope.
     */
    public PositionedLayer recency(double slope) {
        return position(new Position.Recency(slope, false));
    }

    /** Keys and query are turned by the place of the token, pair by pair of coordinates; n must be even. */
    public PositionedLayer rotary() {
        return position(new Position.Rotary(Position.BASE, false));
    }

    /** Sines and cosines of the place of the token are added to keys and query. */
    public PositionedLayer sinusoidal() {
        return position(new Position.Sinusoidal(1, Position.BASE, false));
    }

    /**
     * A trained vector for each distance from the query is added to keys and query.
     *
     * @param reach the greatest distance that has a vector of its own; tokens further back share it
     */
    public PositionedLayer learnedPositions(int reach) {
        return position(new Position.Learned(reach));
    }

    /** {@math W_KQ = beta I} and {@math W_PV = alpha I}, with {@math beta} and {@math alpha} alone to train, from their values now. */
    public AttentionLayer scalar() {
        return formed(new Form(new LinearMap.Scaled("beta"), new LinearMap.Scaled("alpha"), "_scalar"));
    }

    /**
     * {@math W_KQ = W_K^T W_Q}, not scaled, and {@math W_V} in the place of {@math W_PV}, all n x n, set to identities of the same {@math alpha}
     * and {@math beta}.
     */
    public AttentionLayer unmerged() {
        return formed(new Form(new LinearMap.KeyQuery(n, byDistance()), new LinearMap.Dense("W_V"), "_qkv"));
    }

    /**
     * {@math W_KQ = W_K^T W_Q} and {@math W_PV = W_O W_V} with {@math W_Q}, {@math W_K}, {@math W_V} h x n and {@math W_O} n x h: a head of
     * width h, of rank at most h. Set to identities of the same {@math alpha} and {@math beta}, which for {@math h &lt; n} see the first h
     * coordinates alone; draw them instead.
     *
     * @throws IllegalArgumentException if h is not positive
     */
    public AttentionLayer unmerged(int h) {
        if (!(h > 0)) {
            throw new IllegalArgumentException("AttentionLayer.unmerged: h must be > 0, got " + h);
        }
        return formed(new Form(new LinearMap.KeyQuery(h, byDistance()), new LinearMap.OutputValue(h), "_qkvo" + h));
    }

    private boolean byDistance() {
        return scoring() == Scoring.DISTANCE;
    }

    private AttentionLayer formed(Form form) {
        return blank(potential, n, form, full, residual).identity(alpha(), beta());
    }

    /** The query is among keys and values too, as one more token; linear attention then divides by L + 1. */
    public AttentionLayer full() {
        return new AttentionLayer(potential, n, form, true, residual, theta);
    }

    /** The query is added to the output. */
    @Override
    public AttentionLayer residual() {
        return new AttentionLayer(potential, n, form, full, true, theta);
    }

    @Override
    public Attention normalised() {
        AttentionLayer inner = withoutResidual();
        return residual ? new RmsNorm(inner).residual() : new RmsNorm(inner);
    }

    AttentionLayer withoutResidual() {
        return new AttentionLayer(potential, n, form, full, false, theta);
    }

    @Override
    public AttentionLayer initialised(Initialisation how, RandomStream random) {
        if (how instanceof Initialisation.Identity(double _, double beta) && !hasIdentity(beta)) {
            throw new IllegalArgumentException(
                    "AttentionLayer.identity: beta must be >= 0 where it is the square of W_K = W_Q, got " + beta);
        }
        return with(how.draw(parameters(), n, random));
    }

    /** Whether there are scaled identities with this beta. */
    boolean hasIdentity(double beta) {
        return !byDistance() || form.cue instanceof LinearMap.Scaled || beta >= 0;
    }

    @Override
    public AttentionLayer uniform(RandomStream random) {
        return initialised(new Initialisation.Uniform(), random);
    }

    @Override
    public AttentionLayer normal(double standardDeviation, RandomStream random) {
        return initialised(new Initialisation.Normal(standardDeviation), random);
    }

    @Override
    public AttentionLayer identity(double alpha, double beta) {
        return initialised(new Initialisation.Identity(alpha, beta), null);
    }

    /**
     * The same layer with these merged weights.
     *
     * @param kq {@math W_KQ}, n x n. Not modified.
     * @param pv {@math W_PV}, n x n. Not modified.
     * @throws IllegalArgumentException if they are of another shape or not finite, or the layer's weights are not merged
     */
    public AttentionLayer weights(MatrixStore<Double> kq, MatrixStore<Double> pv) {
        return with("W_KQ", kq).with("W_PV", pv);
    }

    @Override
    public AttentionLayer with(double[] theta) {
        NamedWeights.check("AttentionLayer.with", parameters(), theta);
        return new AttentionLayer(potential, n, form, full, residual, theta.clone());
    }

    @Override
    public AttentionLayer with(String parameter, MatrixStore<Double> matrix) {
        return with(NamedWeights.of(this).replaced(parameter, matrix));
    }

    /** {@code softmax}, {@code linear_scalar}, {@code softmax_qkvo4_full_residual} and the like: all but the weights. */
    @Override
    public String name() {
        return potential.label() + form.name + (full ? "_full" : "") + (residual ? "_residual" : "");
    }

    /**
     * The weights {@math w = grad F(z)} of a prompt's tokens; with the query among them, it is the last.
     *
     * @return L numbers, or L + 1
     * @throws IllegalArgumentException if the prompt is of another dimension
     */
    public double[] tokenWeights(Prompt prompt) {
        check(prompt.set());
        MatrixStore<Double> x = prompt.context();
        MatrixStore<Double> query = prompt.query();
        MatrixStore<Double> cue = keyQuery().multiply(query);
        double[] z = new double[prompt.L() + (full ? 1 : 0)];
        for (int t = 0; t < z.length; t++) {
            MatrixStore<Double> token = t < prompt.L() ? x.column(t) : query;
            z[t] = token.dot(cue) - (scoring() == Scoring.DISTANCE ? squaredKey(token) / 2 : 0);
        }
        double[] w = new double[z.length];
        potential.weigh(z, w);
        return w;
    }

    private double squaredKey(MatrixStore<Double> token) {
        if (weights() == Architecture.Weights.SCALAR) {
            return Math.abs(beta()) * token.dot(token);
        }
        MatrixStore<Double> key = matrix("W_K").multiply(token);
        return key.dot(key);
    }

    /** Returns F, by whose gradient tokens are weighed. */
    public Potential potential() {
        return potential;
    }

    /** The way in which tokens are scored. */
    public Scoring scoring() {
        return Scoring.of(potential);
    }

    /** The form of the weights as a recipe has it. */
    Architecture.Weights weights() {
        return form.cue instanceof LinearMap.Scaled
                ? Architecture.Weights.SCALAR
                : form.readout.equals(new LinearMap.Dense("W_PV"))
                        ? Architecture.Weights.FULL
                        : Architecture.Weights.QKV;
    }

    /** The rows of {@math W_Q}, {@math W_K} and {@math W_V} where there is a {@math W_O} behind them. */
    public Optional<Integer> width() {
        return form.readout instanceof LinearMap.OutputValue(int h) ? Optional.of(h) : Optional.empty();
    }

    /** Whether the query is among keys and values. */
    public boolean isFull() {
        return full;
    }

    /** Whether the query is added to the output. */
    public boolean isResidual() {
        return residual;
    }

    @Override
    public int n() {
        return n;
    }

    @Override
    public List<Parameter> parameters() {
        return form.parameters(n);
    }

    @Override
    double[] numbers() {
        return theta;
    }

    @Override
    public R064Store keyQuery() {
        return form.cue.matrix(theta, 0, n);
    }

    @Override
    public R064Store projectionValue() {
        return form.readout.matrix(theta, form.cue.size(n), n);
    }

    @Override
    public Pass pass(PromptSet prompts, Kernel kernel) {
        check(prompts);
        if (!(potential instanceof Potential.Linear)) {
            return passOnce(prompts, kernel);
        }
        return pass(linear(new Retrieval.Linear(prompts.secondMoments(), n, kernel.dense()), prompts), kernel);
    }

    @Override
    public Pass passOnce(PromptSet prompts, Kernel kernel) {
        check(prompts);
        return pass(retrieval(prompts.contexts(), prompts, kernel), kernel);
    }

    /** Does the same for this layer with a position, whose numbers stand behind the layer's own in theta. */
    Pass pass(PromptSet prompts, Kernel kernel, Position position) {
        PositionedRetrieval<?> retrieval = retrieval(prompts.contexts(), kernel, position);
        return pass(new PositionedCue(n, form.cue.pass(n, 0, kernel.dense()), retrieval), retrieval, kernel);
    }

    private <A> PositionedRetrieval<A> retrieval(TokenStack<A> x, Kernel kernel, Position position) {
        TokenKernel<A> loops = kernel.of(x);
        return new PositionedRetrieval<>(x, loops, potential, full, PositionPass.of(position, x, loops, theta.length));
    }

    /** The weights of a prompt's tokens with a position, whose numbers stand behind the layer's own in theta. */
    double[] tokenWeights(Prompt prompt, Position position, double[] theta) {
        PromptSet set = prompt.set();
        PositionedRetrieval<?> retrieval = retrieval(set.contexts(), Kernel.chosen(), position);
        PositionedCue cue =
                new PositionedCue(n, form.cue.pass(n, 0, Kernel.chosen().dense()), retrieval);
        retrieval.load(theta);
        cue.load(theta);
        double[] u = new double[n];
        cue.apply(set.queries(), prompt.index() * n, u);
        retrieval.retrieve(prompt.index(), u, set.queries(), prompt.index() * n, new double[n]);
        return retrieval.weights();
    }

    private Pass pass(Retrieval retrieval, Kernel kernel) {
        return pass(cue(0, kernel.dense()), retrieval, kernel);
    }

    private Pass pass(LinearMapPass cue, Retrieval retrieval, Kernel kernel) {
        return new LayerPass(n, cue, retrieval, readout(0, kernel.dense()), residual);
    }

    /** The map to cues, its numbers from {@code at} on in the theta of a stack. */
    LinearMapPass cue(int at, DenseKernel dense) {
        return form.cue.pass(n, at, dense);
    }

    /** The map to estimates, where this layer's numbers begin at {@code at}. */
    LinearMapPass readout(int at, DenseKernel dense) {
        return form.readout.pass(n, at + form.cue.size(n), dense);
    }

    private Retrieval linear(Retrieval context, PromptSet prompts) {
        return full ? new Retrieval.LinearFull(context, n, prompts.L()) : context;
    }

    private <A> Retrieval retrieval(TokenStack<A> x, PromptSet prompts, Kernel kernel) {
        TokenKernel<A> loops = kernel.of(x);
        return switch (potential) {
            case Potential.Linear _ -> linear(Retrieval.LinearOnce.of(x, loops), prompts);
            case Potential.Softmax _ -> new SoftmaxRetrieval<>(x, loops, full);
            case Potential.Gaussian _ -> new GaussianRetrieval<>(x, loops, full, keys(x, loops));
            default -> new PotentialRetrieval<>(x, loops, potential, full);
        };
    }

    private <A> GaussianKeys<A> keys(TokenStack<A> x, TokenKernel<A> loops) {
        return form.cue instanceof LinearMap.KeyQuery cue
                ? new GaussianKeys.Matrices<>(x, loops, cue.h(), cue.keys(n), cue.queries(n))
                : new GaussianKeys.Scaled<>(x, loops, 0);
    }

    @Override
    public String toString() {
        return Digits.text(
                "%s attention, n = %d, %salpha = %.4g and beta = %.4g",
                name(), n, form.cue instanceof LinearMap.Scaled ? "" : "mean diagonals ", alpha(), beta());
    }
}
