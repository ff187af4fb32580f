package icd.math;

/**
 * Standard normal numbers by the ziggurat method with 256 layers of equal area (Marsaglia &amp; Tsang 2000), drawn from
 * 64 bits: 8 choose the layer, one the sign and 53 the abscissa, which removes the correlation of the 32-bit original
 * (Doornik 2005). All tables and tails come from {@link StrictMath}, so the numbers are the same on every platform.
 */
final class Ziggurat {

    private static final int LAYERS = 256;
    /** The start of the tail, and the area of each layer, for 256 layers. */
    private static final double R = 3.6541528853610088;

    private static final double AREA = 0.00492867323399;

    /** Right edges, from the base layer's (wider than R, as it holds the tail) down to 0; and the density there. */
    private static final double[] X = new double[LAYERS + 1];

    private static final double[] F = new double[LAYERS + 1];

    static {
        X[0] = AREA / density(R);
        X[1] = R;
        for (int i = 2; i < LAYERS; i++) {
            X[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / X[i - 1] + density(X[i - 1])));
        }
        X[LAYERS] = 0;
        for (int i = 0; i <= LAYERS; i++) {
            F[i] = density(X[i]);
        }
    }

    private Ziggurat() {}

    private static double density(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }

    private static int layer(long word) {
        return (int) (word & 0xFF);
    }

    /** Returns the distance from 0 of the word's point in its layer. */
    static double abscissa(long word) {
        return (word >>> 11) * 0x1p-53 * X[layer(word)];
    }

    /** Returns whether a word's point is in the part where the whole layer is below the density, as 99 in 100 are. */
    static boolean isInside(long word, double abscissa) {
        return abscissa < X[layer(word) + 1];
    }

    /** Bit 8 becomes the sign without a branch, which would be mispredicted half of the time. */
    static double signed(long word, double abscissa) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(abscissa) ^ (word & 0x100) << 55);
    }

    /**
     * Returns a number from a word.
     *
     * @param random gives further bits where a word is not enough
     */
    static double draw(long word, RandomStream random) {
        while (true) {
            double x = abscissa(word);
            if (isInside(word, x) || (x = edge(random, layer(word), x)) >= 0) {
                return signed(word, x);
            }
            word = random.bits();
        }
    }

    /**
     * Returns a number in the rare cases: beyond the edge of a layer, or in the tail. It is negative when the point is
     * rejected.
     */
    private static double edge(RandomStream random, int layer, double x) {
        if (layer == 0) {
            double beyond;
            double y;
            do {
                beyond = -StrictMath.log(1 - random.uniform()) / R;
                y = -StrictMath.log(1 - random.uniform());
            } while (2 * y < beyond * beyond);
            return R + beyond;
        }
        double y = F[layer] + random.uniform() * (F[layer + 1] - F[layer]);
        return y < density(x) ? x : -1;
    }
}
