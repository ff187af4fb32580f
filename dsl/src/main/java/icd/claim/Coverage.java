package icd.claim;

import icd.math.Share;
import java.util.Arrays;

/**
 * The share of trials in which an error stayed below its bound; a {@link Bound} judges it.
 *
 * @param what the setting
 * @param delta the bound may be exceeded with at most this probability
 * @param ratios error / bound in independent trials; owned, not copied
 * @param printed the ratios for the bound as printed, to be refuted; empty where it is the same
 */
public record Coverage(String what, double delta, double[] ratios, double[] printed) {

    /** @throws IllegalArgumentException if delta is no probability or there are no trials */
    public Coverage {
        if (!(delta > 0 && delta < 1) || ratios.length == 0) {
            throw new IllegalArgumentException("Coverage: delta must be in (0, 1) and there must be trials, got "
                    + delta + " and " + ratios.length);
        }
    }

    /**
     * Returns the share of trials inside the bound, with the standard error that it would have if the probability were
     * exactly 1 - delta.
     */
    Estimate inside(double[] ratios) {
        double share = Arrays.stream(ratios).filter(ratio -> ratio < 1).count() / (double) ratios.length;
        return new Estimate(share, Math.sqrt(delta * (1 - delta) / ratios.length));
    }

    /**
     * Returns how many times smaller the bound could be and still hold: bound over the {@math 1 - delta} quantile of the error.
     */
    public double slack() {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        int at = sorted.length - Share.floor(delta, sorted.length) - 1;
        return 1 / sorted[Math.max(0, at)];
    }

    /** Returns the same trials against a bound that is smaller by a factor. */
    public Coverage tightened(double factor) {
        return new Coverage(
                what, delta, Arrays.stream(ratios).map(ratio -> ratio * factor).toArray(), printed);
    }

    @Override
    public String toString() {
        return what + ": " + inside(ratios) + " of " + ratios.length + " trials inside, delta = " + delta;
    }
}
