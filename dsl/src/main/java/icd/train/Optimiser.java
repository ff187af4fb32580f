package icd.train;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.describe.RefusedException;

/** How a gradient becomes a step. Its state is two arrays as long as the parameters, owned by the trainer. */
@Describe("the rule of each step")
@KnownKinds({Optimiser.Adam.class, Optimiser.Sgd.class})
public interface Optimiser {

    /** Learning rate before any decay. */
    double rate();

    /**
     * One step.
     *
     * @param step 1 for the first
     * @param decay factor on the rate
     * @param theta parameters. Modified.
     * @param gradient not modified
     * @param first state, zeros before the first step. Modified.
     * @param second further state, likewise
     */
    void step(long step, double decay, double[] theta, double[] gradient, double[] first, double[] second);

    /**
     * Adam (Kingma &amp; Ba 2015), as PyTorch has it: theta -= rate m^ / (sqrt(v^) + epsilon).
     *
     * @param rate learning rate &gt; 0
     * @param beta1 decay of the mean of gradients, in [0, 1)
     * @param beta2 decay of the mean of their squares, in [0, 1)
     * @param epsilon added to the root, &gt; 0
     */
    @Describe("Adam (Kingma & Ba 2015) with bias correction")
    record Adam(
            @Describe(value = "learning rate before any decay", above = 0, byDefault = "0.01")
            double rate,

            @Describe(value = "decay of the mean of the gradient", min = 0, below = 1, byDefault = "0.9")
            double beta1,

            @Describe(value = "decay of the mean of its square", min = 0, below = 1, byDefault = "0.999")
            double beta2,

            @Describe(value = "added to the root of the mean square", above = 0, byDefault = "1e-8")
            double epsilon)
            implements Optimiser {

        public Adam {
            positive("Adam", "rate", rate);
            fraction("Adam", "beta1", beta1);
            fraction("Adam", "beta2", beta2);
            positive("Adam", "epsilon", epsilon);
        }

        /** The usual betas 0.9 and 0.999, and epsilon 1e-8. */
        public Adam(double rate) {
            this(rate, 0.9, 0.999, 1e-8);
        }

        @Override
        public void step(long step, double decay, double[] theta, double[] gradient, double[] m, double[] v) {
            double size = decay * rate / (1 - StrictMath.pow(beta1, step));
            double root = Math.sqrt(1 - StrictMath.pow(beta2, step));
            for (int i = 0; i < theta.length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
                v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
                theta[i] -= size * m[i] / (Math.sqrt(v[i]) / root + epsilon);
            }
        }
    }

    /**
     * Stochastic gradient descent with momentum, as PyTorch has it: b = momentum b + gradient; theta -= rate b.
     *
     * @param rate learning rate &gt; 0
     * @param momentum in [0, 1); 0 for none
     */
    @Describe("stochastic gradient descent with momentum")
    record Sgd(
            @Describe(value = "learning rate before any decay", above = 0)
            double rate,

            @Describe(value = "share of the last velocity that is kept", min = 0, below = 1, byDefault = "0")
            double momentum)
            implements Optimiser {

        public Sgd {
            positive("Sgd", "rate", rate);
            fraction("Sgd", "momentum", momentum);
        }

        @Override
        public void step(long step, double decay, double[] theta, double[] gradient, double[] b, double[] unused) {
            for (int i = 0; i < theta.length; i++) {
                b[i] = momentum * b[i] + gradient[i];
                theta[i] -= decay * rate * b[i];
            }
        }
    }

    private static void positive(String where, String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(where, name, "be > 0 and finite", value);
        }
    }

    private static void fraction(String where, String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new RefusedException(where, name, "be in [0, 1)", value);
        }
    }
}
