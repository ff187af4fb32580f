package icd.train;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.Share;
import java.util.List;

/**
 * Multi-step decay: the learning rate is multiplied by a factor after certain fractions of the epochs.
 *
 * @param factor in (0, 1]
 * @param at rising fractions in (0, 1); after epoch floor(fraction x epochs) the factor applies once more, the fraction
 *     being the decimal that was written: 0.29 of 100 epochs is 29 (see {@link Share})
 */
@Describe("multi-step decay of the learning rate")
public record Decay(
        @Describe(value = "what the rate is multiplied by", above = 0, max = 1, byDefault = "0.1")
        double factor,

        @Describe(
                value =
                        "fractions of the epochs after which the rate is multiplied, ascending; none for a constant rate",
                above = 0,
                below = 1,
                byDefault = "[]")
        List<Double> at)
        implements Schedule {

    /** The published schedule: a tenth after 80 % and again after 90 % of the epochs. */
    public static final Decay PUBLISHED = new Decay(0.1, List.of(0.8, 0.9));

    /** The schedule of a constant rate. */
    public static final Decay NONE = new Decay(0.1, List.of());

    public Decay {
        at = List.copyOf(at);
        if (!(factor > 0 && factor <= 1)) {
            throw new RefusedException("Decay", "factor", "be in (0, 1]", factor);
        }
        for (int i = 0; i < at.size(); i++) {
            if (!(at.get(i) > 0 && at.get(i) < 1)) {
                throw new RefusedException("Decay", "at." + i, "be in (0, 1)", at.get(i));
            }
            if (i > 0 && !(at.get(i) > at.get(i - 1))) {
                throw new RefusedException("Decay", "at." + i, "ascend", at.get(i) + " after " + at.get(i - 1));
            }
        }
    }

    @Override
    public double during(int epoch, int epochs) {
        double product = 1;
        for (double fraction : at) {
            if (epoch > Share.floor(fraction, epochs)) {
                product *= factor;
            }
        }
        return product;
    }
}
