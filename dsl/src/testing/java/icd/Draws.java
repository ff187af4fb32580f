package icd;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random arguments for a test, determined by a seed. The ends of a range are drawn far more often than by chance. */
public final class Draws {

    private final long seed;
    private final RandomGenerator random;

    public Draws(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Whole number from {@code low} to {@code high}, both included. */
    public int between(int low, int high) {
        return switch (random.nextInt(20)) {
            case 0 -> low;
            case 1 -> high;
            default -> (int) random.nextLong(low, high + 1L);
        };
    }

    /** Number from {@code low} to {@code high}, both included. */
    public double between(double low, double high) {
        return switch (random.nextInt(20)) {
            case 0 -> low;
            case 1 -> high;
            case 2 -> Math.clamp(0, low, high);
            default -> low + random.nextDouble() * (high - low);
        };
    }

    /** As many numbers from {@code low} to {@code high}. */
    public double[] numbers(int count, double low, double high) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = between(low, high);
        }
        return numbers;
    }

    /** Seed for another source of random numbers. */
    public long seed() {
        return random.nextLong();
    }

    @SafeVarargs
    public final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Text of at most {@code most} UTF-16 units of any kind: half of ASCII with its control characters, some halves of pairs. */
    public String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int length = between(0, most); length > 0; length--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
