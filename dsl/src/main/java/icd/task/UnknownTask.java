package icd.task;

import icd.describe.Describe;
import icd.math.RandomStream;

/**
 * The task of prompts that came from elsewhere: all that is known of it is its dimension, and nothing can be drawn from it.
 *
 * @param n ambient dimension
 */
@Describe(value = "for prompts of a file: their origin is not known", key = "unknown")
public record UnknownTask(int n) implements Task {

    static final Noise NOISE = new Noise() {
        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            throw new UnknownInstanceException("noise");
        }

        @Override
        public boolean hasDensity() {
            return false;
        }

        @Override
        public String toString() {
            return "unknown noise";
        }
    };

    @Override
    public String name() {
        return "unknown";
    }

    @Override
    public Noise noise() {
        return NOISE;
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public double noiseVariance() {
        return NOISE.variance();
    }

    /** @throws UnknownInstanceException always */
    @Override
    public Instance draw(RandomStream random) {
        throw new UnknownInstanceException("instance");
    }

    @Override
    public String toString() {
        return "an unknown task in R^" + n;
    }
}
