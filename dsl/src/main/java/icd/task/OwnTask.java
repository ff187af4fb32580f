package icd.task;

import icd.math.RandomStream;
import java.util.function.Function;

/** The task that {@link Task#of} makes. */
record OwnTask(String name, int n, Noise noise, Function<RandomStream, Instance> drawing) implements Task {

    OwnTask {
        Check.atLeastOne("Task.of", "n", n);
        noise = Noises.in(n, noise);
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public Instance draw(RandomStream random) {
        Instance instance = drawing.apply(random);
        if (instance.n() != n) {
            throw new IllegalArgumentException(
                    "Task.of: task and instance must be of one dimension, got n = " + n + " and n = " + instance.n());
        }
        return instance;
    }

    @Override
    public String toString() {
        return name + " in R^" + n + ", " + noise;
    }
}
