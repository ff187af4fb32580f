package icd.math;

/**
 * A named stream of random numbers: the same (seed, purpose, indices) gives the same numbers on every machine and JDK,
 * and streams of different names are independent, so that adding a trial, a prompt or a thread changes no other number.
 *
 * <p>Generator: xoshiro256++ (Blackman &amp; Vigna 2021), its state filled by SplitMix64 from a hash of the name.
 * Gaussians: {@link Ziggurat}. No draw depends on {@code Math.log} or {@code Math.exp}, whose last bits may differ
 * between platforms.
 *
 * <p>Not safe for use by several threads; give each its own stream.
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    private RandomStream(long key) {
        s0 = mix(key + GOLDEN_GAMMA);
        s1 = mix(key + 2 * GOLDEN_GAMMA);
        s2 = mix(key + 3 * GOLDEN_GAMMA);
        s3 = mix(key + 4 * GOLDEN_GAMMA);
    }

    /**
     * Returns the stream of this name.
     *
     * @param seed the user's seed
     * @param purpose the purpose of the numbers, such as {@code "prompts"} or {@code "weights"}
     * @param indices the place among many: prompt, epoch, ...
     * @throws IllegalArgumentException if the purpose is empty: seed and first index would then be interchangeable
     */
    public static RandomStream of(long seed, String purpose, long... indices) {
        if (purpose.isEmpty()) {
            throw new IllegalArgumentException("RandomStream.of: purpose must not be empty, got \"\"");
        }
        long key = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < purpose.length(); i++) {
            key = mix(key ^ purpose.charAt(i)) + GOLDEN_GAMMA;
        }
        for (long index : indices) {
            key = mix(key ^ mix(index + GOLDEN_GAMMA)) + GOLDEN_GAMMA;
        }
        return new RandomStream(key);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns 64 random bits. */
    public long bits() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** Returns a number uniform in [0, 1): a multiple of {@math 2^-53}. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Returns a number uniform in [low, high). */
    public double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /**
     * Returns a number uniform among 0, 1, ..., bound - 1, without bias.
     *
     * @throws IllegalArgumentException if bound is not positive
     */
    public int below(int bound) {
        if (!(bound > 0)) {
            throw new IllegalArgumentException("RandomStream.below: bound must be > 0, got " + bound);
        }
        // Lemire's multiply-and-shift on 32 bits; the rare unfair remainder is drawn again.
        long product = (bits() >>> 32) * bound;
        long low = product & 0xFFFFFFFFL;
        if (low < bound) {
            long unfair = (0x100000000L - bound) % bound;
            while (low < unfair) {
                product = (bits() >>> 32) * bound;
                low = product & 0xFFFFFFFFL;
            }
        }
        return (int) (product >>> 32);
    }

    /** Returns a standard normal number. */
    public double gaussian() {
        return Ziggurat.draw(bits(), this);
    }

    /**
     * Fills part of an array with standard normal numbers.
     *
     * @param out [from, to) is modified
     */
    public void gaussians(double[] out, int from, int to) {
        long a = s0; // fields would be written and read again for each number
        long b = s1;
        long c = s2;
        long d = s3;
        for (int i = from; i < to; i++) {
            long word = Long.rotateLeft(a + d, 23) + a;
            long shifted = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= shifted;
            d = Long.rotateLeft(d, 45);
            double x = Ziggurat.abscissa(word);
            if (!Ziggurat.isInside(word, x)) {
                set(a, b, c, d);
                out[i] = Ziggurat.draw(word, this);
                a = s0;
                b = s1;
                c = s2;
                d = s3;
            } else {
                out[i] = Ziggurat.signed(word, x);
            }
        }
        set(a, b, c, d);
    }

    private void set(long a, long b, long c, long d) {
        s0 = a;
        s1 = b;
        s2 = c;
        s3 = d;
    }

    /** Returns the numbers 0, 1, ..., count - 1 in an order drawn uniformly from all (Fisher and Yates). */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Returns a text without its state: two streams that print alike may differ. */
    @Override
    public String toString() {
        return "random stream";
    }
}
