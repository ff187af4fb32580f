package icd.attention;

import icd.describe.Describe;
import icd.describe.RefusedException;
import java.util.List;
import java.util.Optional;

/**
 * How a layer takes into account where a token stands. Token {@math t = 1, ..., L} of a context is L + 1 - t steps before the query, which
 * stands at L + 1. Positions act on scores alone, never on values:
 *
 * {@equation
 *   "learned:"        z_t = (x_t + p_k)^T W_KQ (x~ + p_0),         k = L + 1 - t
 *   "sinusoidal:"     z_t = (x_t + p_t)^T W_KQ (x~ + p_{L+1})
 *   "rotary:"         z_t = x_t^T R(t)^T W_KQ R(L+1) x~
 *   "recency:"        z_t = x_t^T W_KQ x~ - "slope" (L + 1 - t)
 * }
 *
 * with p a table where it is learned, and of sines and cosines where it is sinusoidal; {@math R(t)} turns the i-th pair of coordinates by
 * {@math t omega_i}.
 *
 * <p>Where the potential is a power of the scores, as of linear attention, adding to a score does not weigh a token: recency then
 * multiplies the weight of the token by {@math exp(-"slope" (L + 1 - t))}. Of softmax and of the exponential the two are the same.
 *
 * <p>Reference: Vaswani et al. 2017 (sinusoidal), Shaw, Uszkoreit &amp; Vaswani 2018 (a table by distance), Su et al. 2021 (rotary),
 * Press, Smith &amp; Lewis 2022 (recency, as ALiBi).
 */
@Describe("how a layer takes into account where a token stands; positions act on scores alone, never on values")
public sealed interface Position {

    /** Most rows of a table. */
    int MOST_ROWS = 1 << 20;

    /** The greatest size of a slope. */
    double MOST_SLOPE = 1e3;

    /** The base of the frequencies that is used everywhere. */
    double BASE = 10_000;

    /** Returns the numbers of the position that are trained beside the weights, in a layer of dimension n. */
    List<Parameter> parameters(int n);

    /** The numbers of these before training, one after another. */
    double[] start(int n);

    /** Returns the same position, with everything trained that can be. */
    Position asTrained();

    /** Returns the words that follow the name of a layer with this position. */
    String label();

    /** Why there is none of it in n dimensions, as the end of a message; empty where there is. */
    default Optional<String> misfit(int n) {
        return Optional.empty();
    }

    /** The layer is blind to the order of tokens. */
    @Describe("none: the layer is blind to the order of tokens")
    record None() implements Position {

        @Override
        public List<Parameter> parameters(int n) {
            return List.of();
        }

        @Override
        public double[] start(int n) {
            return new double[0];
        }

        @Override
        public None asTrained() {
            return this;
        }

        @Override
        public String label() {
            return "";
        }
    }

    /**
     * A vector {@math p_k} for each distance k from the query, which has {@math p_0}, added to keys and query. It is trained from the sinusoidal
     * values on: at {@math p = 0} no gradient would tell one distance from another, where tokens are as likely as their negatives.
     *
     * @param reach the greatest k that has a vector of its own; tokens further back share that one
     */
    @Describe(
            "a trained vector for each distance from the query, added to keys and query; it begins as the sinusoidal one")
    record Learned(
            @Describe(
                    value = "the greatest distance with a vector of its own; tokens further back share it",
                    min = 1,
                    max = MOST_ROWS,
                    byDefault = "64")
            int reach)
            implements Position {

        /** @throws RefusedException if the reach is not from 1 to {@value #MOST_ROWS} */
        public Learned {
            if (!(reach >= 1 && reach <= MOST_ROWS)) {
                throw new RefusedException("Learned", "reach", "be from 1 to " + MOST_ROWS, reach);
            }
        }

        @Override
        public List<Parameter> parameters(int n) {
            return List.of(new Parameter("positions", n, reach + 1));
        }

        @Override
        public double[] start(int n) {
            double[] table = new double[n * (reach + 1)];
            double[] frequencies = frequencies(n, BASE);
            for (int i = 0; i < n; i++) {
                for (int k = 0; k <= reach; k++) {
                    table[i * (reach + 1) + k] = wave(i, k, frequencies);
                }
            }
            return table;
        }

        @Override
        public Learned asTrained() {
            return this;
        }

        @Override
        public String label() {
            return "_learned";
        }
    }

    /**
     * {@math p_t = "scale" (sin t omega_0, cos t omega_0, sin t omega_1, ...)} with {@math omega_i = "base"^(-2i/n)}, added to keys and
     * query.
     *
     * @param scale finite
     * @param base of the frequencies, &gt; 1
     * @param trained whether the scale is
     */
    @Describe("scale times sines and cosines of the place t of a token, L + 1 of the query, added to keys and query")
    record Sinusoidal(
            @Describe(value = "scale of the vectors that are added", min = -1e6, max = 1e6, byDefault = "1")
            double scale,

            @Describe(value = "base of the frequencies base^(-2i/n)", above = 1, max = 1e12, byDefault = "10000")
            double base,

            @Describe(value = "whether the scale is trained", byDefault = "false")
            boolean trained)
            implements Position {

        /** @throws RefusedException if the scale is not finite, or the base not above 1 and finite */
        public Sinusoidal {
            if (!Double.isFinite(scale)) {
                throw new RefusedException("Sinusoidal", "scale", "be finite", scale);
            }
            checkBase("Sinusoidal", base);
        }

        @Override
        public List<Parameter> parameters(int n) {
            return trained ? List.of(new Parameter("scale")) : List.of();
        }

        @Override
        public double[] start(int n) {
            return trained ? new double[] {scale} : new double[0];
        }

        @Override
        public Sinusoidal asTrained() {
            return new Sinusoidal(scale, base, true);
        }

        @Override
        public String label() {
            return "_sinusoidal";
        }
    }

    /**
     * Keys and query are turned: the i-th pair of coordinates of the token t by the angle {@math t omega_i}, {@math omega_i = "base"^(-2i/n)}.
     *
     * @param base of the frequencies, &gt; 1
     * @param trained whether the {@math n/2} frequencies are
     */
    @Describe(
            "the i-th pair of coordinates of a key is turned by t base^(-2i/n), of the query by L + 1 times that; n even")
    record Rotary(
            @Describe(value = "base of the frequencies base^(-2i/n)", above = 1, max = 1e12, byDefault = "10000")
            double base,

            @Describe(value = "whether the frequencies are trained", byDefault = "false")
            boolean trained)
            implements Position {

        /** @throws RefusedException if the base is not above 1 and finite */
        public Rotary {
            checkBase("Rotary", base);
        }

        @Override
        public List<Parameter> parameters(int n) {
            return trained ? List.of(new Parameter("frequencies", n / 2)) : List.of();
        }

        @Override
        public double[] start(int n) {
            return trained ? frequencies(n, base) : new double[0];
        }

        @Override
        public Rotary asTrained() {
            return new Rotary(base, true);
        }

        @Override
        public String label() {
            return "_rotary";
        }

        @Override
        public Optional<String> misfit(int n) {
            return n % 2 == 0
                    ? Optional.empty()
                    : Optional.of("rotary must go with an even n, as it turns pairs of coordinates, got n = " + n);
        }
    }

    /**
     * The score of a token falls by the slope for each step that it is further from the query; of powers its weight falls by
     * {@math exp(-"slope")}.
     *
     * @param slope a token
     * @param trained whether the slope is
     */
    @Describe(
            "the score of a token falls by slope for each step back from the query (ALiBi); of linear and polynomial attention its"
                    + " weight falls by e^-slope")
    record Recency(
            @Describe(
                    value = "how much a score falls for each step back from the query",
                    min = -MOST_SLOPE,
                    max = MOST_SLOPE,
                    byDefault = "0")
            double slope,

            @Describe(value = "whether the slope is trained", byDefault = "false")
            boolean trained)
            implements Position {

        /** @throws RefusedException if the slope is not from -1000 to 1000 */
        public Recency {
            if (!(Math.abs(slope) <= MOST_SLOPE)) {
                throw new RefusedException("Recency", "slope", "be from -1000 to 1000", slope);
            }
        }

        @Override
        public List<Parameter> parameters(int n) {
            return trained ? List.of(new Parameter("slope")) : List.of();
        }

        @Override
        public double[] start(int n) {
            return trained ? new double[] {slope} : new double[0];
        }

        @Override
        public Recency asTrained() {
            return new Recency(slope, true);
        }

        @Override
        public String label() {
            return "_recency";
        }
    }

    /** {@math omega_i = "base"^(-2i/n)} of each pair of coordinates; where n is odd the last has one coordinate. */
    static double[] frequencies(int n, double base) {
        double[] frequencies = new double[(n + 1) / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = StrictMath.pow(base, -2.0 * i / n);
        }
        return frequencies;
    }

    /** Coordinate i of the sinusoidal vector at a place, without a scale. */
    static double wave(int i, int place, double[] frequencies) {
        double angle = place * frequencies[i / 2];
        return i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
    }

    private static void checkBase(String where, double base) {
        if (!(base > 1 && base < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(where, "base", "be > 1 and finite", base);
        }
    }
}
