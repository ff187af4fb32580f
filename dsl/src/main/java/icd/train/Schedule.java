package icd.train;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.describe.RefusedException;
import java.util.List;

/**
 * How the learning rate changes from epoch to epoch: the factor on it during each. Kinds with a warm-up of w epochs have the factor
 * {@math e / w} during epoch {@math e &lt;= w}, and do over the other epochs what they do over all without one.
 */
@Describe("how the learning rate changes from epoch to epoch")
@KnownKinds({Schedule.Constant.class, Schedule.Linear.class, Schedule.Cosine.class, Schedule.Steps.class})
public interface Schedule {

    /**
     * The factor on the rate.
     *
     * @param epoch from 1
     * @param epochs of the whole training
     */
    double during(int epoch, int epochs);

    /** The rate stays as it is. */
    @Describe("the rate stays as it is")
    record Constant(
            @Describe(value = "epochs over which the rate rises to its value", min = 0, byDefault = "0")
            int warmup) implements Schedule {

        public Constant {
            notNegative("Constant", warmup);
        }

        @Override
        public double during(int epoch, int epochs) {
            return warmed(warmup, epoch, epochs, (_, _) -> 1);
        }
    }

    /**
     * The rate falls in a straight line, from 1 in the first epoch towards {@code to}, which it would have after the last: the factor is
     * {@math 1 - (1 - "to") (e - 1) / E}, as PyTorch's {@code LinearLR(start_factor=1, end_factor=to, total_iters=E)} has it.
     *
     * @param to factor at the end, in [0, 1]
     */
    @Describe("the rate falls in a straight line")
    record Linear(
            @Describe(value = "factor on the rate after the last epoch", min = 0, max = 1, byDefault = "0")
            double to,

            @Describe(value = "epochs over which the rate rises to its value", min = 0, byDefault = "0")
            int warmup)
            implements Schedule {

        public Linear {
            share("Linear", to);
            notNegative("Linear", warmup);
        }

        @Override
        public double during(int epoch, int epochs) {
            return warmed(warmup, epoch, epochs, (e, all) -> 1 - (1 - to) * (e - 1) / all);
        }
    }

    /**
     * The rate falls along half a cosine: the factor is {@math "to" + (1 - "to") (1 + cos(pi (e - 1) / E)) / 2}, as PyTorch's
     * {@code CosineAnnealingLR(T_max=E)} has it.
     *
     * @param to factor at the end, in [0, 1]
     */
    @Describe("the rate falls along half a cosine")
    record Cosine(
            @Describe(value = "factor on the rate after the last epoch", min = 0, max = 1, byDefault = "0")
            double to,

            @Describe(value = "epochs over which the rate rises to its value", min = 0, byDefault = "0")
            int warmup)
            implements Schedule {

        public Cosine {
            share("Cosine", to);
            notNegative("Cosine", warmup);
        }

        @Override
        public double during(int epoch, int epochs) {
            return warmed(
                    warmup,
                    epoch,
                    epochs,
                    (e, all) -> to + (1 - to) * (1 + StrictMath.cos(Math.PI * (e - 1) / all)) / 2);
        }
    }

    /** The rate is multiplied by a factor after certain fractions of the epochs; see {@link Decay}, its short form. */
    @Describe("the rate is multiplied after certain fractions of the epochs")
    record Steps(
            @Describe(value = "what the rate is multiplied by", above = 0, max = 1, byDefault = "0.1")
            double factor,

            @Describe(
                    value = "fractions of the epochs after which the rate is multiplied, ascending",
                    above = 0,
                    below = 1,
                    byDefault = "[0.8, 0.9]")
            List<Double> at,

            @Describe(value = "epochs over which the rate rises to its value", min = 0, byDefault = "0")
            int warmup)
            implements Schedule {

        public Steps {
            at = new Decay(factor, at).at();
            notNegative("Steps", warmup);
        }

        @Override
        public double during(int epoch, int epochs) {
            return warmed(warmup, epoch, epochs, new Decay(factor, at));
        }
    }

    /** The factor where {@code rest} takes its turn after the warm-up. */
    private static double warmed(int warmup, int epoch, int epochs, Schedule rest) {
        return epoch <= warmup ? (double) epoch / warmup : rest.during(epoch - warmup, epochs - warmup);
    }

    private static void share(String where, double to) {
        if (!(to >= 0 && to <= 1)) {
            throw new RefusedException(where, "to", "be in [0, 1]", to);
        }
    }

    private static void notNegative(String where, int warmup) {
        if (!(warmup >= 0)) {
            throw new RefusedException(where, "warmup", "be >= 0", warmup);
        }
    }
}
