package icd.train;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.describe.RefusedException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** How a gradient becomes a step. Its state is named arrays, which the trainer owns and checkpoints keep. */
@Describe("the rule of each step")
@KnownKinds({Optimiser.Adam.class, Optimiser.AdamW.class, Optimiser.Sgd.class, Lbfgs.class})
public interface Optimiser {

    /** Learning rate before any schedule. */
    double rate();

    /** Whether each step must see all training prompts, always the same ones, as its steps compare gradients. */
    default boolean needsAllPrompts() {
        return false;
    }

    /**
     * The state before the first step, by names of its own; none unless a kind has one.
     *
     * @param parameters how many parameters the layer has
     */
    default SequencedMap<String, double[]> start(int parameters) {
        return new LinkedHashMap<>();
    }

    /**
     * One step.
     *
     * @param step 1 for the first
     * @param factor on the rate, as the schedule has it
     * @param theta parameters. Modified.
     * @param gradient not modified
     * @param state what {@link #start} gave, as the step before left it. Its arrays are modified.
     */
    void step(long step, double factor, double[] theta, double[] gradient, SequencedMap<String, double[]> state);

    /**
     * Adam (Kingma &amp; Ba 2015), as PyTorch has it: {@math theta -= "rate" m^ / (sqrt(v^) + epsilon)}.
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

        /** The usual betas 0.9 and 0.999, and {@math epsilon} 1e-8. */
        public Adam(double rate) {
            this(rate, 0.9, 0.999, 1e-8);
        }

        @Override
        public SequencedMap<String, double[]> start(int parameters) {
            return zeros(parameters, "mean", "square");
        }

        @Override
        public void step(
                long step, double factor, double[] theta, double[] gradient, SequencedMap<String, double[]> state) {
            double[] m = state.get("mean");
            double[] v = state.get("square");
            double size = factor * rate / (1 - StrictMath.pow(beta1, step));
            double root = Math.sqrt(1 - StrictMath.pow(beta2, step));
            for (int i = 0; i < theta.length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
                v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
                theta[i] -= size * m[i] / (Math.sqrt(v[i]) / root + epsilon);
            }
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019), as PyTorch has it: {@math theta &lt;- (1 - "rate" "weightDecay") theta}
     * before each step of {@link Adam}.
     *
     * @param rate learning rate &gt; 0
     * @param beta1 decay of the mean of gradients, in [0, 1)
     * @param beta2 decay of the mean of their squares, in [0, 1)
     * @param epsilon added to the root, &gt; 0
     * @param weightDecay &gt;= 0
     */
    @Describe(key = "adamw", value = "Adam with decoupled weight decay (Loshchilov & Hutter 2019)")
    record AdamW(
            @Describe(value = "learning rate before any decay", above = 0, byDefault = "0.01")
            double rate,

            @Describe(value = "decay of the mean of the gradient", min = 0, below = 1, byDefault = "0.9")
            double beta1,

            @Describe(value = "decay of the mean of its square", min = 0, below = 1, byDefault = "0.999")
            double beta2,

            @Describe(value = "added to the root of the mean square", above = 0, byDefault = "1e-8")
            double epsilon,

            @Describe(
                    value = "share of the parameters that a step at rate 1 would take away",
                    min = 0,
                    byDefault = "0.01")
            double weightDecay)
            implements Optimiser {

        public AdamW {
            positive("AdamW", "rate", rate);
            fraction("AdamW", "beta1", beta1);
            fraction("AdamW", "beta2", beta2);
            positive("AdamW", "epsilon", epsilon);
            notNegative("AdamW", "weightDecay", weightDecay);
        }

        /** The usual betas 0.9 and 0.999, and {@math epsilon} 1e-8. */
        public AdamW(double rate, double weightDecay) {
            this(rate, 0.9, 0.999, 1e-8, weightDecay);
        }

        private Adam adam() {
            return new Adam(rate, beta1, beta2, epsilon);
        }

        @Override
        public SequencedMap<String, double[]> start(int parameters) {
            return adam().start(parameters);
        }

        @Override
        public void step(
                long step, double factor, double[] theta, double[] gradient, SequencedMap<String, double[]> state) {
            double kept = 1 - factor * rate * weightDecay;
            for (int i = 0; i < theta.length; i++) {
                theta[i] *= kept;
            }
            adam().step(step, factor, theta, gradient, state);
        }
    }

    /**
     * Stochastic gradient descent with momentum, as PyTorch has it. With {@math g = "gradient" + "weightDecay" theta} and the velocity
     * {@math b = "momentum" b + g}, the step is {@math theta -= "rate" b}, or Nesterov's {@math theta -= "rate" (g + "momentum" b)}.
     *
     * @param rate learning rate &gt; 0
     * @param momentum in [0, 1); 0 for none
     * @param nesterov whether the gradient is as if taken one step of the velocity ahead; needs momentum
     * @param weightDecay &gt;= 0
     */
    @Describe("stochastic gradient descent with momentum")
    record Sgd(
            @Describe(value = "learning rate before any decay", above = 0)
            double rate,

            @Describe(value = "share of the last velocity that is kept", min = 0, below = 1, byDefault = "0")
            double momentum,

            @Describe(value = "whether the momentum is Nesterov's", byDefault = "false")
            boolean nesterov,

            @Describe(value = "factor of the parameters that is added to the gradient", min = 0, byDefault = "0")
            double weightDecay)
            implements Optimiser {

        public Sgd {
            positive("Sgd", "rate", rate);
            fraction("Sgd", "momentum", momentum);
            notNegative("Sgd", "weightDecay", weightDecay);
            if (nesterov && !(momentum > 0)) {
                throw new RefusedException("Sgd", "nesterov", "be false without %s", true, "momentum", momentum);
            }
        }

        /** Without weight decay, the momentum not Nesterov's. */
        public Sgd(double rate, double momentum) {
            this(rate, momentum, false, 0);
        }

        @Override
        public SequencedMap<String, double[]> start(int parameters) {
            return zeros(parameters, "velocity");
        }

        @Override
        public void step(
                long step, double factor, double[] theta, double[] gradient, SequencedMap<String, double[]> state) {
            double[] b = state.get("velocity");
            for (int i = 0; i < theta.length; i++) {
                double g = weightDecay == 0 ? gradient[i] : gradient[i] + weightDecay * theta[i];
                b[i] = momentum * b[i] + g;
                theta[i] -= factor * rate * (nesterov ? g + momentum * b[i] : b[i]);
            }
        }
    }

    private static SequencedMap<String, double[]> zeros(int length, String... names) {
        SequencedMap<String, double[]> state = new LinkedHashMap<>();
        for (String name : names) {
            state.put(name, new double[length]);
        }
        return state;
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

    private static void notNegative(String where, String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(where, name, "be >= 0 and finite", value);
        }
    }
}
