package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Tokens that follow one another, a linear state space: in one Haar-random d-dimensional subspace of {@math R^n}, with projector P,
 *
 * {@equation
 *   x_{t+1} = rho x_t + w_t,   w_t ~ N(0, (1 - rho^2) sigma_0^2 P),   x_1 ~ N(0, sigma_0^2 P),
 * }
 *
 * which is stationary. The context shows {@math x_1, ..., x_L}, with noise {@math N(0, R I)} on each where {@math R &gt; 0}: the one exception
 * to clean contexts. The query is {@math x_{L+1}} with the noise of the query. The {@code bayes} baseline knows P and sees the query alone;
 * {@code kalman} sees the context too, and is the posterior mean given all of the prompt and P.
 *
 * @param n ambient dimension
 * @param d dimension of the subspace, 1 to n
 * @param variance {@math sigma_0^2 &gt; 0}
 * @param rho correlation of a token with the one before, between -1 and 1
 * @param contextNoise {@math R &gt;= 0}
 * @param noise on the query
 */
@Describe(
        value =
                "Gaussian tokens in a Haar-random d-dimensional subspace, each rho times the one before and a draw of its own",
        key = "state_space")
public record StateSpace(
        int n,

        @Describe(value = "dimension d of the subspace", key = "d", min = 1)
        int d,

        @Describe(
                value = "stationary variance sigma_0^2 of a token along each direction of the subspace",
                above = 0,
                max = Task.MOST)
        double variance,

        @Describe(value = "correlation of a token with the one before", above = -1, below = 1)
        double rho,

        @Describe(
                value = "variance R of the noise on each coordinate of the tokens of the context",
                min = 0,
                max = Task.MOST,
                byDefault = "0")
        double contextNoise,

        @Describe(
                value = "the noise on the query; a number is sigma_Z^2 of each coordinate",
                alias = "noise_variance",
                min = 1e-30,
                max = Task.MOST)
        Noise noise)
        implements Task {

    /**
     * @throws IllegalArgumentException if not {@math 1 &lt;= d &lt;= n} and {@math -1 &lt; rho &lt; 1}, or a variance is negative or not finite
     */
    public StateSpace {
        Check.dimension("StateSpace", "d", d, n);
        Check.positive("StateSpace", "variance", variance);
        if (!(rho > -1 && rho < 1)) {
            throw new RefusedException("StateSpace", "rho", "be between -1 and 1, and neither", rho);
        }
        Check.notNegative("StateSpace", "contextNoise", contextNoise);
        noise = Noises.in(n, noise);
    }

    /** With {@math sigma_0^2 = 2}, {@math rho = 0.9}, a clean context and isotropic noise of variance 1. */
    public StateSpace(int n, int d) {
        this(n, d, 2, 0.9, 0, Noise.isotropic(1));
    }

    /** A copy with this {@math sigma_0^2}. */
    public StateSpace variance(double variance) {
        return new StateSpace(n, d, variance, rho, contextNoise, noise);
    }

    /** A copy with this correlation of neighbours. */
    public StateSpace rho(double rho) {
        return new StateSpace(n, d, variance, rho, contextNoise, noise);
    }

    /** A copy with this R. */
    public StateSpace contextNoise(double contextNoise) {
        return new StateSpace(n, d, variance, rho, contextNoise, noise);
    }

    /** A copy with isotropic noise of this {@math sigma_Z^2}. */
    public StateSpace noiseVariance(double noiseVariance) {
        return noise(Check.isotropic("StateSpace", noiseVariance));
    }

    /** A copy with this noise. */
    public StateSpace noise(Noise noise) {
        return new StateSpace(n, d, variance, rho, contextNoise, noise);
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public String name() {
        return "state_space";
    }

    @Override
    public String title() {
        return "state space, d = " + d + ", rho = " + rho;
    }

    @Override
    public OptionalInt dimension() {
        return OptionalInt.of(d);
    }

    @Override
    public StatePath draw(RandomStream random) {
        return new StatePath(Frame.random(n, d, random), variance, rho, contextNoise);
    }

    @Override
    public Optional<Range> spanned() {
        return Optional.of(new Range(d, d));
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public boolean isRotationInvariant() {
        return true;
    }

    /** {@math d sigma_0^2}. */
    @Override
    public OptionalDouble secondMoment() {
        return OptionalDouble.of(d * variance);
    }

    /** They are known for isotropic noise on the query. */
    @Override
    public Optional<ContextMoments> contextMoments() {
        if (!noise.isIsotropic()) {
            return Optional.empty();
        }
        double s = noise.variance();
        return Optional.of(ContextMoments.of(
                List.of(new ContextMoments.Axes(d, variance, s, d + 1.0)),
                Optional.of(new StateMoments(n, d, variance, rho, contextNoise, s))));
    }

    @Override
    public List<Outline> outline(Map<String, List<double[]>> landmarks) {
        return List.of(Outline.of(new double[n], landmarks.get("basis"), Double.POSITIVE_INFINITY));
    }

    /** The error of the estimate from the query alone, as of {@link Subspaces}. */
    @Override
    public Optional<SecondMoment> bayesError() {
        return errorOf(variance);
    }

    /** The error of the posterior mean given the context too; known for the same noises. */
    public Optional<SecondMoment> kalmanError(int L) {
        return errorOf(predictionVariance(L));
    }

    private Optional<SecondMoment> errorOf(double variance) {
        return new Subspaces(n, new Range(d, d), variance, noise).bayesError();
    }

    /**
     * The loss of the posterior mean given the whole prompt, {@math d P sigma_Z^2 / (P + sigma_Z^2)} of isotropic noise, with P of
     * {@link #predictionVariance}. Of a clean context the last token alone matters, and {@math P = (1 - rho^2) sigma_0^2}.
     *
     * @param L context length, &gt;= 0
     * @throws UnsupportedOperationException if no formula gives it for the noise
     */
    public double kalmanLoss(int L) {
        return kalmanError(L)
                .orElseThrow(() -> new UnsupportedOperationException(
                        "StateSpace.kalmanLoss: the noise must be isotropic or orthogonal, got " + noise
                                + "; compare(prompts, kalman()) measures it"))
                .trace();
    }

    /**
     * The variance P of a coordinate of {@math x_{L+1}} given the context: from {@math P = sigma_0^2} each token makes
     * {@math P &lt;- rho^2 (1 - K) P + (1 - rho^2) sigma_0^2} with the gain {@math K = P/(P + R)}.
     *
     * @param L context length, &gt;= 0
     */
    public double predictionVariance(int L) {
        if (!(L >= 0)) {
            throw new IllegalArgumentException("StateSpace.predictionVariance: L must be >= 0, got " + L);
        }
        return StatePath.prediction(variance, rho, contextNoise, L);
    }

    /**
     * How fast the weights of tokens fall with their distance from the query in the limit of long contexts: {@math -ln[rho (1 - K)]} a token,
     * with K the stationary gain, from {@math P^2 + P [R (1 - rho^2) - q] - q R = 0}, {@math q = (1 - rho^2) sigma_0^2}. Infinite of a clean
     * context.
     *
     * @throws IllegalStateException unless {@math rho &gt; 0}: else weights alternate or there are none
     */
    public double decay() {
        if (!(rho > 0)) {
            throw new IllegalStateException("StateSpace.decay: rho must be > 0, got " + rho);
        }
        double q = (1 - rho * rho) * variance;
        double half = (q - contextNoise * (1 - rho * rho)) / 2;
        double root = Math.sqrt(half * half + q * contextNoise);
        double prediction = half >= 0 ? half + root : q * contextNoise / (root - half);
        return -StrictMath.log(rho * contextNoise / (prediction + contextNoise));
    }

    @Override
    public String toString() {
        return "stateSpace(" + n + ", " + d + ").variance(" + variance + ").rho(" + rho + ")"
                + (contextNoise == 0 ? "" : ".contextNoise(" + contextNoise + ")")
                + Words.noise(noise);
    }
}
