package icd.task;

import icd.math.Finite;
import icd.math.RandomStream;
import java.util.function.Function;

/** The instance that {@link Instance#of} makes. */
record OwnInstance(int n, Function<RandomStream, double[]> token) implements Instance {

    OwnInstance {
        Check.atLeastOne("Instance.of", "n", n);
    }

    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        for (int t = 0; t < count; t++) {
            double[] x = token.apply(random);
            if (x.length != n) {
                throw new IllegalArgumentException(
                        "Instance.of: a token must be of n = " + n + " numbers, got " + x.length);
            }
            Finite.numbers("Instance.of", "a token", x);
            for (int i = 0; i < n; i++) {
                tokens[i * count + t] = x[i];
            }
        }
    }

    @Override
    public String toString() {
        return "a user's own instance in R^" + n;
    }
}
