package icd.task;

import icd.math.RandomStream;
import java.util.Optional;

/**
 * The task of prompts from a file, as far as the file tells: their instances and noises are known, and nothing more can
 * be drawn.
 *
 * @param n ambient dimension
 * @param noise on the queries; {@link UnknownTask#NOISE} where each prompt has its own
 * @param transform the change of coordinates that the prompts have undergone
 */
record FiledTask(int n, Noise noise, Optional<Transform> transform) implements Task {

    @Override
    public String name() {
        return "imported";
    }

    /** @throws UnknownInstanceException if each prompt has a noise of its own */
    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    /** @throws UnknownInstanceException always */
    @Override
    public Instance draw(RandomStream random) {
        throw new UnknownInstanceException("instance");
    }

    @Override
    public Task written() {
        return new UnknownTask(n);
    }

    @Override
    public String toString() {
        return "a file, with their instances";
    }
}
